// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/check/gstharness.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "standin/elements.hpp"
#include "tests/standin/inference/batch_builder.hpp"
#include "tests/standin/start_error.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::testing {

struct HarnessDeleter {
  void operator()(GstHarness* harness) const { gst_harness_teardown(harness); }
};
using HarnessPtr = std::unique_ptr<GstHarness, HarnessDeleter>;

/// A harness around elements as in gst-launch, for RGBA frames of 256x192.
inline HarnessPtr start_harness(const std::string& description) {
  const ElementPtr element = share_object(gst_parse_launch(description.c_str(), nullptr));
  HarnessPtr harness(gst_harness_new_with_element(element.get(), "sink", "src"));
  gst_harness_set_src_caps_str(
      harness.get(), "video/x-raw(memory:NVMM),format=RGBA,width=256,height=192,framerate=30/1");
  return harness;
}

inline BufferPtr push_and_pull(GstHarness* harness, GstBuffer* buffer) {
  EXPECT_EQ(gst_harness_push(harness, buffer), GST_FLOW_OK);
  return BufferPtr(gst_harness_pull(harness));
}

/// A 256x192 picture of one colour.
inline PictureRef plain_picture(const Rgb& color) {
  PictureRef picture = black_picture(256, 192);
  paint_rect(picture, {0, 0, 256, 192}, color);
  return picture;
}

/// Adds an object of component 1 to a frame.
inline NvDsObjectMeta* add_object(NvDsFrameMeta* frame, const Rect& rect,
                                  guint64 id = UNTRACKED_OBJECT_ID) {
  NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame->base_meta.batch_meta);
  object->unique_component_id = 1;
  object->object_id = id;
  object->rect_params.left = static_cast<float>(rect.x);
  object->rect_params.top = static_cast<float>(rect.y);
  object->rect_params.width = static_cast<float>(rect.width);
  object->rect_params.height = static_cast<float>(rect.height);
  nvds_add_obj_meta_to_frame(frame, object, nullptr);
  return object;
}

/// All labels of an object's classifier metas.
inline std::vector<NvDsLabelInfo*> labels_of(const NvDsObjectMeta& object) {
  std::vector<NvDsLabelInfo*> labels;
  for (GList* item = object.classifier_meta_list; item != nullptr; item = item->next) {
    const auto* meta = static_cast<NvDsClassifierMeta*>(item->data);
    for (GList* label = meta->label_info_list; label != nullptr; label = label->next) {
      labels.push_back(static_cast<NvDsLabelInfo*>(label->data));
    }
  }
  return labels;
}

/// The user meta of a type in a list; null when there is none.
inline void* user_data_of(const NvDsUserMetaList* list, int type) {
  for (; list != nullptr; list = list->next) {
    const auto* meta = static_cast<NvDsUserMeta*>(list->data);
    if (static_cast<int>(meta->base_meta.meta_type) == type) return meta->user_meta_data;
  }
  return nullptr;
}

}  // namespace pipewright::standin::testing
