// SPDX-License-Identifier: Apache-2.0
// Sources of nvmultiurisrcbin that come and go.

#include <algorithm>
#include <cctype>
#include <charconv>

#include "common/text.hpp"
#include "config/config_file.hpp"
#include "gst-nvdscustommessage.h"
#include "multi_uri_source.hpp"

namespace pipewright::standin {
namespace {

/// Item `index`, or an empty text where the list is shorter.
std::string item_of(const std::vector<std::string>& items, std::size_t index) {
  return index < items.size() ? items[index] : std::string();
}

/// The first number in a sensor id such as `camera-12`.
std::optional<unsigned> number_in(const std::string& sensor_id) {
  const auto first = std::find_if(sensor_id.begin(), sensor_id.end(),
                                  [](unsigned char letter) { return std::isdigit(letter) != 0; });
  unsigned number = 0;
  const char* begin = sensor_id.data() + (first - sensor_id.begin());
  const auto [end, problem] = std::from_chars(begin, sensor_id.data() + sensor_id.size(), number);
  if (problem != std::errc() || end == begin) return std::nullopt;
  return number;
}

}  // namespace

void MultiUriSource::add_listed_cameras() {
  const auto list_of = [this](unsigned id) { return split_list(properties_->text_value(id), ','); };
  const auto uris = list_of(multi_props::kUriList);
  const auto ids = list_of(multi_props::kSensorIdList);
  const auto names = list_of(multi_props::kSensorNameList);
  for (std::size_t index = 0; index < uris.size(); ++index) {
    const auto added = add({uris[index], item_of(ids, index), item_of(names, index)});
    if (added) continue;
    switch (added.error().kind) {
      case AddProblem::kFull:
        GST_ELEMENT_WARNING(
            bin_, LIBRARY, SETTINGS,
            ("%s leaves %s of uri-list out: max-batch-size is %u. Raise it.", GST_OBJECT_NAME(bin_),
             uris[index].c_str(), properties_->uint_value(multi_props::kMaxBatchSize)),
            (nullptr));
        break;
      case AddProblem::kDuplicateId:
        GST_ELEMENT_WARNING(bin_, LIBRARY, SETTINGS,
                            ("%s leaves %s of uri-list out: another source has its id %s too. Give "
                             "every source an id of its own in sensor-id-list.",
                             GST_OBJECT_NAME(bin_), uris[index].c_str(), ids[index].c_str()),
                            (nullptr));
        break;
      case AddProblem::kCannotPlay:
        break;  // the source's error has become a warning
    }
  }
  const std::lock_guard lock(mutex_);
  is_starting_ = false;
}

/// Why a camera cannot be taken, before anything is made of it.
std::optional<AddProblem> MultiUriSource::refusal(const Camera& camera) const {
  const std::lock_guard lock(mutex_);
  if (sources_.size() >= properties_->uint_value(multi_props::kMaxBatchSize)) {
    return AddProblem{AddProblem::kFull};
  }
  const bool is_known = std::any_of(sources_.begin(), sources_.end(), [&](const Source& each) {
    return !camera.sensor_id.empty() && camera.sensor_id == each.sensor_id;
  });
  if (is_known) return AddProblem{AddProblem::kDuplicateId};
  return std::nullopt;
}

/// The number of a new source: the next free one, in turns; or the one in its sensor id, where the
/// properties ask for that.
std::optional<unsigned> MultiUriSource::free_id(const Camera& camera) {
  const std::lock_guard lock(mutex_);
  const auto is_free = [this](unsigned id) {
    return std::none_of(sources_.begin(), sources_.end(),
                        [&](const Source& each) { return each.id == id; });
  };
  if (properties_->boolean_value(multi_props::kSensorIDPadIDMapping)) {
    const auto number = number_in(camera.sensor_id);
    return number && is_free(*number) ? number : std::nullopt;
  }
  const unsigned most = properties_->uint_value(multi_props::kMaxBatchSize);
  for (unsigned step = 0; step < most; ++step) {
    const unsigned id = (next_id_ + step) % most;
    if (!is_free(id)) continue;
    next_id_ = id + 1;
    return id;
  }
  return std::nullopt;
}

Result<unsigned, AddProblem> MultiUriSource::add(Camera camera) {
  const std::lock_guard lifecycle(lifecycle_mutex_);
  if (!mux_) return AddProblem{AddProblem::kCannotPlay, "the pipeline is not running"};
  if (auto problem = refusal(camera)) return std::move(*problem);
  const auto id = free_id(camera);
  if (!id) {
    return AddProblem{AddProblem::kCannotPlay,
                      "sensorID-padID-mapping is set, but its sensor id has no free number in it"};
  }
  ElementPtr element =
      share_object(gst_element_factory_make("nvurisrcbin", concat("source_", *id).c_str()));
  if (!element) return AddProblem{AddProblem::kCannotPlay, "there is no element nvurisrcbin"};
  forward_properties(element.get());
  g_object_set(element.get(), "uri", camera.uri.c_str(), "source-id", static_cast<gint>(*id),
               nullptr);
  g_signal_connect(element.get(), "pad-added",
                   G_CALLBACK(+[](GstElement* source, GstPad* pad, MultiUriSource* self) {
                     self->on_pad(source, pad);
                   }),
                   this);
  meter_->forget(*id);
  watch_decoder(element.get(), *id);
  Source source;
  source.id = *id;
  source.uri = g_intern_string(camera.uri.c_str());
  source.sensor_id = g_intern_string(camera.sensor_id.c_str());
  source.sensor_name = g_intern_string(camera.sensor_name.c_str());
  source.element = share_object(element.get());
  source.mux_pad.reset(gst_element_request_pad_simple(mux_.get(), concat("sink_", *id).c_str()));
  post_sensor_message(&gst_nvmessage_new_stream_add, source);
  {
    const std::lock_guard lock(mutex_);
    sources_.push_back(std::move(source));
  }
  gst_element_set_locked_state(element.get(), TRUE);
  gst_bin_add(GST_BIN_CAST(bin_), element.get());
  if (play(element.get())) return *id;
  const auto failed =
      take_out([&](const Source& each) { return each.element.get() == element.get(); });
  if (!failed) return AddProblem{AddProblem::kCannotPlay};
  dismantle(*failed);
  return AddProblem{AddProblem::kCannotPlay, failed->failure};
}

/// Measures from the element on that makes pictures: the decoder, or for video that is not encoded
/// the converter.
void MultiUriSource::watch_decoder(GstElement* source, unsigned source_id) {
  struct Entry {
    std::shared_ptr<StreamMeter> meter;
    unsigned source_id;
  };
  const auto on_element = +[](GstElement*, GstElement* element, Entry* entry) {
    const GstElementFactory* factory = gst_element_get_factory(element);
    if (factory == nullptr) return;
    const std::string_view name = GST_OBJECT_NAME(factory);
    if (name != "nvv4l2decoder" && name != "nvvideoconvert") return;
    const PadPtr input(gst_element_get_static_pad(element, "sink"));
    gst_pad_add_probe(
        input.get(), GST_PAD_PROBE_TYPE_BUFFER,
        [](GstPad*, GstPadProbeInfo* info, gpointer data) {
          const auto& own = *static_cast<Entry*>(data);
          own.meter->enter(own.source_id, GST_BUFFER_PTS(GST_PAD_PROBE_INFO_BUFFER(info)),
                           StreamMeter::Clock::now());
          return GST_PAD_PROBE_OK;
        },
        new Entry(*entry), [](gpointer data) { delete static_cast<Entry*>(data); });
  };
  g_signal_connect_data(
      source, "element-added", G_CALLBACK(on_element), new Entry{meter_, source_id},
      [](gpointer data, GClosure*) { delete static_cast<Entry*>(data); }, GConnectFlags(0));
}

/// Starts a source by itself, so that one that cannot start does not keep the others from it.
bool MultiUriSource::play(GstElement* source) {
  const GstStateChangeReturn change = gst_element_set_state(source, GST_STATE_PAUSED);
  if (change == GST_STATE_CHANGE_FAILURE) return false;
  if (change == GST_STATE_CHANGE_NO_PREROLL) is_live_ = true;
  gst_element_set_locked_state(source, FALSE);
  return gst_element_sync_state_with_parent(source) != FALSE;
}

bool MultiUriSource::remove(const std::string& uri, const std::string& sensor_id) {
  const std::lock_guard lifecycle(lifecycle_mutex_);
  const auto removed =
      take_out([&](const Source& each) { return uri == each.uri && sensor_id == each.sensor_id; });
  if (!removed) return false;
  dismantle(*removed);
  return true;
}

/// Forgets a source and says so; its elements are the caller's to take down.
std::optional<MultiUriSource::Source> MultiUriSource::take_out(
    const std::function<bool(const Source&)>& is_wanted) {
  std::optional<Source> taken;
  {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(sources_.begin(), sources_.end(), is_wanted);
    if (found == sources_.end()) return std::nullopt;
    taken = std::move(*found);
    sources_.erase(found);
  }
  post_sensor_message(&gst_nvmessage_new_stream_remove, *taken);
  return taken;
}

void MultiUriSource::dismantle(const Source& source) {
  GstElement* element = source.element.get();
  gst_element_set_locked_state(element, TRUE);
  // A frame that waits in the mux comes back, so the source's threads can end.
  if (source.mux_pad) gst_element_release_request_pad(mux_.get(), source.mux_pad.get());
  gst_element_set_state(element, GST_STATE_NULL);
  gst_bin_remove(GST_BIN_CAST(bin_), element);
}

void MultiUriSource::remove_later(ElementPtr element) {
  struct Job {
    MultiUriSource* self;
    ElementPtr element;
  };
  gst_element_call_async(
      bin_,
      [](GstElement*, gpointer data) {
        const auto& job = *static_cast<Job*>(data);
        const std::lock_guard lifecycle(job.self->lifecycle_mutex_);
        const auto removed = job.self->take_out(
            [&](const Source& each) { return each.element.get() == job.element.get(); });
        if (removed) job.self->dismantle(*removed);
      },
      new Job{this, std::move(element)}, [](gpointer data) { delete static_cast<Job*>(data); });
}

void MultiUriSource::post_sensor_message(GstMessage* (*make)(GstObject*, NvDsSensorInfo*),
                                         const Source& source) {
  NvDsSensorInfo sensor{source.id, source.uri, source.sensor_id, source.sensor_name};
  gst_element_post_message(bin_, make(GST_OBJECT_CAST(bin_), &sensor));
}

void MultiUriSource::on_pad(GstElement* element, GstPad* pad) {
  if (!g_str_has_prefix(GST_PAD_NAME(pad), "vsrc_")) return;
  PadPtr mux_pad;
  {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(sources_.begin(), sources_.end(), [&](const Source& each) {
      return each.element.get() == element;
    });
    if (found == sources_.end() || !found->mux_pad) return;
    mux_pad = share_object(found->mux_pad.get());
  }
  gst_pad_link(pad, mux_pad.get());
}

}  // namespace pipewright::standin
