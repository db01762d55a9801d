// SPDX-License-Identifier: Apache-2.0
// Life of the bin, and what its sources and its mux report. How sources come and go is in
// camera_changes.cpp.

#include "multi_uri_source.hpp"

#include <algorithm>

#include "common/text.hpp"
#include "gst-nvevent.h"
#include "gstnvdsmeta.h"
#include "mux/gstnvstreammux.hpp"
#include "properties/property_transfer.hpp"

namespace pipewright::standin {
namespace {

/// Of messages about faults, where the property topic is empty.
constexpr const char* kDefaultTopic = "deepstream";

/// Properties of the bin whose like-named counterpart takes another value, or none.
bool is_own(unsigned id) {
  return id == multi_props::kFrameDuration || id == multi_props::kExtractSeiType5Data ||
         id == multi_props::kDisableAudio;
}

}  // namespace

bool MultiUriSource::check_settings() const {
  const char* name = GST_OBJECT_NAME(bin_);
  if (properties_->enum_value(multi_props::kMode) != 0) {
    GST_ELEMENT_ERROR(bin_, LIBRARY, SETTINGS,
                      ("Property mode of %s is 1, audio: the CPU stand-in batches video only. Set "
                       "it to 0.",
                       name),
                      (nullptr));
    return false;
  }
  if (properties_->uint_value(multi_props::kMaxBatchSize) == 0) {
    GST_ELEMENT_ERROR(bin_, LIBRARY, SETTINGS,
                      ("Property max-batch-size of %s is 0: set it to the largest number of "
                       "sources.",
                       name),
                      (nullptr));
    return false;
  }
  const int width = properties_->int_value(multi_props::kWidth);
  const int height = properties_->int_value(multi_props::kHeight);
  if (!uses_new_stream_mux() && (width <= 0 || height <= 0)) {
    GST_ELEMENT_ERROR(bin_, LIBRARY, SETTINGS,
                      ("Properties width and height of %s are %d and %d: set both to the size that "
                       "the batch's frames shall have, e.g. 1280 and 720.",
                       name, width, height),
                      (nullptr));
    return false;
  }
  return true;
}

bool MultiUriSource::make_mux() {
  ElementPtr mux = share_object(gst_element_factory_make("nvstreammux", "src_bin_muxer"));
  if (!mux) {
    GST_ELEMENT_ERROR(bin_, CORE, MISSING_PLUGIN,
                      ("%s needs the element nvstreammux.", GST_OBJECT_NAME(bin_)), (nullptr));
    return false;
  }
  forward_properties(mux.get());
  g_object_set(mux.get(), "batch-size", properties_->uint_value(multi_props::kMaxBatchSize),
               nullptr);
  // Of the old mux the bin has a start value of its own, without any wait.
  if (!uses_new_stream_mux()) {
    g_object_set(mux.get(), "batched-push-timeout",
                 properties_->int_value(multi_props::kBatchedPushTimeout), nullptr);
  }
  if (properties_->was_set(multi_props::kFrameDuration)) {
    const int millis = properties_->int_value(multi_props::kFrameDuration);
    g_object_set(mux.get(), "frame-duration",
                 millis < 0 ? G_MAXUINT64 : static_cast<guint64>(millis), nullptr);
  }
  gst_bin_add(GST_BIN_CAST(bin_), mux.get());
  const PadPtr output(gst_element_get_static_pad(mux.get(), "src"));
  gst_pad_add_probe(
      output.get(),
      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
      &MultiUriSource::on_output, this, nullptr);
  gst_ghost_pad_set_target(GST_GHOST_PAD_CAST(src_pad_), output.get());
  const std::lock_guard lock(mutex_);
  mux_ = std::move(mux);
  return true;
}

/// Without a broker the bin plays all the same.
void MultiUriSource::connect_broker() {
  if (!properties_->boolean_value(multi_props::kEnableErrorPropagation)) return;
  const std::string topic = properties_->text_value(multi_props::kTopic);
  auto faults =
      FaultReporter::connect(bin_, {.library = properties_->text_value(multi_props::kProtoLib),
                                    .connection = properties_->text_value(multi_props::kConnStr),
                                    .config_path = {},
                                    .topic = topic.empty() ? kDefaultTopic : topic,
                                    .uses_new_api = false});
  if (!faults) {
    GST_ELEMENT_WARNING(bin_, RESOURCE, OPEN_WRITE,
                        ("%s tells no broker of faults, which enable-error-propagation asks for: "
                         "%s.",
                         GST_OBJECT_NAME(bin_), faults.error().message.c_str()),
                        (nullptr));
    return;
  }
  const std::lock_guard lock(mutex_);
  faults_ = std::move(faults).value();
}

void MultiUriSource::report_fault(const std::string& sensor_id, const std::string& event) const {
  std::shared_ptr<FaultReporter> faults;
  {
    const std::lock_guard lock(mutex_);
    faults = faults_;
  }
  if (faults) faults->report(sensor_id, event);
}

/// What somebody set on the bin goes to the elements that have the same property.
void MultiUriSource::forward_properties(GstElement* element) const {
  unsigned id = 0;
  for (const PropertySpec& spec : multi_props::kProperties) {
    ++id;
    if (properties_->was_set(id) && !is_own(id)) {
      transfer_property(bin_, *properties_, spec, id, element);
    }
  }
}

bool MultiUriSource::start() {
  const std::lock_guard lifecycle(lifecycle_mutex_);
  is_live_ = false;
  if (!check_settings()) return false;
  meter_ = std::make_shared<StreamMeter>(properties_->uint_value(multi_props::kMaxBatchSize));
  if (!make_mux()) return false;
  connect_broker();
  const std::lock_guard lock(mutex_);
  next_id_ = 0;
  is_starting_ = true;
  return true;
}

void MultiUriSource::stop() {
  const std::lock_guard lifecycle(lifecycle_mutex_);
  std::vector<Source> sources;
  std::shared_ptr<FaultReporter> faults;
  {
    const std::lock_guard lock(mutex_);
    sources.swap(sources_);
    faults.swap(faults_);
  }
  if (!mux_) return;
  for (const Source& source : sources) dismantle(source);
  gst_ghost_pad_set_target(GST_GHOST_PAD_CAST(src_pad_), nullptr);
  gst_element_set_state(mux_.get(), GST_STATE_NULL);
  gst_bin_remove(GST_BIN_CAST(bin_), mux_.get());
  const std::lock_guard lock(mutex_);
  mux_.reset();
}

std::vector<Camera> MultiUriSource::cameras() const {
  std::vector<Camera> cameras;
  const std::lock_guard lock(mutex_);
  for (auto each = sources_.rbegin(); each != sources_.rend(); ++each) {
    cameras.push_back({each->uri, each->sensor_id, each->sensor_name, each->id});
  }
  return cameras;
}

/// With the mutex held; null when there is none of that number.
const MultiUriSource::Source* MultiUriSource::find(unsigned source_id) const {
  const auto found = std::find_if(sources_.begin(), sources_.end(),
                                  [&](const Source& each) { return each.id == source_id; });
  return found == sources_.end() ? nullptr : &*found;
}

std::string MultiUriSource::sensor_id(unsigned source_id) const {
  const std::lock_guard lock(mutex_);
  const Source* found = find(source_id);
  return found == nullptr ? std::string() : found->sensor_id;
}

ElementPtr MultiUriSource::source(unsigned source_id) const {
  const std::lock_guard lock(mutex_);
  const Source* found = find(source_id);
  return found == nullptr ? nullptr : share_object(found->element.get());
}

std::optional<StreamReading> MultiUriSource::reading(unsigned source_id) const {
  return meter_ ? meter_->read(source_id, StreamMeter::Clock::now()) : std::nullopt;
}

ElementPtr MultiUriSource::mux() const {
  const std::lock_guard lock(mutex_);
  return mux_ ? share_object(mux_.get()) : nullptr;
}

GstPadProbeReturn MultiUriSource::on_output(GstPad*, GstPadProbeInfo* info, gpointer data) {
  auto& self = *static_cast<MultiUriSource*>(data);
  if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
    GstBuffer* batch = GST_PAD_PROBE_INFO_BUFFER(info);
    self.name_cameras(batch);
    self.meter_->leave(batch, StreamMeter::Clock::now());
    return GST_PAD_PROBE_OK;
  }
  GstEvent* event = GST_PAD_PROBE_INFO_EVENT(info);
  if (GST_EVENT_TYPE(event) == static_cast<GstEventType>(GST_NVEVENT_STREAM_EOS)) {
    // All frames of the source are out: it makes room.
    unsigned source_id = 0;
    gst_nvevent_parse_stream_eos(event, &source_id);
    if (ElementPtr ended = self.source(source_id); ended) self.remove_later(std::move(ended));
  }
  return GST_PAD_PROBE_OK;
}

/// Writes into every frame which camera it is from.
void MultiUriSource::name_cameras(GstBuffer* buffer) const {
  const NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  if (batch == nullptr) return;
  const std::lock_guard lock(mutex_);
  for (GList* node = batch->frame_meta_list; node != nullptr; node = node->next) {
    auto* frame = static_cast<NvDsFrameMeta*>(node->data);
    const Source* found = find(frame->source_id);
    if (found == nullptr) continue;
    frame->sensorInfo_meta.source_id = found->id;
    frame->sensorInfo_meta.sensor_id = found->sensor_id;
    frame->sensorInfo_meta.sensor_name = found->sensor_name;
    frame->sensorInfo_meta.uri = found->uri;
  }
}

/// Whether an element, which is none of sources_, was: it may still push, at a pad that is gone.
bool MultiUriSource::is_leaving(GstObject* element) const {
  return mux_ && element != GST_OBJECT_CAST(mux_.get()) &&
         GST_OBJECT_PARENT(element) == GST_OBJECT_CAST(bin_);
}

bool MultiUriSource::handle_message(GstMessage* message) {
  if (GST_MESSAGE_TYPE(message) != GST_MESSAGE_ERROR) return false;
  GError* error = nullptr;
  gst_message_parse_error(message, &error, nullptr);
  const GErrorPtr owner(error);
  ElementPtr failed;
  std::string sensor_id;
  {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(sources_.begin(), sources_.end(), [&](const Source& each) {
      return GST_MESSAGE_SRC(message) == GST_OBJECT_CAST(each.element.get());
    });
    if (found == sources_.end()) return is_leaving(GST_MESSAGE_SRC(message));
    if (sources_.size() == 1 && !is_starting_ && !waits_for_cameras_) return false;
    found->failure = error->message;
    sensor_id = found->sensor_id;
    failed = share_object(found->element.get());
  }
  GST_ELEMENT_WARNING(bin_, RESOURCE, READ,
                      ("%s goes on without a source: %s", GST_OBJECT_NAME(bin_), error->message),
                      (nullptr));
  report_fault(sensor_id, error->message);
  // The error is posted by a thread of the source's own, which cannot wait for its own end.
  remove_later(std::move(failed));
  return true;
}

}  // namespace pipewright::standin
