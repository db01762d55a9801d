// SPDX-License-Identifier: Apache-2.0
#include "pipeline.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <utility>

#include "batch_room.hpp"
#include "gst-nvmessage.h"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin::testing {
namespace {

constexpr auto kLimit = std::chrono::seconds(60);

}  // namespace

Pipeline::Pipeline(const std::string& launch_line) {
  GError* error = nullptr;
  pipeline_ = share_object(gst_parse_launch(launch_line.c_str(), &error));
  const GErrorPtr owner(error);
  EXPECT_EQ(error, nullptr) << error->message;
  if (!pipeline_ || !GST_IS_BIN(pipeline_.get())) return;
  GstIterator* iterator = gst_bin_iterate_elements(GST_BIN_CAST(pipeline_.get()));
  const GstIteratorForeachFunction visit = [](const GValue* value, gpointer self) {
    auto* element = GST_ELEMENT_CAST(g_value_get_object(value));
    make_room_for_batches(element);
    if (g_str_has_prefix(GST_OBJECT_NAME(element), "out")) {
      static_cast<Pipeline*>(self)->watch(element);
    }
  };
  gst_iterator_foreach(iterator, visit, this);
  gst_iterator_free(iterator);
}

Pipeline::~Pipeline() {
  if (pipeline_) gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
}

ElementPtr Pipeline::element(const char* name) const {
  return ElementPtr(gst_bin_get_by_name(GST_BIN_CAST(pipeline_.get()), name));
}

void Pipeline::watch(GstElement* element) {
  auto output = std::make_unique<Output>();
  output->owner = this;
  output->name = GST_OBJECT_NAME(element);
  const PadPtr pad(gst_element_get_static_pad(element, "sink"));
  gst_pad_add_probe(
      pad.get(),
      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
      &Pipeline::on_data, output.get(), nullptr);
  outputs_.push_back(std::move(output));
}

GstPadProbeReturn Pipeline::on_data(GstPad*, GstPadProbeInfo* info, gpointer data) {
  auto& output = *static_cast<Output*>(data);
  const std::lock_guard lock(output.owner->mutex_);
  if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
    output.buffers.emplace_back(gst_buffer_ref(GST_PAD_PROBE_INFO_BUFFER(info)));
    return GST_PAD_PROBE_OK;
  }
  GstEvent* event = GST_PAD_PROBE_INFO_EVENT(info);
  const GstStructure* structure = gst_event_get_structure(event);
  const std::string type = GST_EVENT_TYPE_NAME(event);
  output.events.push_back(type != "unknown" || structure == nullptr
                              ? type
                              : std::string(gst_structure_get_name(structure)));
  if (GST_EVENT_TYPE(event) == GST_EVENT_CAPS) {
    GstCaps* caps = nullptr;
    gst_event_parse_caps(event, &caps);
    output.caps = share_caps(caps);
  }
  return GST_PAD_PROBE_OK;
}

Outcome Pipeline::run(const std::function<bool()>& is_done) {
  Outcome outcome;
  const BusPtr bus(gst_element_get_bus(pipeline_.get()));
  gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);
  const auto deadline = std::chrono::steady_clock::now() + kLimit;
  while (!outcome.is_eos && outcome.error.empty() && !(is_done && is_done())) {
    if (std::chrono::steady_clock::now() > deadline) {
      ADD_FAILURE() << "the pipeline neither ended nor failed in time";
      break;
    }
    const MessagePtr message(gst_bus_timed_pop(bus.get(), GST_SECOND / 20));
    if (!message) continue;
    GError* error = nullptr;
    unsigned stream = 0;
    switch (GST_MESSAGE_TYPE(message.get())) {
      case GST_MESSAGE_EOS:
        outcome.is_eos = true;
        break;
      case GST_MESSAGE_ERROR:
        gst_message_parse_error(message.get(), &error, nullptr);
        outcome.error = error->message;
        outcome.error_source = GST_OBJECT_NAME(GST_MESSAGE_SRC(message.get()));
        break;
      case GST_MESSAGE_WARNING:
        gst_message_parse_warning(message.get(), &error, nullptr);
        outcome.warnings.emplace_back(error->message);
        break;
      default:
        if (gst_nvmessage_parse_stream_eos(message.get(), &stream) != FALSE) {
          outcome.ended_streams.push_back(stream);
        } else if (GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_ELEMENT) {
          outcome.notices.push_back(
              take_text(gst_structure_to_string(gst_message_get_structure(message.get()))));
        }
        break;
    }
    g_clear_error(&error);
  }
  gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
  return outcome;
}

const Pipeline::Output* Pipeline::find(const std::string& name) const {
  for (const auto& output : outputs_) {
    if (output->name == name) return output.get();
  }
  ADD_FAILURE() << "the pipeline has no element " << name;
  return nullptr;
}

std::vector<BufferPtr> Pipeline::buffers(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  std::vector<BufferPtr> shared;
  if (const Output* output = find(name)) {
    for (const BufferPtr& buffer : output->buffers)
      shared.emplace_back(gst_buffer_ref(buffer.get()));
  }
  return shared;
}

std::size_t Pipeline::num_buffers(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const Output* output = find(name);
  return output == nullptr ? 0 : output->buffers.size();
}

std::vector<std::string> Pipeline::events(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const Output* output = find(name);
  return output == nullptr ? std::vector<std::string>() : output->events;
}

CapsPtr Pipeline::caps(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const Output* output = find(name);
  return output == nullptr ? CapsPtr() : share_caps(output->caps.get());
}

void on_eos(GstElement* sink, std::function<void()> callback) {
  using Callback = std::function<void()>;
  const PadPtr pad(gst_element_get_static_pad(sink, "sink"));
  gst_pad_add_probe(
      pad.get(), GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM,
      [](GstPad*, GstPadProbeInfo* info, gpointer data) {
        if (GST_EVENT_TYPE(GST_PAD_PROBE_INFO_EVENT(info)) == GST_EVENT_EOS) {
          (*static_cast<Callback*>(data))();
        }
        return GST_PAD_PROBE_OK;
      },
      new Callback(std::move(callback)),
      [](gpointer data) { delete static_cast<Callback*>(data); });
}

std::vector<NvDsFrameMeta*> frame_metas(GstBuffer* buffer) {
  std::vector<NvDsFrameMeta*> frames;
  const NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  if (batch == nullptr) return frames;
  for (GList* node = batch->frame_meta_list; node != nullptr; node = node->next) {
    frames.push_back(static_cast<NvDsFrameMeta*>(node->data));
  }
  return frames;
}

int luma(GstBuffer* buffer, unsigned index, int x, int y) {
  const SurfaceMap map(buffer);
  if (!map || index >= map.size()) return -1;
  const FrameView& view = map.view(index);
  return view.planes[0][y * view.strides[0] + x];
}

TempFolder::TempFolder() {
  const GCharPtr created(g_dir_make_tmp("pipewright-test-XXXXXX", nullptr));
  path_ = created.get();
}

TempFolder::~TempFolder() {
  std::filesystem::remove_all(path_);
}

std::string TempFolder::write(const std::string& name, const std::string& content) const {
  std::ofstream(path(name), std::ios::binary) << content;
  return path(name);
}

void make_video(const std::string& path, int num_frames, int width, int height,
                const std::string& pattern, const std::string& muxer) {
  Pipeline pipeline("videotestsrc num-buffers=" + std::to_string(num_frames) +
                    " pattern=" + pattern + " ! video/x-raw,format=I420,framerate=30/1,width=" +
                    std::to_string(width) + ",height=" + std::to_string(height) +
                    " ! x264enc speed-preset=ultrafast bframes=2 key-int-max=30 ! h264parse ! " +
                    muxer + " ! filesink location=" + path);
  ASSERT_TRUE(pipeline.run().is_eos);
}

}  // namespace pipewright::standin::testing
