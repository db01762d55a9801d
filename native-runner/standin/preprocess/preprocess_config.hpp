// SPDX-License-Identifier: Apache-2.0
// The configuration file of nvdspreprocess.
#pragma once

#include <glib.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "common/result.hpp"
#include "nvds_roi_meta.h"
#include "standin/config/config_file.hpp"
#include "standin/inference/nvinfer_config.hpp"
#include "standin/inference/preprocess.hpp"
#include "standin/surface/frame_view.hpp"

namespace pipewright::standin::preprocess {

/// What the element's properties say as well as [property]. Of a property and a key the one that
/// was set later counts, as in the SDK, where setting config-file reads the file.
struct ElementSettings {
  bool is_enabled = true;
  unsigned unique_id = 15;
  /// Frames or parts of them; else objects.
  bool process_on_frame = true;
  /// -1 for objects of all detectors.
  int operate_on_gie_id = -1;
  std::vector<guint64> target_unique_ids;
};

/// [group-N]: which parts of some sources' frames become samples.
struct RegionGroup {
  /// As the file writes it, for errors.
  std::string label;
  /// -1 stands for all sources that no other group names.
  std::vector<int> source_ids;
  std::string transformation_function;
  bool process_on_roi = false;
  bool process_on_all_objects = false;
  /// In frame pixels, by source; without regions whole frames are taken.
  std::map<int, std::vector<Rect>> regions;
  bool draws_regions = true;
  NvOSD_ColorParams color = {0, 1, 0, 1};
  /// Batches that are skipped after one that was looked at.
  unsigned interval = 0;
  /// Empty for all.
  std::set<int> class_ids;
  /// Limits of objects in frame pixels; 0 is no limit.
  unsigned object_min_width = 0;
  unsigned object_min_height = 0;
  unsigned object_max_width = 0;
  unsigned object_max_height = 0;

  bool takes_all_sources() const { return source_ids.front() == -1; }
  /// Whether its regions decide what is looked at.
  bool uses_regions(bool process_on_frame) const {
    return process_on_frame ? process_on_roi : !process_on_all_objects;
  }
};

struct PreprocessConfig {
  std::string path;
  ElementSettings element;

  /// Samples of a tensor at most.
  unsigned max_samples = 0;
  inference::InferDims dims;
  inference::TensorSettings tensor;
  std::vector<int> network_input_shape;
  NvDsDataType data_type = NvDsDataType_FP32;
  std::string tensor_name;
  unsigned tensor_pool_size = 6;

  std::vector<RegionGroup> groups;
  /// Things to tell the user that do not stop the element.
  std::vector<std::string> warnings;
};

/// Reads and checks a configuration file, INI or YAML. `element` are the properties' values;
/// `settled` names keys of it that were set after the file. Errors name file, section, key and what
/// to set.
Result<PreprocessConfig> read_preprocess_config(const std::string& path, ElementSettings element,
                                                const std::set<std::string>& settled = {});

/// Reads the groups of the file into `config`, whose [property] has been read.
Result<void> read_region_groups(const ConfigFile& file, PreprocessConfig& config);

}  // namespace pipewright::standin::preprocess
