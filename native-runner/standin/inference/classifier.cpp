// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/classifier.hpp"

#include <glib.h>

#include <utility>

#include "standin/inference/label_text.hpp"
#include "standin/inference/labels.hpp"

namespace pipewright::standin::inference {
namespace {

constexpr unsigned kFrameBorderWidth = 6;
constexpr int kNoClass = -1;

/// The object that carries what a classifier says about a whole frame.
NvDsObjectMeta& add_frame_object(NvDsFrameMeta& frame, const Subject& subject, unsigned unique_id) {
  NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame.base_meta.batch_meta);
  object->unique_component_id = static_cast<gint>(unique_id);
  object->object_id = UNTRACKED_OBJECT_ID;
  object->class_id = kNoClass;
  NvOSD_RectParams& rect = object->rect_params;
  rect.width = static_cast<float>(subject.frame_width);
  rect.height = static_cast<float>(subject.frame_height);
  rect.border_width = kFrameBorderWidth;
  rect.border_color = {1, 0, 0, 1};
  nvds_add_obj_meta_to_frame(&frame, object, nullptr);
  return *object;
}

std::string joined_labels(std::span<const Attribute> attributes) {
  std::string text;
  for (const Attribute& attribute : attributes) {
    if (!attribute.label.empty()) text += attribute.label + " ";
  }
  return text;
}

void append_text(NvDsObjectMeta& object, const std::string& labels) {
  char* before = object.text_params.display_text;
  if (before == nullptr) style_label(object.text_params, object.rect_params);
  object.text_params.display_text =
      g_strconcat(before == nullptr ? "" : before, " ", labels.c_str(), nullptr);
  g_free(before);
}

}  // namespace

Classifier::Classifier(const NvinferConfig& config) : config_(config) {
  if (!config.classifier_type.empty()) {
    classifier_type_ = g_intern_string(config.classifier_type.c_str());
  }
}

Result<std::unique_ptr<Classifier>> Classifier::create(const NvinferConfig& config,
                                                       const ModelRunner& runner) {
  std::unique_ptr<Classifier> classifier(new Classifier(config));
  for (const OutputShape& output : runner.outputs()) {
    if (output.size() == 0) {
      return config.error_at(
          "onnx-file",
          "a classifier's outputs are probabilities of its classes, but the model's are " +
              describe(runner.outputs()) +
              "; export it with one output [classes] per attribute, or " +
              config.raw_outputs_advice());
    }
    classifier->num_classes_.push_back(static_cast<std::size_t>(output.dims[0]));
  }
  if (auto read = classifier->read_label_file(); !read) return read.error();
  return classifier;
}

Result<void> Classifier::read_label_file() {
  if (config_.labels_file.empty()) {
    warnings_.push_back(
        "'" + config_.path + "': a classifier without " + config_.name_of("labelfile-path") +
        " attaches nothing, as in DeepStream; "
        "set it to a file with a line of labels per output, separated by semicolons");
    return {};
  }
  auto labels = read_labels(config_.labels_file);
  if (!labels) return config_.error_at("labelfile-path", labels.error().message);
  labels_ = std::move(labels).value();
  for (std::size_t i = 0; i < num_classes_.size(); ++i) {
    const std::size_t num_labels = i < labels_.size() ? labels_[i].size() : 0;
    if (num_labels >= num_classes_[i]) continue;
    warnings_.push_back("labels file '" + config_.labels_file + "' has " +
                        std::to_string(num_labels) + " labels in line " + std::to_string(i + 1) +
                        " for " + std::to_string(num_classes_[i]) +
                        " classes of the model's output; separate them by semicolons");
  }
  return {};
}

void Classifier::classify(const SampleOutputs& outputs, std::vector<Attribute>& attributes) const {
  attributes.clear();
  for (std::size_t i = 0; i < num_classes_.size(); ++i) {
    const std::span<const float> probabilities = outputs.data(i);
    Attribute best;
    bool is_found = false;
    for (std::size_t c = 0; c < num_classes_[i]; ++c) {
      if (probabilities[c] > config_.classifier_threshold && probabilities[c] > best.probability) {
        best.class_id = static_cast<unsigned>(c);
        best.probability = probabilities[c];
        is_found = true;
      }
    }
    if (!is_found) continue;
    best.index = static_cast<unsigned>(i);
    if (i < labels_.size() && best.class_id < labels_[i].size()) {
      best.label = labels_[i][best.class_id];
    }
    attributes.push_back(std::move(best));
  }
}

void Classifier::attach(const Subject& subject, const SampleOutputs& outputs) {
  subject.frame->bInferDone = TRUE;
  if (subject.placement.source.empty()) return;
  std::vector<Attribute>& attributes =
      subject.history != nullptr ? subject.history->attributes : attributes_;
  classify(outputs, attributes);
  if (joined_labels(attributes).empty()) return;
  if (subject.region != nullptr) {
    // As in the SDK the region and its object know the same meta.
    NvDsClassifierMeta* meta = new_meta(*subject.frame->base_meta.batch_meta, attributes);
    nvds_add_classifier_meta_to_roi(subject.region, meta);
    if (subject.object == nullptr) return;
    append_text(*subject.object, joined_labels(attributes));
    nvds_add_classifier_meta_to_object(subject.object, meta);
    return;
  }
  NvDsObjectMeta* object = subject.object;
  if (object == nullptr) object = &add_frame_object(*subject.frame, subject, config_.unique_id);
  attach_attributes(*object, attributes);
}

void Classifier::attach_attributes(NvDsObjectMeta& object,
                                   std::span<const Attribute> attributes) const {
  const std::string labels = joined_labels(attributes);
  if (labels.empty()) return;
  append_text(object, labels);
  nvds_add_classifier_meta_to_object(&object, new_meta(*object.base_meta.batch_meta, attributes));
}

NvDsClassifierMeta* Classifier::new_meta(NvDsBatchMeta& batch,
                                         std::span<const Attribute> attributes) const {
  NvDsClassifierMeta* meta = nvds_acquire_classifier_meta_from_pool(&batch);
  meta->unique_component_id = static_cast<gint>(config_.unique_id);
  meta->classifier_type = classifier_type_;
  for (const Attribute& attribute : attributes) {
    NvDsLabelInfo* info = nvds_acquire_label_info_meta_from_pool(&batch);
    info->label_id = attribute.index;
    info->result_class_id = attribute.class_id;
    info->result_prob = attribute.probability;
    g_strlcpy(info->result_label, attribute.label.c_str(), MAX_LABEL_SIZE);
    nvds_add_label_info_meta_to_classifier(meta, info);
  }
  return meta;
}

}  // namespace pipewright::standin::inference
