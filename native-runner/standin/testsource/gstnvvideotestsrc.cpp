// SPDX-License-Identifier: Apache-2.0
// nvvideotestsrc: test patterns, or the frames of a raw file, as NVMM pictures.
//
//   gst-launch-1.0 nvvideotestsrc num-buffers=100 ! m.sink_0 nvstreammux name=m batch-size=1
//   width=640 height=360 ! nvvideoconvert ! autovideosink

#include <gst/base/gstpushsrc.h>
#include <gst/video/video.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include "elements.hpp"
#include "jitter.hpp"
#include "properties/nvvideotestsrc.gen.hpp"
#include "properties/property_store.hpp"
#include "surface/surface_buffer.hpp"
#include "surface/surface_converter.hpp"
#include "test_pattern.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvvideotestsrc;

GST_DEBUG_CATEGORY_STATIC(nvvideotestsrc_debug);
#define GST_CAT_DEFAULT nvvideotestsrc_debug

enum class Animation { kFrames = 0, kWallTime = 1, kRunningTime = 2 };

struct FileClose {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

struct TestSource {
  PropertyStore* properties = nullptr;
  GstVideoInfo info = {};
  FrameFormat format;
  std::unique_ptr<std::FILE, FileClose> file;
  std::vector<std::uint8_t> file_frame;  // one frame as it is in the file
  Jitter jitter;
  GstClockTime last_start = 0;  // of a live frame, with its delay
  SurfaceConverter converter;
  PictureRef still;  // a pattern that does not move
  guint64 num_frames = 0;
  GstClockTime running_time = 0;
};

struct GstNvVideoTestSrc {
  GstPushSrc parent;
  TestSource* source;
};
struct GstNvVideoTestSrcClass {
  GstPushSrcClass parent_class;
};

GType gst_nv_video_test_src_get_type();
G_DEFINE_TYPE(GstNvVideoTestSrc, gst_nv_video_test_src, GST_TYPE_PUSH_SRC)

TestSource& source_of(gpointer element) {
  return *static_cast<GstNvVideoTestSrc*>(element)->source;
}

GstCaps* fixate(GstBaseSrc* base, GstCaps* caps) {
  constexpr int kWidth = 1280;
  constexpr int kHeight = 720;
  constexpr int kFramesPerSecond = 60;
  caps = gst_caps_make_writable(caps);
  GstStructure* structure = gst_caps_get_structure(caps, 0);
  gst_structure_fixate_field_nearest_int(structure, "width", kWidth);
  gst_structure_fixate_field_nearest_int(structure, "height", kHeight);
  if (gst_structure_has_field(structure, "framerate") != FALSE) {
    gst_structure_fixate_field_nearest_fraction(structure, "framerate", kFramesPerSecond, 1);
  } else {
    gst_structure_set(structure, "framerate", GST_TYPE_FRACTION, kFramesPerSecond, 1, nullptr);
  }
  return GST_BASE_SRC_CLASS(gst_nv_video_test_src_parent_class)->fixate(base, caps);
}

gboolean set_caps(GstBaseSrc* base, GstCaps* caps) {
  TestSource& self = source_of(base);
  if (gst_video_info_from_caps(&self.info, caps) == FALSE) return FALSE;
  self.format = FrameFormat::from_info(self.info);
  self.still = {};
  return TRUE;
}

gboolean decide_allocation(GstBaseSrc*, GstQuery* query) {
  // Pictures come from the process-wide pool, whatever downstream offers.
  while (gst_query_get_n_allocation_pools(query) > 0) {
    gst_query_remove_nth_allocation_pool(query, 0);
  }
  return TRUE;
}

gboolean start(GstBaseSrc* base) {
  TestSource& self = source_of(base);
  auto delays = parse_fixed_jitter(self.properties->text_value(props::kFixedJitter));
  if (!delays) {
    GST_ELEMENT_ERROR(
        base, LIBRARY, SETTINGS,
        ("Property fixed-jitter of %s: %s.", GST_OBJECT_NAME(base), delays.error().message.c_str()),
        (nullptr));
    return FALSE;
  }
  self.jitter = Jitter(std::move(delays).value(), self.properties->uint_value(props::kMaxJitter));
  self.last_start = 0;
  self.num_frames = 0;
  self.running_time = 0;
  self.file.reset();
  const std::string location = self.properties->text_value(props::kLocation);
  if (location.empty()) return TRUE;
  self.file.reset(std::fopen(location.c_str(), "rb"));
  if (self.file) return TRUE;
  GST_ELEMENT_ERROR(base, RESOURCE, OPEN_READ,
                    ("Property location of %s: the raw video file '%s' cannot be opened: %s.",
                     GST_OBJECT_NAME(base), location.c_str(), std::strerror(errno)),
                    (nullptr));
  return FALSE;
}

gboolean stop(GstBaseSrc* base) {
  TestSource& self = source_of(base);
  self.file.reset();
  self.still = {};
  return TRUE;
}

void get_times(GstBaseSrc* base, GstBuffer* buffer, GstClockTime* begin, GstClockTime* end) {
  TestSource& self = source_of(base);
  *begin = GST_CLOCK_TIME_NONE;
  *end = GST_CLOCK_TIME_NONE;
  if (gst_base_src_is_live(base) == FALSE || !GST_BUFFER_PTS_IS_VALID(buffer)) return;
  // The first frame comes on time, and none before the one before it.
  const GstClockTime delay = GST_BUFFER_PTS(buffer) == 0 ? 0 : self.jitter.next();
  *begin = std::max(GST_BUFFER_PTS(buffer) + delay, self.last_start);
  self.last_start = *begin;
  if (GST_BUFFER_DURATION_IS_VALID(buffer)) *end = *begin + GST_BUFFER_DURATION(buffer);
}

double mandelbrot_zoom(const TestSource& self) {
  constexpr std::uint64_t kFrames = 500;
  constexpr std::uint64_t kMicroseconds = 10000000;
  switch (static_cast<Animation>(self.properties->enum_value(props::kAnimationMode))) {
    case Animation::kWallTime:
      return zoom_at(static_cast<std::uint64_t>(g_get_real_time()), kMicroseconds);
    case Animation::kRunningTime:
      return zoom_at(self.running_time / GST_USECOND, kMicroseconds);
    default:
      return zoom_at(self.num_frames, kFrames);
  }
}

/// Paints into RGBA, which is converted where the caps say otherwise.
PictureRef paint(TestSource& self, TestPattern pattern, int speed) {
  FrameFormat rgba = self.format;
  rgba.format = GST_VIDEO_FORMAT_RGBA;
  if (self.format.format != GST_VIDEO_FORMAT_RGBA) rgba.colorimetry = {};
  PictureRef painted = allocate_picture(rgba);
  if (!painted) return {};
  if (pattern == TestPattern::kSmpte) {
    paint_smpte(painted->view(), static_cast<std::int64_t>(self.num_frames) * speed);
  } else if (pattern == TestPattern::kGradient) {
    paint_gradient(painted->view());
  } else {
    paint_mandelbrot(painted->view(), mandelbrot_zoom(self));
  }
  if (self.format.format == GST_VIDEO_FORMAT_RGBA) return painted;
  PictureRef picture = allocate_picture(self.format);
  if (!picture || !self.converter.convert(painted->view(), picture->view())) return {};
  return picture;
}

PictureRef pattern_picture(TestSource& self) {
  const auto pattern = static_cast<TestPattern>(self.properties->enum_value(props::kPattern));
  const int speed = self.properties->int_value(props::kHorizontalSpeed);
  const bool moves =
      pattern == TestPattern::kMandelbrot || (pattern == TestPattern::kSmpte && speed != 0);
  if (moves) return paint(self, pattern, speed);
  if (!self.still) self.still = paint(self, pattern, speed);
  return self.still;
}

/// The next frame of the file; GST_FLOW_EOS behind the last one.
GstFlowReturn file_picture(GstPushSrc* push, PictureRef& picture) {
  TestSource& self = source_of(push);
  self.file_frame.resize(packed_size(self.format));
  const auto read = [&] {
    return std::fread(self.file_frame.data(), 1, self.file_frame.size(), self.file.get());
  };
  std::size_t size = read();
  if (size == 0 && self.properties->boolean_value(props::kFileLoop)) {
    std::rewind(self.file.get());
    size = read();
  }
  if (std::ferror(self.file.get()) != 0) {
    GST_ELEMENT_ERROR(push, RESOURCE, READ,
                      ("%s cannot read its file further.", GST_OBJECT_NAME(push)),
                      ("%s", std::strerror(errno)));
    return GST_FLOW_ERROR;
  }
  if (size == 0) return GST_FLOW_EOS;
  if (size < self.file_frame.size()) {
    GST_ELEMENT_WARNING(
        push, STREAM, FORMAT,
        ("The file of %s ends within a frame of %dx%d: its size or format is "
         "another one.",
         GST_OBJECT_NAME(push), self.format.width, self.format.height),
        ("%" G_GSIZE_FORMAT " bytes of %" G_GSIZE_FORMAT, size, self.file_frame.size()));
    return GST_FLOW_EOS;
  }
  picture = allocate_picture(self.format);
  if (picture) {
    copy_pixels(FrameView::packed(self.format, self.file_frame.data()), picture->view());
  }
  return GST_FLOW_OK;
}

void stamp(TestSource& self, GstBuffer* buffer) {
  GST_BUFFER_PTS(buffer) = self.running_time;
  GST_BUFFER_OFFSET(buffer) = self.num_frames;
  ++self.num_frames;
  GST_BUFFER_OFFSET_END(buffer) = self.num_frames;
  if (GST_VIDEO_INFO_FPS_N(&self.info) == 0) return;
  const GstClockTime next = gst_util_uint64_scale(
      self.num_frames, static_cast<guint64>(GST_VIDEO_INFO_FPS_D(&self.info)) * GST_SECOND,
      static_cast<guint64>(GST_VIDEO_INFO_FPS_N(&self.info)));
  GST_BUFFER_DURATION(buffer) = next - self.running_time;
  self.running_time = next;
}

GstFlowReturn create(GstPushSrc* push, GstBuffer** buffer) {
  TestSource& self = source_of(push);
  const bool is_still = GST_VIDEO_INFO_FPS_N(&self.info) == 0;
  if (is_still && self.num_frames > 0) return GST_FLOW_EOS;
  PictureRef picture;
  if (self.file) {
    const GstFlowReturn flow = file_picture(push, picture);
    if (flow != GST_FLOW_OK) return flow;
  } else {
    picture = pattern_picture(self);
  }
  *buffer = picture ? surface_buffer_new({&picture, 1}) : nullptr;
  if (*buffer == nullptr) {
    GST_ELEMENT_ERROR(push, RESOURCE, NO_SPACE_LEFT,
                      ("%s has no memory for a picture.", GST_OBJECT_NAME(push)), (nullptr));
    return GST_FLOW_ERROR;
  }
  stamp(self, *buffer);
  return GST_FLOW_OK;
}

void finalize(GObject* object) {
  delete static_cast<GstNvVideoTestSrc*>(static_cast<gpointer>(object))->source;
  G_OBJECT_CLASS(gst_nv_video_test_src_parent_class)->finalize(object);
}

void gst_nv_video_test_src_class_init(GstNvVideoTestSrcClass* klass) {
  GST_DEBUG_CATEGORY_INIT(nvvideotestsrc_debug, "nvvideotestsrc", 0, "nvvideotestsrc");
  auto* object_class = G_OBJECT_CLASS(klass);
  auto* base_class = GST_BASE_SRC_CLASS(klass);
  object_class->finalize = &finalize;
  install_element(GST_ELEMENT_CLASS(klass), props::kElement,
                  "Gives test patterns or raw frames of a file in NVMM");
  base_class->fixate = &fixate;
  base_class->set_caps = &set_caps;
  base_class->decide_allocation = &decide_allocation;
  base_class->start = &start;
  base_class->stop = &stop;
  base_class->get_times = &get_times;
  GST_PUSH_SRC_CLASS(klass)->create = &create;
}

void gst_nv_video_test_src_init(GstNvVideoTestSrc* self) {
  self->source = new TestSource;
  auto* base = GST_BASE_SRC_CAST(self);
  PropertyStore* properties = PropertyStore::attach(G_OBJECT(self), props::kProperties);
  properties->on_change([base, properties](unsigned id) {
    if (id == props::kIsLive) gst_base_src_set_live(base, properties->boolean_value(id));
  });
  self->source->properties = properties;
  gst_base_src_set_format(base, GST_FORMAT_TIME);
}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvvideotestsrc, "nvvideotestsrc", pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_video_test_src_get_type());
