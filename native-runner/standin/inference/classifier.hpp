// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "standin/inference/model_runner.hpp"
#include "standin/inference/object_history.hpp"
#include "standin/inference/postprocessor.hpp"

namespace pipewright::standin::inference {

/// Attaches what a classifier says (network-type 1): one attribute per output of the model, whose
/// values are probabilities of its classes. Objects get a classifier meta and the labels added to
/// their text; a whole frame gets an object of its own for that, a region of nvdspreprocess keeps
/// it.
class Classifier final : public Postprocessor {
 public:
  /// `config` has to outlive the classifier.
  static Result<std::unique_ptr<Classifier>> create(const NvinferConfig& config,
                                                    const ModelRunner& runner);
  void attach(const Subject& subject, const SampleOutputs& outputs) override;

  /// Replaces `attributes` by what the model says about one sample.
  void classify(const SampleOutputs& outputs, std::vector<Attribute>& attributes) const;
  /// Attaches such attributes to an object; nothing if they have no labels.
  void attach_attributes(NvDsObjectMeta& object, std::span<const Attribute> attributes) const;

 private:
  explicit Classifier(const NvinferConfig& config);
  Result<void> read_label_file();
  NvDsClassifierMeta* new_meta(NvDsBatchMeta& batch, std::span<const Attribute> attributes) const;

  const NvinferConfig& config_;
  /// Interned: metas refer to it and may outlive the element.
  const char* classifier_type_ = nullptr;
  std::vector<std::size_t> num_classes_;
  std::vector<std::vector<std::string>> labels_;
  std::vector<Attribute> attributes_;
};

}  // namespace pipewright::standin::inference
