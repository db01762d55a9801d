// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "common/gst_ptr.hpp"
#include "common/result.hpp"
#include "standin/inference/model_outputs.hpp"
#include "standin/inference/subject.hpp"
#include "standin/inference/subject_selector.hpp"

namespace pipewright::standin::inference {

/// One run of the model on what a buffer shows, from the samples to the metadata. A buffer that
/// shows more than the model takes has several; one that shows nothing has one without subjects.
/// Belongs to one thread at a time; used again and again.
struct InferenceJob {
  /// Whose metadata the subjects and objects are.
  BufferPtr buffer;
  /// The buffer goes on behind this job.
  bool is_last = true;
  std::vector<Subject> subjects;
  /// Room for samples of its own, until the model has seen them.
  std::vector<float> tensor;
  /// The samples of the subjects: in the tensor, or in that of nvdspreprocess.
  std::span<const float> samples;
  std::vector<Placement> placements;
  /// Objects of the buffer that are not looked at again.
  std::vector<KnownObject> known;
  ModelRun run;
  /// The model is through with it. Of the threads that hand it on.
  bool is_inferred = false;
  /// Why the model failed.
  std::optional<Error> error;

  /// Gives up what it refers to; memory stays for the next use.
  void clear() {
    subjects.clear();
    samples = {};
    known.clear();
    error.reset();
    buffer.reset();
  }
};

}  // namespace pipewright::standin::inference
