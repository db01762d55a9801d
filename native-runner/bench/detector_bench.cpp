// SPDX-License-Identifier: Apache-2.0
// nvinfer beside ONNX Runtime alone: `bench-detector NVINFER_CONFIG BATCHES PAIRS VIDEO...` decodes
// the first frames of the videos into memory, then in turns
//   bare      runs the model on the tensors of these frames, ready made, and nothing else
//   pipeline  pushes the frames through nvstreammux ! nvinfer ! fakesink: batching, scaling,
//             conversion, inference, clustering, metadata
// and prints one line of JSON per pair: {"bare": frames per second, "pipeline": the same}.
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "bench/launch.hpp"
#include "bench/stopwatch.hpp"
#include "common/gst_ptr.hpp"
#include "standin/inference/nvinfer_config.hpp"
#include "standin/inference/onnx_runtime.hpp"
#include "standin/inference/preprocess.hpp"
#include "standin/surface/surface_buffer.hpp"

namespace {

using namespace pipewright;
using namespace pipewright::standin;
using namespace pipewright::standin::inference;
using bench::fail;
using bench::find;
using bench::launch;

constexpr std::size_t kFramesPerVideo = 16;
constexpr GstClockTime kFrameDuration = GST_SECOND / 25;

/// Decoded frames of one video, and their caps.
struct Video {
  std::vector<BufferPtr> frames;
  CapsPtr caps;
};

Video decode(const std::string& path) {
  const ElementPtr pipeline = launch(
      "filesrc name=file ! qtdemux ! h264parse ! nvv4l2decoder ! "
      "appsink name=out sync=false max-buffers=4");
  g_object_set(find(pipeline, "file").get(), "location", path.c_str(), nullptr);
  const ElementPtr sink = find(pipeline, "out");
  gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
  Video video;
  while (video.frames.size() < kFramesPerVideo) {
    GstSample* sample = bench::pull(pipeline, sink, path);
    if (sample == nullptr) fail("'" + path + "' has too few frames");
    video.frames.emplace_back(gst_buffer_ref(gst_sample_get_buffer(sample)));
    video.caps.reset(gst_caps_ref(gst_sample_get_caps(sample)));
    gst_sample_unref(sample);
  }
  gst_element_set_state(pipeline.get(), GST_STATE_NULL);
  return video;
}

/// The model by itself.
class BareLoop {
 public:
  BareLoop(const NvinferConfig& config, const std::vector<Video>& videos)
      : batch_size_(videos.size()) {
    if (!config.infer_dims) fail("the configuration needs infer-dims");
    dims_ = *config.infer_dims;
    auto model = OnnxModel::open(config.onnx_file, gst_num_threads(), Spinning::kLong);
    if (!model) fail(model.error().message);
    model_ = std::move(model).value();
    auto preprocessor = Preprocessor::create(tensor_settings_of(config), dims_);
    if (!preprocessor) fail(preprocessor.error().key + ": " + preprocessor.error().reason);
    SurfaceConverter converter;
    for (std::size_t frame = 0; frame < kFramesPerVideo; ++frame) {
      std::vector<float>& tensor = tensors_.emplace_back(batch_size_ * dims_.size());
      for (std::size_t i = 0; i < batch_size_; ++i) {
        const SurfaceMap map(videos[i].frames[frame].get());
        Placement placement;
        const FrameView& view = map.view(0);
        preprocessor.value().fill(view, view.format.bounds(), converter,
                                  std::span(tensor).subspan(i * dims_.size(), dims_.size()),
                                  placement);
      }
    }
  }

  double frames_per_second(int num_batches) {
    const std::int64_t dims[] = {static_cast<std::int64_t>(batch_size_), dims_.channels,
                                 dims_.height, dims_.width};
    ModelOutputs outputs(model_->runtime());
    run(dims, 0, outputs);
    const bench::Stopwatch watch;
    for (int i = 0; i < num_batches; ++i) run(dims, static_cast<std::size_t>(i), outputs);
    return num_batches * static_cast<double>(batch_size_) / watch.seconds();
  }

 private:
  static int gst_num_threads() { return static_cast<int>(g_get_num_processors()); }
  void run(std::span<const std::int64_t> dims, std::size_t index, ModelOutputs& outputs) {
    if (auto ran = model_->run(tensors_[index % tensors_.size()], dims, outputs); !ran) {
      fail(ran.error().message);
    }
  }

  std::size_t batch_size_;
  InferDims dims_;
  std::unique_ptr<OnnxModel> model_;
  std::vector<std::vector<float>> tensors_;
};

double pipeline_frames_per_second(const std::string& config_path, const std::vector<Video>& videos,
                                  int num_batches) {
  const SurfaceMap map(videos.front().frames.front().get());
  const FrameFormat& format = map.view(0).format;
  std::string text = "nvstreammux name=mux batch-size=" + std::to_string(videos.size()) +
                     " width=" + std::to_string(format.width) +
                     " height=" + std::to_string(format.height) +
                     " ! nvinfer config-file-path=" + config_path +
                     " batch-size=" + std::to_string(videos.size()) +
                     " ! fakesink name=sink sync=false signal-handoffs=true";
  for (std::size_t i = 0; i < videos.size(); ++i) {
    text += " appsrc name=src" + std::to_string(i) +
            " format=time block=true max-buffers=4 max-bytes=0 ! mux.sink_" + std::to_string(i);
  }
  const ElementPtr pipeline = launch(text);
  bench::Arrivals arrivals;
  arrivals.watch(find(pipeline, "sink"));
  std::vector<ElementPtr> sources;
  for (std::size_t i = 0; i < videos.size(); ++i) {
    sources.push_back(find(pipeline, "src" + std::to_string(i)));
    gst_app_src_set_caps(GST_APP_SRC(sources.back().get()), videos[i].caps.get());
  }
  gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
  for (int frame = 0; frame <= num_batches; ++frame) {
    for (std::size_t i = 0; i < videos.size(); ++i) {
      const auto index = static_cast<std::size_t>(frame) % kFramesPerVideo;
      GstBuffer* buffer = gst_buffer_copy(videos[i].frames[index].get());
      GST_BUFFER_PTS(buffer) = static_cast<GstClockTime>(frame) * kFrameDuration;
      GST_BUFFER_DURATION(buffer) = kFrameDuration;
      if (gst_app_src_push_buffer(GST_APP_SRC(sources[i].get()), buffer) != GST_FLOW_OK) break;
    }
  }
  for (const ElementPtr& source : sources) gst_app_src_end_of_stream(GST_APP_SRC(source.get()));
  bench::wait_for_end(pipeline);
  gst_element_set_state(pipeline.get(), GST_STATE_NULL);
  return arrivals.buffers_per_second() * static_cast<double>(videos.size());
}

}  // namespace

int main(int argc, char** argv) {
  gst_init(nullptr, nullptr);
  constexpr int kFirstVideo = 4;
  if (argc <= kFirstVideo) {
    std::fprintf(stderr, "usage: bench-detector NVINFER_CONFIG BATCHES PAIRS VIDEO...\n");
    return EXIT_FAILURE;
  }
  const auto config = read_nvinfer_config(argv[1]);
  if (!config) fail(config.error().message);
  std::vector<Video> videos;
  for (int i = kFirstVideo; i < argc; ++i) videos.push_back(decode(argv[i]));
  const int num_batches = std::atoi(argv[2]);
  BareLoop bare(config.value(), videos);
  for (int pair = 0; pair < std::atoi(argv[3]); ++pair) {
    const double alone = bare.frames_per_second(num_batches);
    const double whole = pipeline_frames_per_second(argv[1], videos, num_batches);
    std::printf("{\"bare\": %.2f, \"pipeline\": %.2f}\n", alone, whole);
    std::fflush(stdout);
  }
  return EXIT_SUCCESS;
}
