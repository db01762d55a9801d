// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "nvdsmeta.h"
#include "standin/inference/nvinfer_config.hpp"

namespace pipewright::standin::inference {

/// What a classifier says about one attribute, i.e. one output of its model.
struct Attribute {
  unsigned index = 0;
  unsigned class_id = 0;
  float probability = 0;
  /// Empty when the labels file has none.
  std::string label;
};

/// The latest results for a tracked object. Shared, so that results on their way can tell that
/// nobody wants them any more.
struct ObjectHistory {
  int last_inferred_frame = 0;
  int last_seen_frame = 0;
  float last_inferred_area = 0;
  std::vector<Attribute> attributes;
};

/// Remembers tracked objects, so that secondary inference looks at each only now and then
/// (secondary-reinfer-interval).
class ObjectHistories {
 public:
  /// `frames` between two looks at an object; kMaxInterval is never again for classifiers and every
  /// time for detectors.
  ObjectHistories(NetworkType type, unsigned frames) : type_(type), interval_frames_(frames) {}

  static constexpr unsigned kMaxInterval = 2147483647;

  /// The object's history, or null for one that was not seen yet (or is not tracked).
  std::shared_ptr<ObjectHistory> find(const NvDsFrameMeta& frame, const NvDsObjectMeta& object);
  /// Whether it is time to look again: after the interval, or (classifiers) when the object has
  /// grown by more than a fifth.
  bool is_due(const ObjectHistory& history, const NvDsFrameMeta& frame,
              const NvDsObjectMeta& object) const;
  /// Notes that the object is inferred now; null for an untracked one.
  std::shared_ptr<ObjectHistory> note(const NvDsFrameMeta& frame, const NvDsObjectMeta& object);
  /// Forgets objects that have long not been seen on a source; call once per frame.
  void clean_up(const NvDsFrameMeta& frame);
  void clear() { sources_.clear(); }
  void forget_source(unsigned pad_index) { sources_.erase(pad_index); }

 private:
  struct Source {
    std::unordered_map<guint64, std::shared_ptr<ObjectHistory>> objects;
    int last_clean_up_frame = 0;
  };

  NetworkType type_;
  unsigned interval_frames_;
  std::map<unsigned, Source> sources_;
};

}  // namespace pipewright::standin::inference
