// SPDX-License-Identifier: Apache-2.0
// What UriSource puts behind a parsed stream, up to its ghost pads.

#include "codec/codec_table.hpp"
#include "uri_source.hpp"

namespace pipewright::standin {
namespace {

constexpr const char* kStandin = "the stand-in plugin";
constexpr const char* kNvmm = "video/x-raw(memory:NVMM)";
/// Of pictures that no decoder made.
constexpr const char* kNvmmNv12 = "video/x-raw(memory:NVMM), format=(string)NV12";

bool is_raw(const GstCaps* caps) {
  return gst_structure_has_name(gst_caps_get_structure(caps, 0), "video/x-raw") != FALSE;
}

void set_if_there(GstElement* element, const char* property, int value) {
  if (g_object_class_find_property(G_OBJECT_GET_CLASS(element), property) == nullptr) return;
  g_object_set(element, property, value, nullptr);
}

PadPtr static_pad(GstElement* element, const char* name) {
  return PadPtr(gst_element_get_static_pad(element, name));
}

}  // namespace

/// Puts an element behind the chain; null, with an error, when there is none of that kind.
GstElement* UriSource::append(VideoChain& chain, const char* factory, const char* package) {
  GstElement* element = make(factory, package);
  if (element == nullptr) return nullptr;
  add(element);
  if (!chain.elements.empty()) gst_element_link(chain.elements.back(), element);
  chain.elements.push_back(element);
  return element;
}

bool UriSource::append_queue(VideoChain& chain) {
  const int leaky = properties_->enum_value(uri_props::kLeaky);
  if (!is_rtsp() && leaky == 0 && !properties_->was_set(uri_props::kMaxSizeBuffers)) return true;
  GstElement* queue = append(chain, "queue", kCorePackage);
  if (queue == nullptr) return false;
  g_object_set(queue, "leaky", leaky, "max-size-buffers",
               properties_->uint_value(uri_props::kMaxSizeBuffers), "max-size-bytes", 0U,
               "max-size-time", G_GUINT64_CONSTANT(0), nullptr);
  return true;
}

bool UriSource::append_decoder(VideoChain& chain, const GstCaps* caps) {
  const std::string parser = parser_for(caps);
  if (!parser.empty()) {
    chain.parser = append(chain, parser.c_str(), "gstreamer1.0-plugins-bad");
    if (chain.parser == nullptr) return false;
  }
  chain.decoder = append(chain, "nvv4l2decoder", kStandin);
  if (chain.decoder == nullptr) return false;
  g_object_set(chain.decoder, "drop-frame-interval",
               properties_->uint_value(uri_props::kDropFrameInterval), "skip-frames",
               properties_->enum_value(uri_props::kDecSkipFrames), "low-latency-mode",
               properties_->boolean_value(uri_props::kLowLatencyMode), nullptr);
  return true;
}

/// Lets pictures through as they are until somebody sets its properties.
bool UriSource::append_converter(VideoChain& chain, const char* output_caps) {
  GstElement* converter = append(chain, "nvvideoconvert", kStandin);
  GstElement* filter = converter == nullptr ? nullptr : append(chain, "capsfilter", kCorePackage);
  if (filter == nullptr) return false;
  const CapsPtr caps(gst_caps_from_string(output_caps));
  g_object_set(filter, "caps", caps.get(), nullptr);
  g_object_set(converter, "disable-passthrough",
               properties_->boolean_value(uri_props::kDisablePassthrough), nullptr);
  return true;
}

/// The elements between a parsed stream and the output: [queue] -> [parser] -> nvv4l2decoder ->
/// nvvideoconvert -> NVMM caps; without the middle for video that is not encoded. False when one is
/// missing.
bool UriSource::make_video_chain(VideoChain& chain, const GstCaps* caps) {
  if (!append_queue(chain)) return false;
  if (is_raw(caps)) return append_converter(chain, kNvmmNv12);
  return append_decoder(chain, caps) && append_converter(chain, kNvmm);
}

void UriSource::expose_video(GstPad* pad, GstCaps* caps) {
  has_video_ = true;
  VideoChain chain;
  if (!make_video_chain(chain, caps)) return;
  // Behind the parser, which may hold frames back until the end.
  const PadPtr parsed =
      chain.parser == nullptr ? share_object(pad) : static_pad(chain.parser, "src");
  if (loop_gate_) loop_gate_->add_pad(parsed.get());
  if (const auto recorder = this->recorder(); recorder) {
    // Every key frame of the cache may be the first of a file, which needs the headers.
    if (chain.parser != nullptr) set_if_there(chain.parser, "config-interval", -1);
    recorder->tap(parsed.get(), record::Track::kVideo);
  }
  // As in the SDK what is not decoded is not held back. Before the decoder's own pad, where times
  // of frames are taken.
  if (pacer_ && chain.decoder != nullptr) {
    const PadPtr input = static_pad(chain.decoder, "sink");
    PadPtr before(gst_pad_get_peer(input.get()));
    if (!before) before = share_object(pad);
    pacer_->watch(before.get());
  }
  const PadPtr output = static_pad(chain.elements.back(), "src");
  gst_pad_add_probe(
      output.get(),
      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
      &UriSource::on_output, this, nullptr);
  expose(output.get(), video_pad_, "vsrc_0", "vsrc_%u");
  for (auto element = chain.elements.rbegin(); element != chain.elements.rend(); ++element) {
    gst_element_sync_state_with_parent(*element);
  }
  const PadPtr input = static_pad(chain.elements.front(), "sink");
  gst_pad_link(pad, input.get());
}

void UriSource::expose_audio(GstPad* pad) {
  has_audio_ = true;
  GstElement* decoder = make("decodebin", kBasePackage);
  GstElement* converter = make("audioconvert", kBasePackage);
  if (decoder == nullptr || converter == nullptr) {
    gst_clear_object(&decoder);
    gst_clear_object(&converter);
    return;
  }
  add(decoder);
  add(converter);
  g_signal_connect(decoder, "pad-added",
                   G_CALLBACK(+[](GstElement*, GstPad* decoded, GstElement* next) {
                     const PadPtr sink(gst_element_get_static_pad(next, "sink"));
                     gst_pad_link(decoded, sink.get());
                   }),
                   converter);
  if (loop_gate_) loop_gate_->add_pad(pad);
  if (const auto recorder = this->recorder(); recorder) recorder->tap(pad, record::Track::kAudio);
  const PadPtr output(gst_element_get_static_pad(converter, "src"));
  expose(output.get(), audio_pad_, "asrc_0", "asrc_%u");
  gst_element_sync_state_with_parent(converter);
  gst_element_sync_state_with_parent(decoder);
  const PadPtr input(gst_element_get_static_pad(decoder, "sink"));
  gst_pad_link(pad, input.get());
}

/// Makes the ghost pad, or points the one of before a reconnection to the new stream.
void UriSource::expose(GstPad* target, GstPad*& ghost, const char* name,
                       const char* template_name) {
  if (ghost != nullptr) {
    gst_ghost_pad_set_target(GST_GHOST_PAD_CAST(ghost), target);
    return;
  }
  GstPadTemplate* pad_template =
      gst_element_class_get_pad_template(GST_ELEMENT_GET_CLASS(bin_), template_name);
  ghost = gst_ghost_pad_new_from_template(name, target, pad_template);
  gst_pad_set_active(ghost, TRUE);
  gst_element_add_pad(bin_, ghost);
}

}  // namespace pipewright::standin
