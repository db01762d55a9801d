// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/segmentation.hpp"

#include <glib.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "gstnvdsinfer.h"

namespace pipewright::standin::inference {
namespace {

constexpr int kNoClass = -1;

using HeldOutputs = std::shared_ptr<const ModelOutputs>;

NvDsInferSegmentationMeta* meta_of(gpointer user_meta) {
  return static_cast<NvDsInferSegmentationMeta*>(
      static_cast<NvDsUserMeta*>(user_meta)->user_meta_data);
}

void release_segmentation_meta(gpointer data, gpointer) {
  NvDsInferSegmentationMeta* meta = meta_of(data);
  g_free(meta->class_map);
  // The probabilities are the model's outputs.
  delete static_cast<HeldOutputs*>(meta->priv_data);
  delete meta;
  static_cast<NvDsUserMeta*>(data)->user_meta_data = nullptr;
}

gpointer copy_segmentation_meta(gpointer data, gpointer) {
  const NvDsInferSegmentationMeta* source = meta_of(data);
  auto* copy = new NvDsInferSegmentationMeta(*source);
  const gsize num_pixels = gsize{source->width} * source->height;
  copy->class_map = static_cast<gint*>(g_memdup2(source->class_map, num_pixels * sizeof(gint)));
  if (source->priv_data != nullptr) {
    copy->priv_data = new HeldOutputs(*static_cast<HeldOutputs*>(source->priv_data));
  }
  return copy;
}

/// find_classes() for one map per class: a row at a time through all classes, in the order of
/// memory.
void find_classes_of_planes(const SegmentationLayout& layout, std::span<const float> values,
                            float threshold, gint* class_map) {
  std::vector<float> best(layout.width);
  for (std::size_t row = 0; row < layout.height; ++row) {
    gint* classes = class_map + row * layout.width;
    std::fill(best.begin(), best.end(), threshold);
    std::fill_n(classes, layout.width, kNoClass);
    for (unsigned c = 0; c < layout.num_classes; ++c) {
      const float* value = values.data() + c * layout.class_stride + row * layout.width;
      for (std::size_t x = 0; x < layout.width; ++x) {
        const bool is_better = value[x] > best[x];
        best[x] = is_better ? value[x] : best[x];
        classes[x] = is_better ? static_cast<gint>(c) : classes[x];
      }
    }
  }
}

/// The most probable class of each pixel above the threshold.
void find_classes(const SegmentationLayout& layout, std::span<const float> values, float threshold,
                  gint* class_map) {
  const std::size_t num_pixels = std::size_t{layout.width} * layout.height;
  if (layout.is_class_map) {
    std::transform(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(num_pixels),
                   class_map, [](float value) { return static_cast<gint>(value); });
    return;
  }
  if (layout.pixel_stride == 1) {
    find_classes_of_planes(layout, values, threshold, class_map);
    return;
  }
  for (std::size_t pixel = 0; pixel < num_pixels; ++pixel) {
    const float* value = values.data() + pixel * layout.pixel_stride;
    float best = threshold;
    class_map[pixel] = kNoClass;
    for (unsigned c = 0; c < layout.num_classes; ++c, value += layout.class_stride) {
      if (*value > best) {
        best = *value;
        class_map[pixel] = static_cast<gint>(c);
      }
    }
  }
}

bool is_class_map(const OutputShape& shape) {
  if (shape.dims.size() == 2) return true;
  return shape.dims.size() == 3 && (shape.dims.front() == 1 || shape.dims.back() == 1);
}

}  // namespace

Result<SegmentationLayout> find_segmentation_layout(const NvinferConfig& config,
                                                    std::span<const OutputShape> outputs) {
  const auto refuse = [&](const std::string& key, const std::string& reason) {
    return config.error_at(key, reason + " (outputs: " + describe(outputs) + ")");
  };
  if (outputs.empty() || outputs[0].size() == 0) {
    return refuse("onnx-file", "the model's first output is no map of pixels");
  }
  const OutputShape& shape = outputs[0];
  SegmentationLayout layout;
  layout.num_classes = config.num_detected_classes;
  if (is_class_map(shape) && config.num_detected_classes > 1) {
    const std::size_t row_axis = shape.dims.size() == 3 && shape.dims.front() == 1 ? 1 : 0;
    layout.height = static_cast<unsigned>(shape.dims[row_axis]);
    layout.width = static_cast<unsigned>(shape.dims[row_axis + 1]);
    layout.is_class_map = true;
    return layout;
  }
  if (shape.dims.size() != 3) {
    return refuse("onnx-file",
                  "a segmentation model's first output is [classes x height x width] or one map of "
                  "class numbers [height x width]; export it like that, or " +
                      config.raw_outputs_advice());
  }
  const bool is_nhwc = config.segmentation_output_order == TensorOrder::kNhwc;
  const auto classes = static_cast<unsigned>(shape.dims[is_nhwc ? 2 : 0]);
  layout.height = static_cast<unsigned>(shape.dims[is_nhwc ? 0 : 1]);
  layout.width = static_cast<unsigned>(shape.dims[is_nhwc ? 1 : 2]);
  layout.class_stride = is_nhwc ? 1 : std::size_t{layout.width} * layout.height;
  layout.pixel_stride = is_nhwc ? classes : 1;
  if (classes != config.num_detected_classes) {
    const std::string order_key = config.name_of("segmentation-output-order");
    const std::string other_order = order_key.empty() ? ""
                                                      : ", or " + order_key + " to " +
                                                            (is_nhwc ? "0 (NCHW)" : "1 (NHWC)") +
                                                            " if the classes are its other axis";
    return refuse("num-detected-classes", "is " + std::to_string(config.num_detected_classes) +
                                              ", but the model's first output has " +
                                              std::to_string(classes) + " classes; set it to that" +
                                              other_order);
  }
  return layout;
}

Result<std::unique_ptr<Postprocessor>> Segmentation::create(const NvinferConfig& config,
                                                            const ModelRunner& runner) {
  const auto layout = find_segmentation_layout(config, runner.outputs());
  if (!layout) return layout.error();
  return std::unique_ptr<Postprocessor>(new Segmentation(config, layout.value()));
}

void Segmentation::attach(const Subject& subject, const SampleOutputs& outputs) {
  subject.frame->bInferDone = TRUE;
  if (subject.placement.source.empty()) return;
  const std::span<const float> values = outputs.data(layout_.output);
  auto* meta = new NvDsInferSegmentationMeta{};
  meta->unique_id = static_cast<gint>(config_.unique_id);
  meta->classes = layout_.num_classes;
  meta->width = layout_.width;
  meta->height = layout_.height;
  meta->class_map = g_new(gint, gsize{layout_.width} * layout_.height);
  find_classes(layout_, values, static_cast<float>(config_.segmentation_threshold),
               meta->class_map);
  if (!layout_.is_class_map) {
    // The SDK's structure knows no const.
    meta->class_probabilities_map = const_cast<float*>(values.data());
    meta->priv_data = new HeldOutputs(outputs.run().hold_outputs());
  }
  NvDsUserMeta* user_meta = nvds_acquire_user_meta_from_pool(subject.frame->base_meta.batch_meta);
  user_meta->user_meta_data = meta;
  user_meta->base_meta.meta_type = static_cast<NvDsMetaType>(NVDSINFER_SEGMENTATION_META);
  user_meta->base_meta.copy_func = copy_segmentation_meta;
  user_meta->base_meta.release_func = release_segmentation_meta;
  attach_user_meta(subject, user_meta);
}

}  // namespace pipewright::standin::inference
