// SPDX-License-Identifier: Apache-2.0
// nvstreammux (legacy properties): scales the frames of several sources to one size and puts them
// into batches.
//
//   gst-launch-1.0 nvurisrcbin uri=file:///a.mp4 ! m.sink_0 nvurisrcbin uri=file:///b.mp4 !
//   m.sink_1
//     nvstreammux name=m batch-size=2 width=1280 height=720 batched-push-timeout=40000 !
//     nvmultistreamtiler ! fakesink
//
// Scaling runs in the sources' threads, so several cores share it; frames that fit are not copied.
// Batches are pushed from a thread of the mux's own.

#include "gstnvstreammux.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <iterator>

#include "common/text.hpp"
#include "elements.hpp"
#include "gst-nvevent.h"
#include "gst-nvmessage.h"
#include "gstnvdsmeta.h"
#include "surface/surface_buffer.hpp"

namespace pipewright::standin {
namespace {

GST_DEBUG_CATEGORY_STATIC(nvstreammux_debug);
#define GST_CAT_DEFAULT nvstreammux_debug

struct GstNvStreamMux {
  GstElement parent;
  StreamMux* mux;
};
struct GstNvStreamMuxClass {
  GstElementClass parent_class;
};
struct GstNvStreamMuxPad {
  GstPad parent;
  MuxSource* source;
};
struct GstNvStreamMuxPadClass {
  GstPadClass parent_class;
};

GType gst_nv_stream_mux_get_type();
GType gst_nv_stream_mux_pad_get_type();
G_DEFINE_TYPE(GstNvStreamMux, gst_nv_stream_mux, GST_TYPE_ELEMENT)
G_DEFINE_TYPE(GstNvStreamMuxPad, gst_nv_stream_mux_pad, GST_TYPE_PAD)

StreamMux& mux_of(gpointer element) {
  return *static_cast<GstNvStreamMux*>(element)->mux;
}
MuxSource& source_of(gpointer pad) {
  return *static_cast<GstNvStreamMuxPad*>(pad)->source;
}

/// The number in `sink_<number>`.
bool parse_source_id(const char* pad_name, unsigned& source_id) {
  constexpr const char* kPrefix = "sink_";
  if (!g_str_has_prefix(pad_name, kPrefix)) return false;
  guint64 number = 0;
  if (!g_ascii_string_to_unsigned(pad_name + std::strlen(kPrefix), 10, 0, G_MAXUINT, &number,
                                  nullptr)) {
    return false;
  }
  source_id = static_cast<unsigned>(number);
  return true;
}

/// Unix time of the sender, if the source put it on the buffer.
guint64 sender_ntp_time(GstBuffer* buffer) {
  static GstCaps* ntp_caps = gst_caps_new_empty_simple("timestamp/x-ntp");
  constexpr guint64 kNtpToUnixSeconds = 2208988800;
  const GstReferenceTimestampMeta* meta = gst_buffer_get_reference_timestamp_meta(buffer, ntp_caps);
  if (meta == nullptr || meta->timestamp < kNtpToUnixSeconds * GST_SECOND) return 0;
  return meta->timestamp - kNtpToUnixSeconds * GST_SECOND;
}

/// Pushes what every stream begins with. The format of the first source's caps decides the batch's.
bool negotiate(GstElement* element, const GstVideoInfo& first) {
  StreamMux& self = mux_of(element);
  const std::lock_guard lock(self.mutex);
  if (self.is_negotiated) return true;
  GstCaps* wanted = gst_caps_new_simple(
      "video/x-raw", "width", G_TYPE_INT, static_cast<int>(self.width), "height", G_TYPE_INT,
      static_cast<int>(self.height), "framerate", GST_TYPE_FRACTION, GST_VIDEO_INFO_FPS_N(&first),
      GST_VIDEO_INFO_FPS_D(&first), "batch-size", G_TYPE_INT, static_cast<int>(self.batch_size),
      "num-surfaces-per-frame", G_TYPE_INT, static_cast<int>(self.num_surfaces_per_frame), nullptr);
  gst_caps_set_features(wanted, 0, gst_caps_features_new(kNvmmFeature, nullptr));
  GstCaps* template_caps = gst_pad_get_pad_template_caps(self.src_pad);
  GstCaps* possible = gst_caps_intersect(wanted, template_caps);
  gst_caps_unref(template_caps);
  gst_caps_unref(wanted);
  GstCaps* allowed = gst_pad_peer_query_caps(self.src_pad, possible);
  gst_caps_unref(possible);
  if (gst_caps_is_empty(allowed)) {
    gst_caps_unref(allowed);
    GST_ELEMENT_ERROR(element, STREAM, WRONG_TYPE,
                      ("What follows %s takes no %ux%u video in NVMM memory.",
                       GST_OBJECT_NAME(element), self.width, self.height),
                      ("put nvvideoconvert behind the mux, or change its width and height"));
    return false;
  }
  GstCaps* caps = gst_caps_make_writable(gst_caps_truncate(allowed));
  gst_structure_fixate_field_string(gst_caps_get_structure(caps, 0), "format",
                                    GST_VIDEO_INFO_NAME(&first));
  caps = gst_caps_fixate(caps);
  GstVideoInfo info;
  gst_video_info_from_caps(&info, caps);
  self.target.format = FrameFormat::from_info(info);
  self.caps.reset(caps);
  self.is_negotiated = true;
  GST_DEBUG_OBJECT(element, "batches of %" GST_PTR_FORMAT, caps);
  return true;
}

/// Stream-start, caps and segment, before anything else; src thread only. False as long as the caps
/// are not known. An end without any caps before it still needs a stream to end.
bool push_stream_head(GstElement* element, bool is_eos) {
  StreamMux& self = mux_of(element);
  CapsPtr caps;
  {
    const std::lock_guard lock(self.mutex);
    if (self.sent_head) return true;
    if (!self.is_negotiated && !is_eos) return false;
    self.sent_head = true;
    caps = share_caps(self.caps.get());
  }
  // GStreamer makes ids for elements with one input only.
  const std::string stream_id =
      concat(std::string_view(GST_OBJECT_NAME(element)), "/", g_random_int());
  GstEvent* start = gst_event_new_stream_start(stream_id.c_str());
  gst_event_set_group_id(start, gst_util_group_id_next());
  gst_pad_push_event(self.src_pad, start);
  if (!caps) return true;
  gst_pad_push_event(self.src_pad, gst_event_new_caps(caps.get()));
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  gst_pad_push_event(self.src_pad, gst_event_new_segment(&segment));
  return true;
}

void push_source_events(GstElement* element) {
  StreamMux& self = mux_of(element);
  for (auto& event : self.pending_events) {
    if (GST_EVENT_TYPE(event.get()) == static_cast<GstEventType>(GST_NVEVENT_STREAM_RESET)) {
      unsigned source_id = 0;
      gst_nvevent_parse_stream_reset(event.get(), &source_id);
      if (self.resets_numbers_on_reset) self.builder.reset_frame_number(source_id);
    }
    gst_pad_push_event(self.src_pad, event.release());
  }
  self.pending_events.clear();
}

/// Stops the thread: for flushing quietly, for everything else with an error and EOS.
void stop_pushing(GstElement* element, GstFlowReturn flow) {
  StreamMux& self = mux_of(element);
  GST_DEBUG_OBJECT(element, "pausing: %s", gst_flow_get_name(flow));
  self.collector.fail(flow);
  gst_pad_pause_task(self.src_pad);
  if (flow == GST_FLOW_FLUSHING) return;
  if (flow == GST_FLOW_NOT_LINKED || flow < GST_FLOW_EOS) GST_ELEMENT_FLOW_ERROR(element, flow);
  gst_pad_push_event(self.src_pad, gst_event_new_eos());
}

void loop(gpointer data) {
  auto* element = static_cast<GstElement*>(data);
  StreamMux& self = mux_of(element);
  if (!self.collector.collect(self.batch)) {
    gst_pad_pause_task(self.src_pad);
    return;
  }
  std::move(self.batch.events.begin(), self.batch.events.end(),
            std::back_inserter(self.pending_events));
  if (!push_stream_head(element, self.batch.is_eos)) return;
  push_source_events(element);
  for (const unsigned source_id : self.batch.ended_sources) {
    GST_INFO_OBJECT(element, "source %u has ended", source_id);
    if (self.resets_numbers_on_eos) self.builder.reset_frame_number(source_id);
    gst_element_post_message(element,
                             gst_nvmessage_new_stream_eos(GST_OBJECT_CAST(element), source_id));
  }
  if (!self.batch.frames.empty()) {
    const GstFlowReturn flow = gst_pad_push(self.src_pad, self.builder.build(self.batch));
    if (flow != GST_FLOW_OK) {
      stop_pushing(element, flow);
      return;
    }
  }
  if (self.batch.is_eos && !self.keeps_eos) gst_pad_push_event(self.src_pad, gst_event_new_eos());
}

GstFlowReturn chain(GstPad* pad, GstObject* parent, GstBuffer* raw_buffer) {
  auto* element = GST_ELEMENT_CAST(parent);
  StreamMux& self = mux_of(element);
  MuxSource& source = source_of(pad);
  BufferPtr buffer(raw_buffer);
  MuxFrame frame;
  frame.source_id = source.id;
  frame.pts = GST_BUFFER_PTS(buffer.get());
  frame.duration = GST_BUFFER_DURATION(buffer.get());
  if (GST_CLOCK_TIME_IS_VALID(frame.pts)) {
    frame.running_time = gst_segment_to_running_time(&source.segment, GST_FORMAT_TIME, frame.pts);
    if (!GST_CLOCK_TIME_IS_VALID(frame.running_time)) {
      GST_DEBUG_OBJECT(pad, "a frame outside of its segment is dropped");
      return GST_FLOW_OK;
    }
  }
  const PictureRef picture = surface_buffer_picture(buffer.get(), 0);
  if (!picture) {
    GST_ELEMENT_ERROR(element, STREAM, FORMAT,
                      ("%s got a buffer in system memory on pad %s; it takes NVMM memory only.",
                       GST_OBJECT_NAME(element), GST_PAD_NAME(pad)),
                      ("put nvvideoconvert and caps video/x-raw(memory:NVMM) before it"));
    return GST_FLOW_ERROR;
  }
  frame.source_width = picture->view().format.width;
  frame.source_height = picture->view().format.height;
  frame.picture = source.scaler.scale(picture, self.target);
  if (!frame.picture) {
    GST_ELEMENT_ERROR(element, STREAM, FORMAT,
                      ("%s cannot bring the frames of pad %s to %ux%u.", GST_OBJECT_NAME(element),
                       GST_PAD_NAME(pad), self.width, self.height),
                      ("memory is short, or there is no conversion"));
    return GST_FLOW_ERROR;
  }
  frame.ntp_timestamp = self.stamps_system_time
                            ? static_cast<guint64>(g_get_real_time()) * GST_USECOND
                            : sender_ntp_time(buffer.get());
  if (gst_buffer_get_nvds_meta(buffer.get()) != nullptr) frame.origin = std::move(buffer);
  return self.collector.push_frame(std::move(frame));
}

gboolean accept_caps(GstElement* element, GstPad* pad, GstCaps* caps) {
  GstVideoInfo info;
  if (!is_nvmm_caps(caps) || gst_video_info_from_caps(&info, caps) == FALSE) {
    GST_ELEMENT_ERROR(element, STREAM, WRONG_TYPE,
                      ("%s takes video in NVMM memory only on pad %s.", GST_OBJECT_NAME(element),
                       GST_PAD_NAME(pad)),
                      ("put nvvideoconvert and caps video/x-raw(memory:NVMM) before it"));
    return FALSE;
  }
  return negotiate(element, info) ? TRUE : FALSE;
}

/// A seek flushes all sources; the stream behind the mux is flushed once, and goes on when all
/// sources do.
gboolean flush_start(GstElement* element, GstPad* pad) {
  StreamMux& self = mux_of(element);
  self.collector.set_source_flushing(source_of(pad).id, true);
  bool is_first = false;
  {
    const std::lock_guard lock(self.mutex);
    is_first = self.is_seeking && !self.is_flushing_downstream;
    if (is_first) {
      self.is_flushing_downstream = true;
      self.num_flushing = GST_ELEMENT_CAST(element)->numsinkpads;
    }
  }
  if (!is_first) return TRUE;
  gst_pad_push_event(self.src_pad, gst_event_new_flush_start());
  self.collector.set_flushing(true);
  gst_pad_pause_task(self.src_pad);
  return TRUE;
}

gboolean flush_stop(GstElement* element, GstPad* pad, GstEvent* event) {
  StreamMux& self = mux_of(element);
  MuxSource& source = source_of(pad);
  gst_segment_init(&source.segment, GST_FORMAT_TIME);
  bool is_last = false;
  {
    const std::lock_guard lock(self.mutex);
    if (self.is_flushing_downstream && self.num_flushing > 0) {
      is_last = --self.num_flushing == 0;
      if (is_last) {
        self.is_flushing_downstream = false;
        self.is_seeking = false;
        self.sent_head = false;
      }
    }
  }
  if (!is_last) {
    self.collector.set_source_flushing(source.id, false);
    gst_event_unref(event);
    return TRUE;
  }
  GST_PAD_STREAM_LOCK(self.src_pad);
  self.builder.reset();
  GST_PAD_STREAM_UNLOCK(self.src_pad);
  gst_pad_push_event(self.src_pad, event);
  self.collector.set_flushing(false);
  gst_pad_start_task(self.src_pad, &loop, element, nullptr);
  return TRUE;
}

gboolean sink_event(GstPad* pad, GstObject* parent, GstEvent* raw_event) {
  auto* element = GST_ELEMENT_CAST(parent);
  StreamMux& self = mux_of(element);
  MuxSource& source = source_of(pad);
  GstPtr<GstEvent> event(raw_event);
  const auto push = [&](GstEvent* own) {
    self.collector.push_event(source.id, GstPtr<GstEvent>(own));
  };
  switch (GST_EVENT_TYPE(raw_event)) {
    case GST_EVENT_STREAM_START: {
      const gchar* stream_id = nullptr;
      gst_event_parse_stream_start(raw_event, &stream_id);
      self.collector.restart_source(source.id);
      push(gst_nvevent_new_stream_start(source.id, const_cast<gchar*>(stream_id)));
      return TRUE;
    }
    case GST_EVENT_CAPS: {
      GstCaps* caps = nullptr;
      gst_event_parse_caps(raw_event, &caps);
      return accept_caps(element, pad, caps);
    }
    case GST_EVENT_SEGMENT: {
      gst_event_copy_segment(raw_event, &source.segment);
      if (source.segment.format != GST_FORMAT_TIME) {
        GST_ELEMENT_ERROR(
            element, STREAM, FORMAT,
            ("%s needs timed frames on pad %s.", GST_OBJECT_NAME(element), GST_PAD_NAME(pad)),
            ("the segment is in %s", gst_format_get_name(source.segment.format)));
        return FALSE;
      }
      push(gst_nvevent_new_stream_segment(source.id, &source.segment));
      return TRUE;
    }
    case GST_EVENT_EOS:
      self.collector.push_eos(source.id, GstPtr<GstEvent>(gst_nvevent_new_stream_eos(source.id)));
      return TRUE;
    case GST_EVENT_FLUSH_START:
      return flush_start(element, pad);
    case GST_EVENT_FLUSH_STOP:
      return flush_stop(element, pad, event.release());
    default:
      // Tags, gaps, collections and the like are about one source and mean nothing behind the mux.
      // Events of other NvDs elements about their source go on.
      if (GST_EVENT_TYPE(raw_event) == static_cast<GstEventType>(GST_NVEVENT_STREAM_RESET)) {
        push(gst_nvevent_new_stream_reset(source.id));
      }
      return TRUE;
  }
}

gboolean src_event(GstPad* pad, GstObject* parent, GstEvent* event) {
  StreamMux& self = mux_of(parent);
  switch (GST_EVENT_TYPE(event)) {
    case GST_EVENT_QOS:
      // It speaks of batch times; a source's decoder would drop frames by them that are not late.
      gst_event_unref(event);
      return TRUE;
    case GST_EVENT_SEEK: {
      GstSeekFlags flags = GST_SEEK_FLAG_NONE;
      gst_event_parse_seek(event, nullptr, nullptr, &flags, nullptr, nullptr, nullptr, nullptr);
      if ((flags & GST_SEEK_FLAG_FLUSH) != 0) {
        const std::lock_guard lock(self.mutex);
        self.is_seeking = true;
      }
      break;
    }
    default:
      break;
  }
  return gst_pad_event_default(pad, parent, event);
}

gboolean query_latency(GstElement* element, GstQuery* query) {
  StreamMux& self = mux_of(element);
  struct Latency {
    bool is_live = false;
    GstClockTime min = 0;
    GstClockTime max = GST_CLOCK_TIME_NONE;
  } sum;
  gst_element_foreach_sink_pad(
      element,
      [](GstElement*, GstPad* pad, gpointer data) -> gboolean {
        auto& total = *static_cast<Latency*>(data);
        GstQuery* peer_query = gst_query_new_latency();
        if (gst_pad_peer_query(pad, peer_query) != FALSE) {
          gboolean is_live = FALSE;
          GstClockTime min = 0;
          GstClockTime max = GST_CLOCK_TIME_NONE;
          gst_query_parse_latency(peer_query, &is_live, &min, &max);
          if (is_live != FALSE) {
            total.is_live = true;
            total.min = std::max(total.min, min);
            total.max = std::min(total.max, max);
          }
        }
        gst_query_unref(peer_query);
        return TRUE;
      },
      &sum);
  if (sum.is_live) {
    // A frame may wait for its batch that long.
    const GstClockTime own = self.timeout_nanos + self.max_latency_nanos;
    sum.min += own;
    if (GST_CLOCK_TIME_IS_VALID(sum.max)) sum.max = std::max(sum.max + own, sum.min);
  }
  gst_query_set_latency(query, sum.is_live ? TRUE : FALSE, sum.min, sum.max);
  return TRUE;
}

gboolean src_query(GstPad* pad, GstObject* parent, GstQuery* query) {
  if (GST_QUERY_TYPE(query) == GST_QUERY_LATENCY) {
    return query_latency(GST_ELEMENT_CAST(parent), query);
  }
  return gst_pad_query_default(pad, parent, query);
}

gboolean activate_src(GstPad* pad, GstObject* parent, GstPadMode mode, gboolean active) {
  if (mode != GST_PAD_MODE_PUSH) return FALSE;
  StreamMux& self = mux_of(parent);
  if (active != FALSE) {
    self.collector.set_flushing(false);
    return gst_pad_start_task(pad, &loop, parent, nullptr);
  }
  self.collector.set_flushing(true);
  return gst_pad_stop_task(pad);
}

GstPad* request_new_pad(GstElement* element, GstPadTemplate* pad_template, const gchar* wanted_name,
                        const GstCaps*) {
  StreamMux& self = mux_of(element);
  unsigned source_id = 0;
  if (wanted_name == nullptr) {
    GST_OBJECT_LOCK(element);
    for (GList* node = element->sinkpads; node != nullptr; node = node->next) {
      source_id = std::max(source_id, source_of(node->data).id + 1);
    }
    GST_OBJECT_UNLOCK(element);
  } else if (!parse_source_id(wanted_name, source_id)) {
    GST_ERROR_OBJECT(element, "pad %s: expected sink_<number>, e.g. sink_0", wanted_name);
    return nullptr;
  }
  const std::string name = concat("sink_", source_id);
  auto* pad =
      GST_PAD_CAST(g_object_new(gst_nv_stream_mux_pad_get_type(), "name", name.c_str(), "direction",
                                GST_PAD_SINK, "template", pad_template, nullptr));
  source_of(pad).id = source_id;
  gst_pad_set_chain_function(pad, &chain);
  gst_pad_set_event_function(pad, &sink_event);
  self.collector.add_source(source_id);
  gst_pad_set_active(pad, TRUE);
  if (gst_element_add_pad(element, pad) == FALSE) {
    GST_ERROR_OBJECT(element, "pad %s exists already", name.c_str());
    return nullptr;
  }
  self.collector.push_global_event(GstPtr<GstEvent>(gst_nvevent_new_pad_added(source_id)));
  return pad;
}

void release_pad(GstElement* element, GstPad* pad) {
  StreamMux& self = mux_of(element);
  const unsigned source_id = source_of(pad).id;
  self.collector.remove_source(source_id);
  self.collector.push_global_event(GstPtr<GstEvent>(gst_nvevent_new_pad_deleted(source_id)));
  gst_pad_set_active(pad, FALSE);
  gst_element_remove_pad(element, pad);
}

/// Reads the properties that hold for the whole run; posts an error for missing ones.
bool start(GstElement* element) {
  StreamMux& self = mux_of(element);
  const char* name = GST_OBJECT_NAME(element);
  self.read_properties();
  if (self.batch_size == 0) {
    GST_ELEMENT_ERROR(element, LIBRARY, SETTINGS,
                      ("Property batch-size of %s is 0: set it to the number of sources.", name),
                      (nullptr));
    return false;
  }
  if (self.width == 0 || self.height == 0) {
    GST_ELEMENT_ERROR(element, LIBRARY, SETTINGS,
                      ("Properties width and height of %s are %u and %u: set both to the size that "
                       "the batch's frames shall have, e.g. 1280 and 720.",
                       name, self.width, self.height),
                      (nullptr));
    return false;
  }
  return true;
}

GstStateChangeReturn change_state(GstElement* element, GstStateChange transition) {
  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED && !start(element)) {
    return GST_STATE_CHANGE_FAILURE;
  }
  const GstStateChangeReturn result =
      GST_ELEMENT_CLASS(gst_nv_stream_mux_parent_class)->change_state(element, transition);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY) mux_of(element).stop();
  return result;
}

void finalize(GObject* object) {
  delete static_cast<GstNvStreamMux*>(static_cast<gpointer>(object))->mux;
  G_OBJECT_CLASS(gst_nv_stream_mux_parent_class)->finalize(object);
}

void finalize_pad(GObject* object) {
  delete static_cast<GstNvStreamMuxPad*>(static_cast<gpointer>(object))->source;
  G_OBJECT_CLASS(gst_nv_stream_mux_pad_parent_class)->finalize(object);
}

void gst_nv_stream_mux_pad_class_init(GstNvStreamMuxPadClass* klass) {
  G_OBJECT_CLASS(klass)->finalize = &finalize_pad;
}

void gst_nv_stream_mux_pad_init(GstNvStreamMuxPad* self) {
  self->source = new MuxSource;
}

void gst_nv_stream_mux_class_init(GstNvStreamMuxClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvstreammux_debug, "nvstreammux", 0, "nvstreammux");
  auto* object_class = G_OBJECT_CLASS(klass);
  auto* element_class = GST_ELEMENT_CLASS(klass);
  object_class->finalize = &finalize;
  PropertyStore::install(object_class, mux_props::kProperties);
  gst_element_class_set_static_metadata(element_class, mux_props::kLongName, mux_props::kClass,
                                        "Batches the frames of several sources on the CPU",
                                        "Pipewright");
  add_pad_template(element_class, "sink_%u", GST_PAD_SINK, GST_PAD_REQUEST, mux_props::kSinkCaps);
  add_pad_template(element_class, "src", GST_PAD_SRC, GST_PAD_ALWAYS, mux_props::kSrcCaps);
  element_class->request_new_pad = &request_new_pad;
  element_class->release_pad = &release_pad;
  element_class->change_state = &change_state;
}

void gst_nv_stream_mux_init(GstNvStreamMux* self) {
  self->mux = new StreamMux;
  self->mux->properties = PropertyStore::attach(G_OBJECT(self), mux_props::kProperties);
  GstPadTemplate* pad_template =
      gst_element_class_get_pad_template(GST_ELEMENT_GET_CLASS(self), "src");
  self->mux->src_pad = gst_pad_new_from_template(pad_template, "src");
  gst_pad_set_event_function(self->mux->src_pad, &src_event);
  gst_pad_set_query_function(self->mux->src_pad, &src_query);
  gst_pad_set_activatemode_function(self->mux->src_pad, &activate_src);
  gst_element_add_pad(GST_ELEMENT_CAST(self), self->mux->src_pad);
}

}  // namespace

void StreamMux::read_properties() {
  batch_size = properties->uint_value(mux_props::kBatchSize);
  width = properties->uint_value(mux_props::kWidth);
  height = properties->uint_value(mux_props::kHeight);
  num_surfaces_per_frame = properties->uint_value(mux_props::kNumSurfacesPerFrame);
  stamps_system_time = properties->boolean_value(mux_props::kAttachSysTs);
  keeps_eos = properties->boolean_value(mux_props::kDropPipelineEos);
  resets_numbers_on_eos = properties->boolean_value(mux_props::kFrameNumResetOnEos);
  resets_numbers_on_reset = properties->boolean_value(mux_props::kFrameNumResetOnStreamReset);
  max_latency_nanos = properties->uint_value(mux_props::kMaxLatency);
  target.keeps_shape = properties->boolean_value(mux_props::kEnablePadding);
  target.interpolation =
      interpolation_from_number(properties->enum_value(mux_props::kInterpolationMethod));
  builder.set_format({batch_size, width, height, num_surfaces_per_frame,
                      properties->boolean_value(mux_props::kSortBatch)});
  BatchRules rules;
  rules.batch_size = batch_size;
  rules.is_live = properties->boolean_value(mux_props::kLiveSource);
  const char* adaptive = std::getenv("NVSTREAMMUX_ADAPTIVE_BATCHING");
  rules.is_adaptive = adaptive != nullptr && std::strcmp(adaptive, "yes") == 0;
  const int timeout_micros = properties->int_value(mux_props::kBatchedPushTimeout);
  if (timeout_micros >= 0) rules.timeout = std::chrono::microseconds(timeout_micros);
  timeout_nanos = timeout_micros > 0 ? static_cast<GstClockTime>(timeout_micros) * GST_USECOND : 0;
  collector.set_rules(rules);
}

void StreamMux::stop() {
  builder.reset();
  batch.clear();
  pending_events.clear();
  const std::lock_guard lock(mutex);
  caps.reset();
  is_negotiated = false;
  sent_head = false;
  is_seeking = false;
  is_flushing_downstream = false;
}

}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvstreammux, "nvstreammux", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_stream_mux_get_type());
