// SPDX-License-Identifier: Apache-2.0
// How long the tracker takes for a frame: `bench-tracker OBJECTS FRAMES CONFIG...` moves OBJECTS
// boxes over a 1920x1080 picture, tracks them over FRAMES frames with each low-level configuration
// in turn and prints one line of JSON per configuration: {"config", "milliseconds" (median per
// frame), "reported" (objects in the last frame)}.
#include <gst/gst.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "bench/stopwatch.hpp"
#include "common/worker_pool.hpp"
#include "standin/surface/picture.hpp"
#include "standin/tracking/config/tracker_config_file.hpp"
#include "standin/tracking/tracker_engine.hpp"

namespace {

using namespace pipewright::standin;
using namespace pipewright::standin::tracking;

constexpr int kPictureWidth = 1920;
constexpr int kPictureHeight = 1080;
constexpr float kTrackerWidth = 960;
constexpr float kTrackerHeight = 544;
constexpr unsigned kSeed = 1;

/// Boxes that move straight on and turn back at the edges; every tenth detection is missing.
class Crowd {
 public:
  explicit Crowd(std::size_t num_objects) : random_(kSeed) {
    for (std::size_t i = 0; i < num_objects; ++i) {
      objects_.push_back({{uniform(0, kTrackerWidth - 40), uniform(0, kTrackerHeight - 40),
                           uniform(12, 36), uniform(12, 36)},
                          uniform(-3, 3),
                          uniform(-3, 3)});
    }
  }

  std::vector<TrackerDetection> next_frame() {
    std::vector<TrackerDetection> detections;
    for (Object& object : objects_) {
      object.box.left += object.speed_x;
      object.box.top += object.speed_y;
      if (object.box.left < 0 || object.box.right() > kTrackerWidth) object.speed_x *= -1;
      if (object.box.top < 0 || object.box.bottom() > kTrackerHeight) object.speed_y *= -1;
      if (uniform(0, 1) < 0.1f) continue;
      Box seen = object.box;
      seen.left += uniform(-1, 1);
      seen.top += uniform(-1, 1);
      detections.push_back({seen, 0, uniform(0.5f, 1)});
    }
    return detections;
  }

 private:
  struct Object {
    Box box;
    float speed_x;
    float speed_y;
  };
  float uniform(float from, float to) {
    return std::uniform_real_distribution<float>(from, to)(random_);
  }

  std::mt19937 random_;
  std::vector<Object> objects_;
};

PictureRef noise_picture() {
  GstVideoInfo info;
  gst_video_info_set_format(&info, GST_VIDEO_FORMAT_NV12, kPictureWidth, kPictureHeight);
  PictureRef picture = allocate_picture(FrameFormat::from_info(info));
  std::mt19937 random(kSeed);
  std::generate_n(picture->data(), picture->size(), [&] { return random() & 0xff; });
  return picture;
}

int track(const std::string& path, std::size_t num_objects, int num_frames,
          const PictureRef& picture) {
  const auto file = read_tracker_config(path);
  if (!file) {
    std::fprintf(stderr, "%s\n", file.error().message.c_str());
    return EXIT_FAILURE;
  }
  pipewright::WorkerPool workers(std::thread::hardware_concurrency());
  const auto engine = TrackerEngine::create(file.value().config, path, workers);
  if (!engine) {
    std::fprintf(stderr, "%s\n", engine.error().message.c_str());
    return EXIT_FAILURE;
  }
  IdSource ids;
  StreamTracker tracker(engine.value()->parts(ids), kTrackerWidth, kTrackerHeight);
  Crowd crowd(num_objects);
  std::vector<double> seconds;
  for (int i = 0; i < num_frames; ++i) {
    const std::vector<TrackerDetection> detections = crowd.next_frame();
    FrameInput frame;
    frame.detections = detections;
    frame.frame_num = static_cast<std::uint32_t>(i);
    frame.picture = {&picture->view(), kTrackerWidth, kTrackerHeight};
    const pipewright::bench::Stopwatch watch;
    if (const auto updated = tracker.update(frame); !updated) {
      std::fprintf(stderr, "%s\n", updated.error().message.c_str());
      return EXIT_FAILURE;
    }
    seconds.push_back(watch.seconds());
  }
  const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
  std::nth_element(seconds.begin(), middle, seconds.end());
  std::printf("{\"config\": \"%s\", \"milliseconds\": %.3f, \"reported\": %zu}\n", path.c_str(),
              *middle * 1000, tracker.reported().size());
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
  gst_init(nullptr, nullptr);
  constexpr int kFirstConfig = 3;
  if (argc <= kFirstConfig) {
    std::fprintf(stderr, "usage: bench-tracker OBJECTS FRAMES CONFIG...\n");
    return EXIT_FAILURE;
  }
  const PictureRef picture = noise_picture();
  for (int i = kFirstConfig; i < argc; ++i) {
    const int status = track(argv[i], std::strtoul(argv[1], nullptr, 10),
                             static_cast<int>(std::strtol(argv[2], nullptr, 10)), picture);
    if (status != EXIT_SUCCESS) return status;
  }
  return EXIT_SUCCESS;
}
