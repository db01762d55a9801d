// SPDX-License-Identifier: Apache-2.0
// nvv4l2decoder beside the decoder that it stands on: `bench-decoder STREAMS TIMES PAIRS VIDEO`
// reads the encoded frames of an H.264 video into memory, then in turns decodes them TIMES over, in
// as many streams at once, with
//   bare      h264parse ! avdec_h264 ! fakesink
//   standin   h264parse ! nvv4l2decoder ! fakesink
// and prints one line of JSON per pair: {"bare": frames per second, "standin": the same}. The clock
// runs from the first decoded frame to the last, so that loading plugins and codecs does not count.
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>

#include <string>
#include <vector>

#include "bench/launch.hpp"
#include "common/gst_ptr.hpp"

namespace {

using namespace pipewright;
using bench::fail;

constexpr GstClockTime kFrameDuration = GST_SECOND / 25;

/// Encoded frames, and their caps.
struct Video {
  std::vector<BufferPtr> frames;
  CapsPtr caps;
};

Video read(const std::string& path) {
  const ElementPtr pipeline =
      bench::launch("filesrc name=file ! qtdemux ! h264parse ! appsink name=out sync=false");
  g_object_set(bench::find(pipeline, "file").get(), "location", path.c_str(), nullptr);
  const ElementPtr sink = bench::find(pipeline, "out");
  gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
  Video video;
  while (GstSample* sample = bench::pull(pipeline, sink, path)) {
    video.frames.emplace_back(gst_buffer_ref(gst_sample_get_buffer(sample)));
    video.caps.reset(gst_caps_ref(gst_sample_get_caps(sample)));
    gst_sample_unref(sample);
  }
  gst_element_set_state(pipeline.get(), GST_STATE_NULL);
  if (video.frames.empty()) fail("'" + path + "' holds no H.264 video that can be read");
  return video;
}

/// Feeds one of the streams.
void push_frame(const ElementPtr& source, const BufferPtr& frame, GstClockTime shift) {
  GstBuffer* buffer = gst_buffer_copy(frame.get());
  if (GST_BUFFER_PTS_IS_VALID(buffer)) GST_BUFFER_PTS(buffer) += shift;
  if (GST_BUFFER_DTS_IS_VALID(buffer)) GST_BUFFER_DTS(buffer) += shift;
  gst_app_src_push_buffer(GST_APP_SRC(source.get()), buffer);
}

double frames_per_second(const std::string& decoder, const Video& video, int num_streams,
                         int num_times) {
  std::string text;
  for (int i = 0; i < num_streams; ++i) {
    const std::string number = std::to_string(i);
    text += "appsrc name=src" + number +
            " format=time block=true max-buffers=16 max-bytes=0 ! h264parse ! " + decoder +
            " ! fakesink name=sink" + number + " sync=false signal-handoffs=true ";
  }
  const ElementPtr pipeline = bench::launch(text);
  bench::Arrivals arrivals;
  std::vector<ElementPtr> sources;
  for (int i = 0; i < num_streams; ++i) {
    arrivals.watch(bench::find(pipeline, "sink" + std::to_string(i)));
    sources.push_back(bench::find(pipeline, "src" + std::to_string(i)));
    gst_app_src_set_caps(GST_APP_SRC(sources.back().get()), video.caps.get());
  }
  gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
  const GstClockTime length = kFrameDuration * video.frames.size();
  for (int time = 0; time < num_times; ++time) {
    for (const BufferPtr& frame : video.frames) {
      for (const ElementPtr& source : sources) {
        push_frame(source, frame, length * static_cast<GstClockTime>(time));
      }
    }
  }
  for (const ElementPtr& source : sources) gst_app_src_end_of_stream(GST_APP_SRC(source.get()));
  bench::wait_for_end(pipeline);
  gst_element_set_state(pipeline.get(), GST_STATE_NULL);
  return arrivals.buffers_per_second();
}

}  // namespace

int main(int argc, char** argv) {
  gst_init(nullptr, nullptr);
  constexpr int kNumArguments = 5;
  if (argc != kNumArguments) {
    std::fprintf(stderr, "usage: bench-decoder STREAMS TIMES PAIRS VIDEO\n");
    return EXIT_FAILURE;
  }
  const Video video = read(argv[4]);
  const int num_streams = std::atoi(argv[1]);
  const int num_times = std::atoi(argv[2]);
  for (int pair = 0; pair < std::atoi(argv[3]); ++pair) {
    const double alone = frames_per_second("avdec_h264", video, num_streams, num_times);
    const double whole = frames_per_second("nvv4l2decoder", video, num_streams, num_times);
    std::printf("{\"bare\": %.2f, \"standin\": %.2f}\n", alone, whole);
    std::fflush(stdout);
  }
  return EXIT_SUCCESS;
}
