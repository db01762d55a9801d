// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/result.hpp"
#include "nvdsmeta.h"
#include "standin/inference/preprocess.hpp"
#include "standin/preprocess/preprocess_config.hpp"
#include "standin/preprocess/tensor_batch_meta.hpp"
#include "standin/preprocess/tensor_pool.hpp"
#include "standin/surface/surface_buffer.hpp"
#include "standin/surface/surface_converter.hpp"

namespace pipewright::standin::preprocess {

/// What nvdspreprocess does with a batch: cuts regions or objects out of its frames and attaches
/// them as tensors. One thread at a time.
class BatchPreprocessor {
 public:
  /// Errors name the configuration's file.
  static Result<std::unique_ptr<BatchPreprocessor>> create(PreprocessConfig config);

  /// Handles one batch.
  Result<void> process(NvDsBatchMeta& batch, const SurfaceMap& surfaces);

  /// The configuration's, until properties have changed them.
  const ElementSettings& settings() const { return settings_; }
  /// From the next batch on: whether there is work, of which objects and for whom. What decides how
  /// the file is read (process-on-frame) stays as it was.
  void set_settings(ElementSettings settings) { settings_ = std::move(settings); }

  /// From the next batch on these are the regions of a source, which has to have some in the file;
  /// the error names it and what to set. Regions outside of its frames are left out with a warning.
  Result<void> set_regions(int source_id, std::vector<Rect> regions);

  /// Without its groups, which change while the pipeline runs.
  const PreprocessConfig& config() const { return config_; }
  /// A warning about the stream since the last call.
  std::optional<std::string> take_stream_warning();

 private:
  /// A group and the batches it has seen.
  struct Group {
    RegionGroup rules;
    unsigned num_batches = 0;
    /// Whose new regions no frame has been held against yet.
    std::set<int> unchecked_sources = {};
  };

  BatchPreprocessor(PreprocessConfig config, inference::Preprocessor preprocessor);
  bool is_of_group(const Group& group, const NvDsFrameMeta& frame) const;
  Result<const std::vector<Rect>*> regions_of(const Group& group, const NvDsFrameMeta& frame,
                                              const Rect& whole);
  void drop_regions_outside(Group& group, const NvDsFrameMeta& frame, const Rect& whole);
  Result<void> process_frame(Group& group, NvDsFrameMeta& frame, const FrameView& picture);
  Result<void> add_objects(const Group& group, NvDsFrameMeta& frame, const FrameView& picture,
                           const Rect& region);
  bool is_wanted(const RegionGroup& rules, const NvDsObjectMeta& object, const Rect& region) const;
  Result<void> add_sample(NvDsFrameMeta& frame, NvDsObjectMeta* object, const FrameView& picture,
                          const Rect& region);
  void finish_tensor();

  PreprocessConfig config_;
  ElementSettings settings_;
  inference::Preprocessor preprocessor_;
  TensorPool pool_;
  SurfaceConverter converter_;
  std::vector<Group> groups_;
  /// Which of them has a source: as in the SDK the first one that names it.
  std::map<int, std::size_t> group_of_source_;
  std::vector<float> sample_;
  std::vector<Rect> whole_frame_;
  std::optional<std::string> stream_warning_;
  bool has_warned_of_pool_ = false;

  // The batch at work.
  NvDsBatchMeta* batch_ = nullptr;
  FilledTensor tensor_;
  unsigned num_tensors_ = 0;
};

}  // namespace pipewright::standin::preprocess
