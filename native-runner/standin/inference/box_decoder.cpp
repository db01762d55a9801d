// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/box_decoder.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "standin/inference/detectnet_parser.hpp"
#include "standin/inference/detr_decoder.hpp"
#include "standin/inference/nms_decoder.hpp"
#include "standin/inference/yolo_decoder.hpp"

namespace pipewright::standin::inference {
namespace {

class DetectnetDecoder final : public BoxDecoder {
 public:
  explicit DetectnetDecoder(const DetectnetLayout& layout) : layout_(layout) {}

  void decode(const SampleOutputs& outputs, std::span<const ClusteringParams> params,
              std::vector<Detection>& out) const override {
    parse_detectnet(layout_, outputs.data(layout_.coverage_index),
                    outputs.data(layout_.boxes_index), params, out);
  }
  unsigned num_classes() const override { return layout_.num_classes; }

 private:
  DetectnetLayout layout_;
};

Result<std::unique_ptr<BoxDecoder>> make_detectnet(const DecoderRequest& request) {
  const auto layout =
      find_detectnet_layout(request.outputs, request.network.width, request.network.height);
  if (!layout) {
    return Error{
        "the model is no DetectNet_v2 detector, which nvinfer expects without a parser of a custom "
        "library: " +
        layout.error().message + "; for another model set the library and one of the parsers " +
        known_box_parsers()};
  }
  return std::unique_ptr<BoxDecoder>(new DetectnetDecoder(layout.value()));
}

Result<std::unique_ptr<BoxDecoder>> make_yolo(const DecoderRequest& request) {
  return make_yolo_decoder(request);
}

template <BoxForm Form>
Result<std::unique_ptr<BoxDecoder>> make_nms(const DecoderRequest& request) {
  return make_nms_decoder(request, Form);
}

template <DetrForm Form>
Result<std::unique_ptr<BoxDecoder>> make_detr(const DecoderRequest& request) {
  return make_detr_decoder(request, Form);
}

struct KnownParser {
  std::string_view name;
  Result<std::unique_ptr<BoxDecoder>> (*make)(const DecoderRequest&);
};

constexpr BoxForm kPixelCorners = {};
constexpr BoxForm kNormalisedCorners = {.is_normalised = true};

// NVIDIA's sample and TAO parsers, and those of the public YOLO integrations.
constexpr std::array kParsers = {
    KnownParser{"NvDsInferParseCustomResnet", make_detectnet},
    KnownParser{"NvDsInferParseYolo", make_yolo},
    KnownParser{"NvDsInferParseYoloCuda", make_yolo},
    KnownParser{"NvDsInferParseYoloE", make_yolo},
    KnownParser{"NvDsInferParseYoloECuda", make_yolo},
    KnownParser{"NvDsInferParseCustomYoloV3", make_yolo},
    KnownParser{"NvDsInferParseCustomYoloV3Tiny", make_yolo},
    KnownParser{"NvDsInferParseCustomYoloV4", make_nms<kNormalisedCorners>},
    KnownParser{"NvDsInferParseCustomYoloV5", make_yolo},
    KnownParser{"NvDsInferParseCustomYoloV6", make_yolo},
    KnownParser{"NvDsInferParseCustomYoloV7", make_yolo},
    KnownParser{"NvDsInferParseCustomYoloV7_cuda", make_yolo},
    KnownParser{"NvDsInferParseCustomYoloV8", make_yolo},
    KnownParser{"NvDsInferYoloNMS", make_nms<kPixelCorners>},
    KnownParser{"NvDsInferParseYoloV5CustomBatchedNMSTLT", make_nms<kPixelCorners>},
    KnownParser{"NvDsInferParseCustomBatchedYoloV5NMSTLT", make_nms<kPixelCorners>},
    KnownParser{"NvDsInferParseCustomBatchedNMSTLT", make_nms<kNormalisedCorners>},
    KnownParser{"NvDsInferParseCustomEfficientDetTAO", make_nms<BoxForm{.is_y_first = true}>},
    KnownParser{"NvDsInferParseCustomTfSSD",
                make_nms<BoxForm{.is_normalised = true, .is_y_first = true}>},
    KnownParser{"NvDsInferParseCustomSSD", make_ssd_decoder},
    KnownParser{"NvDsInferParseCustomNMSTLT", make_ssd_decoder},
    KnownParser{"NvDsInferParseCustomDDETRTAO",
                make_detr<DetrForm{.is_single_class = true, .has_background = true, .topk = 200}>},
    KnownParser{"NvDsInferParseCustomRTDETRTAO", make_detr<DetrForm{}>},
    KnownParser{"NvDsInferParseCustomRTDETR", make_detr<DetrForm{}>},
};

const KnownParser* find_parser(std::string_view function) {
  const auto found = std::find_if(kParsers.begin(), kParsers.end(), [&](const KnownParser& parser) {
    return parser.name == function;
  });
  return found == kParsers.end() ? nullptr : &*found;
}

}  // namespace

Result<std::unique_ptr<BoxDecoder>> find_box_decoder(const DecoderRequest& request) {
  if (request.function.empty()) return make_detectnet(request);
  const KnownParser* parser = find_parser(request.function);
  if (parser == nullptr) {
    return Error{"there is no decoder for '" + request.function + "', only for " +
                 known_box_parsers()};
  }
  return parser->make(request);
}

bool is_known_box_parser(std::string_view function) {
  return find_parser(function) != nullptr;
}

std::string known_box_parsers() {
  std::string names;
  for (const KnownParser& parser : kParsers) {
    names += (names.empty() ? "" : ", ") + std::string(parser.name);
  }
  return names;
}

}  // namespace pipewright::standin::inference
