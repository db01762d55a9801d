// SPDX-License-Identifier: Apache-2.0
// What of a batch the model looks at.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "common/result.hpp"
#include "nvdsmeta.h"
#include "standin/inference/batch_filler.hpp"
#include "standin/inference/model_runner.hpp"
#include "standin/inference/nvinfer_config.hpp"
#include "standin/inference/object_history.hpp"
#include "standin/inference/subject.hpp"
#include "standin/inference/tensor_input.hpp"
#include "standin/surface/surface_buffer.hpp"

namespace pipewright::standin::inference {

/// A tracked object that is not looked at again; what is known of it is attached.
struct KnownObject {
  NvDsObjectMeta* object = nullptr;
  std::shared_ptr<const ObjectHistory> history;
};

/// Chooses whole frames, objects or regions of nvdspreprocess, by the interval and by what is known
/// of tracked objects. For one thread.
class SubjectSelector {
 public:
  /// Subjects that one run of the model takes.
  struct Portion {
    std::size_t start = 0;
    std::size_t count = 0;
    /// Their samples, where nvdspreprocess prepared them.
    std::span<const float> values = {};
  };

  /// Both have to outlive it. With `is_async` objects are classified beside the pipeline: only
  /// tracked ones, and all keep what is known of them.
  SubjectSelector(const NvinferConfig& config, const ModelRunner& runner, bool is_async);

  /// Replaces what was selected of the batch before. The caller holds the batch's lock.
  Result<void> select(NvDsBatchMeta& batch, const SurfaceMap& surfaces);

  std::span<const Subject> subjects() const { return subjects_; }
  /// What the subjects show, valid as long as the surfaces; none with samples of nvdspreprocess.
  std::span<const RegionInput> inputs() const { return inputs_; }
  std::span<const Portion> portions() const { return portions_; }
  std::span<const KnownObject> known() const { return known_; }
  /// Lets go of all of these.
  void clear();

  /// At the end of the stream: restarts, and warns when no tensor has come where one was expected.
  void finish_stream();
  /// The next batch is selected from whatever the interval and nothing is known of tracked objects,
  /// as after EOS or a flush.
  void restart();
  /// From now on so many batches are left out between two.
  void set_interval(unsigned interval) { interval_ = interval; }
  /// A source has gone or ended; its object ids mean nothing any more.
  void forget_source(unsigned pad_index) { histories_.forget_source(pad_index); }
  /// A warning about the stream since the last call.
  std::optional<std::string> take_warning() { return std::exchange(warning_, std::nullopt); }

 private:
  Result<void> select_pictures(NvDsBatchMeta& batch, const SurfaceMap& surfaces);
  Result<void> select_tensors(NvDsBatchMeta& batch, const SurfaceMap& surfaces);
  Result<void> add_subjects(NvDsFrameMeta& frame, const SurfaceMap& surfaces);
  void add_object(NvDsFrameMeta& frame, NvDsObjectMeta& object, const FrameView& picture);
  bool is_wanted(const NvDsObjectMeta& object) const;
  void divide(std::size_t start, std::span<const float> values);

  const NvinferConfig& config_;
  const ModelRunner& runner_;
  bool is_async_;
  unsigned interval_;
  ObjectHistories histories_;
  std::optional<std::string> warning_;
  bool has_warned_of_untracked_ = false;
  unsigned num_batches_ = 0;
  /// Where samples come from when nvdspreprocess makes them.
  std::optional<TensorInput> tensor_input_;
  std::vector<TensorInput::Part> tensors_;
  std::vector<Subject> subjects_;
  std::vector<RegionInput> inputs_;
  std::vector<Portion> portions_;
  std::vector<KnownObject> known_;
};

}  // namespace pipewright::standin::inference
