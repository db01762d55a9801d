// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <span>

#include "common/result.hpp"
#include "common/worker_pool.hpp"
#include "standin/inference/preprocess.hpp"

namespace pipewright::standin::inference {

/// A part of a picture to look at: the whole frame, or an object of it.
struct RegionInput {
  const FrameView* picture = nullptr;
  Rect region;
};

/// Fills the tensors of a batch, on several threads where there are several samples.
class BatchFiller {
 public:
  /// Takes so many threads, of which one is the caller's.
  BatchFiller(const Preprocessor& preprocessor, unsigned num_threads);

  /// Fills a sample of `tensor` per input, and says in `placements` how each lies there. An input
  /// whose region has less than two pixels within the picture gets an empty source and leaves its
  /// sample alone. The error names a format that cannot be converted. For one thread at a time.
  Result<void> fill(std::span<const RegionInput> inputs, std::span<float> tensor,
                    std::span<Placement> placements);

 private:
  /// What a thread needs for itself.
  struct Member {
    explicit Member(const Preprocessor& original) : preprocessor(original) {}
    Preprocessor preprocessor;
    SurfaceConverter converter;
  };

  std::deque<Member> members_;
  /// Last, as its threads use what is above.
  WorkerPool pool_;
};

}  // namespace pipewright::standin::inference
