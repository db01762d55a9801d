// SPDX-License-Identifier: Apache-2.0
// nvv4l2h264enc: encodes NVMM pictures to H.264 with x264enc.
//
//   ... ! nvvideoconvert ! 'video/x-raw(memory:NVMM),format=NV12' ! nvv4l2h264enc bitrate=2000000 !
//   h264parse ! qtmux !
//     filesink location=a.mp4
//
// A bin: nvvideoconvert shows x264enc the pictures without copying them. Parameter sets are
// repeated with every IDR frame, whatever insert-sps-pps says.

#include <gst/gst.h>
#include <gst/video/video.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "common/gst_ptr.hpp"
#include "common/text.hpp"
#include "elements.hpp"
#include "properties/nvv4l2h264enc.gen.hpp"
#include "properties/property_store.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvv4l2h264enc;

GST_DEBUG_CATEGORY_STATIC(nvv4l2h264enc_debug);
#define GST_CAT_DEFAULT nvv4l2h264enc_debug

struct Encoder {
  PropertyStore* properties = nullptr;
  GstElement* encoder = nullptr;  // x264enc, owned by the bin; null when it is not installed
  GstElement* filter = nullptr;   // the profile
};

struct GstNvV4l2H264Enc {
  GstBin parent;
  Encoder* encoder;
};
struct GstNvV4l2H264EncClass {
  GstBinClass parent_class;
};

GType gst_nv_v4l2_h264_enc_get_type();
G_DEFINE_TYPE(GstNvV4l2H264Enc, gst_nv_v4l2_h264_enc, GST_TYPE_BIN)

Encoder& encoder_of(gpointer element) {
  return *static_cast<GstNvV4l2H264Enc*>(element)->encoder;
}

/// x264's names by preset-id 1 (P1) to 7 (P7).
constexpr const char* kPresetsById[] = {"ultrafast", "ultrafast", "superfast", "veryfast",
                                        "faster",    "fast",      "medium",    "slow"};
/// By preset-level 0 to 4.
constexpr const char* kPresetsByLevel[] = {"ultrafast", "ultrafast", "superfast", "medium", "slow"};

const char* speed_preset(const PropertyStore& properties) {
  if (properties.was_set(props::kPresetLevel)) {
    return kPresetsByLevel[properties.enum_value(props::kPresetLevel)];
  }
  return kPresetsById[properties.uint_value(props::kPresetId)];
}

const char* profile_name(int profile) {
  constexpr int kMain = 2;
  constexpr int kHigh = 4;
  constexpr int kHigh444 = 7;
  switch (profile) {
    case kMain:
      return "main";
    case kHigh:
      return "high";
    case kHigh444:
      return "high-4:4:4";
    default:
      return "constrained-baseline";
  }
}

unsigned kilobits(const PropertyStore& properties) {
  constexpr unsigned kLargest = 2048000;  // of x264enc
  return std::clamp(properties.uint_value(props::kBitrate) / 1000, 1U, kLargest);
}

/// The P quantiser of constqp's `I:P:B`; x264enc has one for all.
bool parse_quantizer(const std::string& text, unsigned& quantizer) {
  std::array<unsigned, 3> numbers = {};
  const char* position = text.data();
  const char* end = position + text.size();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto [next, error] = std::from_chars(position, end, numbers[i]);
    const bool is_last = i + 1 == numbers.size();
    if (error != std::errc() || (is_last ? next != end : next == end || *next != ':')) return false;
    position = next + 1;
  }
  quantizer = numbers[1];
  constexpr unsigned kLargest = 50;
  return quantizer <= kLargest;
}

/// Distance between key frames: every I frame is an IDR frame here, so the shorter of the two
/// intervals holds.
unsigned key_interval(const PropertyStore& properties) {
  const unsigned intra = properties.uint_value(props::kIframeinterval);
  const unsigned idr = properties.uint_value(props::kIdrinterval);
  if (intra == 0) return idr;
  if (idr == 0) return intra;
  return std::min(intra, idr);
}

bool configure_rate(GstElement* element, bool is_lossless) {
  const Encoder& self = encoder_of(element);
  const PropertyStore& properties = *self.properties;
  constexpr int kVariable = 0;
  constexpr int kConstantQuantizer = 2;
  const int control = properties.enum_value(props::kControlRate);
  g_object_set(self.encoder, "bitrate", kilobits(properties), nullptr);
  if (is_lossless || control == kConstantQuantizer) {
    unsigned quantizer = 0;
    const std::string text = properties.text_value(props::kConstqp);
    if (!is_lossless && !parse_quantizer(text, quantizer)) {
      GST_ELEMENT_ERROR(
          element, LIBRARY, SETTINGS,
          ("Property constqp of %s is '%s': write the quantisers of I, P and B frames "
           "as three numbers from 0 to 50, e.g. 20:23:25.",
           GST_OBJECT_NAME(element), text.c_str()),
          (nullptr));
      return false;
    }
    gst_util_set_object_arg(G_OBJECT(self.encoder), "pass", "quant");
    g_object_set(self.encoder, "quantizer", quantizer, nullptr);
    return true;
  }
  gst_util_set_object_arg(G_OBJECT(self.encoder), "pass", "cbr");
  // Without a buffer model the rate is kept on average only.
  constexpr unsigned kBufferMillis = 1000;
  g_object_set(self.encoder, "vbv-buf-capacity", control == kVariable ? 0U : kBufferMillis,
               nullptr);
  return true;
}

/// Hands the properties to x264enc; posts an error for bad ones.
bool configure(GstElement* element) {
  const Encoder& self = encoder_of(element);
  const PropertyStore& properties = *self.properties;
  GObject* encoder = G_OBJECT(self.encoder);
  constexpr int kHighQuality = 1;
  constexpr int kLossless = 4;
  const int tuning = properties.enum_value(props::kTuningInfoId);
  gst_util_set_object_arg(encoder, "speed-preset", speed_preset(properties));
  gst_util_set_object_arg(encoder, "tune", tuning == kHighQuality ? "0" : "zerolatency");
  g_object_set(encoder, "key-int-max", key_interval(properties), "bframes",
               properties.uint_value(props::kNumBFrames), "aud",
               properties.boolean_value(props::kInsertAud), "ref",
               std::max(1U, properties.uint_value(props::kNumRefFrames)), "qos",
               properties.boolean_value(props::kQos), "min-force-key-unit-interval",
               properties.uint64_value(props::kMinForceKeyUnitInterval), nullptr);
  if (properties.boolean_value(props::kDisableCabac))
    g_object_set(encoder, "cabac", FALSE, nullptr);
  if (properties.was_set(props::kInsertVui)) {
    g_object_set(encoder, "insert-vui", properties.boolean_value(props::kInsertVui), nullptr);
  }
  const CapsPtr caps(
      gst_caps_new_simple("video/x-h264", "stream-format", G_TYPE_STRING, "byte-stream",
                          "alignment", G_TYPE_STRING, "au", "profile", G_TYPE_STRING,
                          profile_name(properties.enum_value(props::kProfile)), nullptr));
  g_object_set(self.filter, "caps", caps.get(), nullptr);
  return configure_rate(element, tuning == kLossless);
}

void force_idr(GstElement* element) {
  const PadPtr pad(gst_element_get_static_pad(element, "src"));
  gst_pad_send_event(pad.get(),
                     gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
}

GstStateChangeReturn change_state(GstElement* element, GstStateChange transition) {
  Encoder& self = encoder_of(element);
  if (transition == GST_STATE_CHANGE_NULL_TO_READY && self.encoder == nullptr) {
    GST_ELEMENT_ERROR(element, CORE, MISSING_PLUGIN,
                      ("%s needs the GStreamer element x264enc to encode on the CPU: install "
                       "gstreamer1.0-plugins-ugly.",
                       GST_OBJECT_NAME(element)),
                      (nullptr));
    return GST_STATE_CHANGE_FAILURE;
  }
  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED && !configure(element)) {
    return GST_STATE_CHANGE_FAILURE;
  }
  return GST_ELEMENT_CLASS(gst_nv_v4l2_h264_enc_parent_class)->change_state(element, transition);
}

void on_change(GstElement* element, unsigned id) {
  const Encoder& self = encoder_of(element);
  if (self.encoder == nullptr) return;
  if (id == props::kBitrate) {
    g_object_set(self.encoder, "bitrate", kilobits(*self.properties), nullptr);
  } else if ((id == props::kForceIdr || id == props::kForceIntra) &&
             self.properties->boolean_value(id)) {
    force_idr(element);
  }
}

void finalize(GObject* object) {
  delete static_cast<GstNvV4l2H264Enc*>(static_cast<gpointer>(object))->encoder;
  G_OBJECT_CLASS(gst_nv_v4l2_h264_enc_parent_class)->finalize(object);
}

void gst_nv_v4l2_h264_enc_class_init(GstNvV4l2H264EncClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvv4l2h264enc_debug, "nvv4l2h264enc", 0, "nvv4l2h264enc");
  auto* object_class = G_OBJECT_CLASS(klass);
  auto* element_class = GST_ELEMENT_CLASS(klass);
  object_class->finalize = &finalize;
  PropertyStore::install(object_class, props::kProperties);
  g_signal_new_class_handler("force-IDR", G_TYPE_FROM_CLASS(klass),
                             static_cast<GSignalFlags>(G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION),
                             G_CALLBACK(&force_idr), nullptr, nullptr, nullptr, G_TYPE_NONE, 0);
  gst_element_class_set_static_metadata(element_class, props::kLongName, props::kClass,
                                        "Encodes H.264 on the CPU", "Pipewright");
  add_pad_template(element_class, "sink", GST_PAD_SINK, GST_PAD_ALWAYS, props::kSinkCaps);
  add_pad_template(element_class, "src", GST_PAD_SRC, GST_PAD_ALWAYS, props::kSrcCaps);
  element_class->change_state = &change_state;
}

/// nvvideoconvert -> x264enc -> profile.
void build(GstElement* element) {
  Encoder& self = encoder_of(element);
  GstElement* unwrapper = gst_element_factory_make("nvvideoconvert", "unwrapper");
  self.filter = gst_element_factory_make("capsfilter", "profile");
  self.encoder = gst_element_factory_make("x264enc", "encoder");
  gst_bin_add_many(GST_BIN_CAST(element), unwrapper, self.filter, nullptr);
  if (self.encoder != nullptr) {
    gst_bin_add(GST_BIN_CAST(element), self.encoder);
    gst_element_link_many(unwrapper, self.encoder, self.filter, nullptr);
  }
  GstElementClass* element_class = GST_ELEMENT_GET_CLASS(element);
  const PadPtr input(gst_element_get_static_pad(unwrapper, "sink"));
  const PadPtr output(gst_element_get_static_pad(self.filter, "src"));
  gst_element_add_pad(
      element, gst_ghost_pad_new_from_template(
                   "sink", input.get(), gst_element_class_get_pad_template(element_class, "sink")));
  gst_element_add_pad(
      element, gst_ghost_pad_new_from_template(
                   "src", output.get(), gst_element_class_get_pad_template(element_class, "src")));
}

void gst_nv_v4l2_h264_enc_init(GstNvV4l2H264Enc* self) {
  self->encoder = new Encoder;
  auto* element = GST_ELEMENT_CAST(self);
  self->encoder->properties = PropertyStore::attach(G_OBJECT(self), props::kProperties);
  self->encoder->properties->on_change([element](unsigned id) { on_change(element, id); });
  build(element);
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvv4l2h264enc, "nvv4l2h264enc", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_v4l2_h264_enc_get_type());
