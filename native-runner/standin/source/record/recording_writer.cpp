// SPDX-License-Identifier: Apache-2.0
#include "recording_writer.hpp"

#include <algorithm>

#include "codec/codec_table.hpp"
#include "common/text.hpp"

namespace pipewright::standin::record {

Result<std::unique_ptr<RecordingWriter>> RecordingWriter::create(const RecordingFile& file,
                                                                 Done done) {
  std::unique_ptr<RecordingWriter> writer(new RecordingWriter(std::move(done)));
  if (auto built = writer->build(file); !built) return built.error();
  return writer;
}

RecordingWriter::~RecordingWriter() {
  close();
}

void RecordingWriter::close() {
  if (pipeline_) gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
}

Result<GstElement*> RecordingWriter::add_element(const std::string& factory) {
  GstElement* element = gst_element_factory_make(factory.c_str(), nullptr);
  if (element == nullptr) {
    return Error{concat("there is no GStreamer element ", factory,
                        ": install gstreamer1.0-plugins-base, -good and -bad")};
  }
  gst_bin_add(GST_BIN_CAST(pipeline_.get()), element);
  return element;
}

/// appsrc -> [parser] -> the muxer. The parser brings the stream into the form that the container
/// wants.
Result<GstElement*> RecordingWriter::add_track(GstCaps* caps, GstElement* muxer) {
  auto source = add_element("appsrc");
  if (!source) return source;
  g_object_set(source.value(), "caps", caps, "format", GST_FORMAT_TIME, "max-bytes",
               G_GUINT64_CONSTANT(0), nullptr);
  GstElement* last = source.value();
  if (const std::string factory = parser_for(caps); !factory.empty()) {
    auto parser = add_element(factory);
    if (!parser) return parser;
    gst_element_link(last, parser.value());
    last = parser.value();
  }
  if (gst_element_link(last, muxer) == FALSE) {
    return Error{concat(std::string_view(GST_OBJECT_NAME(muxer)), " takes no ",
                        take_text(gst_caps_to_string(caps)))};
  }
  return source;
}

Result<void> RecordingWriter::build(const RecordingFile& file) {
  pipeline_ = share_object(gst_pipeline_new("recording"));
  auto muxer = add_element(file.is_matroska ? "matroskamux" : "qtmux");
  if (!muxer) return muxer.error();
  auto sink = add_element("filesink");
  if (!sink) return sink.error();
  g_object_set(sink.value(), "location", file.path.c_str(), "async", FALSE, nullptr);
  gst_element_link(muxer.value(), sink.value());
  for (const auto& [caps, slot] :
       {std::pair{file.video.get(), &video_}, {file.audio.get(), &audio_}}) {
    if (caps == nullptr) continue;
    auto source = add_track(caps, muxer.value());
    if (!source) return source.error();
    *slot = source.value();
  }
  const BusPtr bus(gst_element_get_bus(pipeline_.get()));
  gst_bus_set_sync_handler(bus.get(), &RecordingWriter::on_message, this, nullptr);
  if (gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
    return Error{concat("it cannot write ", file.path)};
  }
  is_done_ = false;
  return {};
}

GstBusSyncReply RecordingWriter::on_message(GstBus*, GstMessage* message, gpointer data) {
  auto& self = *static_cast<RecordingWriter*>(data);
  std::string problem;
  if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) {
    GError* error = nullptr;
    gst_message_parse_error(message, &error, nullptr);
    const GErrorPtr owner(error);
    problem = error->message;
  }
  const bool is_last = GST_MESSAGE_TYPE(message) == GST_MESSAGE_EOS || !problem.empty();
  gst_message_unref(message);
  if (is_last && !self.is_done_.exchange(true)) self.done_(problem);
  return GST_BUS_DROP;
}

void RecordingWriter::write(const Packet& packet) {
  GstElement* source = packet.track == Track::kVideo ? video_ : audio_;
  if (source == nullptr) return;
  if (!GST_CLOCK_TIME_IS_VALID(origin_)) origin_ = packet.time;
  if (packet.time < origin_) return;
  const BufferPtr own(gst_buffer_copy(packet.buffer.get()));  // shares the memory
  GST_BUFFER_PTS(own.get()) = packet.time - origin_;
  const GstClockTime decoding = GST_BUFFER_DTS(own.get());
  if (GST_CLOCK_TIME_IS_VALID(decoding)) {
    GST_BUFFER_DTS(own.get()) = decoding > origin_ ? decoding - origin_ : 0;
  }
  const GstClockTime length =
      GST_BUFFER_DURATION_IS_VALID(own.get()) ? GST_BUFFER_DURATION(own.get()) : 0;
  duration_ = std::max(duration_, packet.time - origin_ + length);
  GstFlowReturn flow = GST_FLOW_OK;
  g_signal_emit_by_name(source, "push-buffer", own.get(), &flow);
}

void RecordingWriter::end() {
  for (GstElement* source : {video_, audio_}) {
    GstFlowReturn flow = GST_FLOW_OK;
    if (source != nullptr) g_signal_emit_by_name(source, "end-of-stream", &flow);
  }
}

}  // namespace pipewright::standin::record
