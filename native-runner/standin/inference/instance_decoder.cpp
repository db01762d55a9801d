// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/instance_decoder.hpp"

#include <algorithm>
#include <array>

#include "standin/inference/prototype_mask_decoder.hpp"
#include "standin/inference/stored_mask_decoder.hpp"

namespace pipewright::standin::inference {
namespace {

using Made = Result<std::unique_ptr<InstanceDecoder>>;

/// YOLO with masks in any of the forms in which it is exported.
Made make_yolo_masks(const DecoderRequest& request) {
  if (auto decoder = make_prototype_mask_decoder(request)) return decoder;
  if (auto decoder = make_box_mask_decoder(request)) return decoder;
  if (auto decoder = make_row_mask_decoder(request)) return decoder;
  const std::string classes = std::to_string(request.num_detected_classes);
  return Error{
      request.function +
      " reads boxes, scores, classes and masks; rows [N x 6 + mask]; or [4 + classes + M x N] "
      "(either way round) or rows [N x 6 + M] with prototypes [M x height x width], but with "
      "num-detected-classes=" +
      classes + " the model's outputs fit none of them: " + describe(request.outputs) +
      "; set num-detected-classes to the model's classes or export the model in one of these "
      "forms"};
}

Made make_mask_rcnn(const DecoderRequest& request) {
  if (auto decoder = make_mask_rcnn_decoder(request)) return decoder;
  return Error{request.function +
               " reads Mask R-CNN's rows [N x 6] and masks [N x classes x height x width], but "
               "the model's outputs are " +
               describe(request.outputs) + "; set the function that fits its outputs"};
}

struct KnownParser {
  std::string_view name;
  Made (*make)(const DecoderRequest&);
};

// NVIDIA's sample parsers, and those of the public YOLO integrations.
constexpr std::array kParsers = {
    KnownParser{"NvDsInferParseCustomMrcnnTLT", make_mask_rcnn},
    KnownParser{"NvDsInferParseCustomMrcnnTLTV2", make_mask_rcnn},
    KnownParser{"NvDsInferParseYoloSeg", make_yolo_masks},
    KnownParser{"NvDsInferYoloMask", make_yolo_masks},
};

const KnownParser* find_parser(std::string_view function) {
  const auto found = std::find_if(kParsers.begin(), kParsers.end(), [&](const KnownParser& parser) {
    return parser.name == function;
  });
  return found == kParsers.end() ? nullptr : &*found;
}

}  // namespace

Result<std::unique_ptr<InstanceDecoder>> find_instance_decoder(const DecoderRequest& request) {
  const KnownParser* parser = find_parser(request.function);
  if (parser == nullptr) {
    return Error{"there is no decoder for '" + request.function + "', only for " +
                 known_instance_parsers()};
  }
  return parser->make(request);
}

bool is_known_instance_parser(std::string_view function) {
  return find_parser(function) != nullptr;
}

std::string known_instance_parsers() {
  std::string names;
  for (const KnownParser& parser : kParsers) {
    names += (names.empty() ? "" : ", ") + std::string(parser.name);
  }
  return names;
}

}  // namespace pipewright::standin::inference
