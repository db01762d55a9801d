// SPDX-License-Identifier: Apache-2.0
// The REST API of nvmultiurisrcbin, asked over HTTP while pipelines play.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "nvdspreprocess_meta.h"
#include "pipeline.hpp"
#include "rest_client.hpp"
#include "tests/standin/preprocess/preprocess_files.hpp"

namespace pipewright::standin {
namespace {

using namespace testing;
using nlohmann::json;
using Outcome = testing::Outcome;

/// The sources in the latest `count` batches.
std::set<unsigned> latest_sources(const Pipeline& pipeline, std::size_t count) {
  std::set<unsigned> sources;
  const auto buffers = pipeline.buffers();
  for (std::size_t index = buffers.size() - std::min(count, buffers.size()); index < buffers.size();
       ++index) {
    for (const NvDsFrameMeta* frame : frame_metas(buffers[index].get())) {
      sources.insert(frame->source_id);
    }
  }
  return sources;
}

bool has_notice(const Outcome& outcome, const std::string& name, const std::string& id) {
  return std::any_of(outcome.notices.begin(), outcome.notices.end(), [&](const std::string& text) {
    return text.starts_with(name + ",") && text.find("sensor-id=(string)" + id) != text.npos;
  });
}

TEST(RestApi, AddsAndRemovesSourcesWhileItPlays) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 30, 64, 64);
  make_video(folder.path("b.mp4"), 30, 64, 64, "black");
  Pipeline pipeline(serving_line("max-batch-size=2 file-loop=true sensor-id-list=cam-1 uri-list=" +
                                 folder.uri("a.mp4")));
  enum { kStart, kBoth, kAlone } step = kStart;
  std::size_t num_at_removal = 0;
  const Outcome outcome = pipeline.run([&] {
    switch (step) {
      case kStart: {
        if (pipeline.num_buffers() == 0) return false;
        const RestAnswer added = add_stream("cam-2", folder.uri("b.mp4"));
        EXPECT_EQ(added.status, 200);
        EXPECT_EQ(added.verdict(), 200);
        EXPECT_EQ(added.reason(), "STREAM_ADD_SUCCESS");
        step = kBoth;
        return false;
      }
      case kBoth: {
        if (latest_sources(pipeline, 10) != std::set<unsigned>{0, 1}) return false;
        EXPECT_EQ(get("/api/v1/stream/get-stream-info").body["stream-info"]["stream-count"], 2);
        EXPECT_EQ(remove_stream("cam-2", folder.uri("b.mp4")).reason(), "STREAM_REMOVE_SUCCESS");
        num_at_removal = pipeline.num_buffers();
        step = kAlone;
        return false;
      }
      default:
        return pipeline.num_buffers() >= num_at_removal + 10 &&
               latest_sources(pipeline, 5) == std::set<unsigned>{0};
    }
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(step, kAlone);
  EXPECT_TRUE(has_notice(outcome, "stream-add", "cam-1"));
  EXPECT_TRUE(has_notice(outcome, "stream-add", "cam-2"));
  EXPECT_TRUE(has_notice(outcome, "stream-remove", "cam-2"));
  for (const auto& buffer : pipeline.buffers()) {
    for (const NvDsFrameMeta* frame : frame_metas(buffer.get())) {
      if (frame->source_id != 1) continue;
      EXPECT_STREQ(frame->sensorInfo_meta.sensor_id, "cam-2");
      EXPECT_STREQ(frame->sensorInfo_meta.sensor_name, "name of cam-2");
    }
  }
}

TEST(RestApi, StartsWithoutSourcesAndTakesThemLater) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 30, 64, 64);
  Pipeline pipeline(serving_line("max-batch-size=4 file-loop=true"));
  bool was_added = false;
  const Outcome outcome = pipeline.run([&] {
    if (!was_added) {
      const RestAnswer answer = add_stream("late", folder.uri("a.mp4"));
      if (answer.status == 0) return false;  // not listening yet
      EXPECT_EQ(answer.reason(), "STREAM_ADD_SUCCESS");
      was_added = true;
    }
    return pipeline.num_buffers() >= 10;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(latest_sources(pipeline, 10), std::set<unsigned>{0});
}

TEST(RestApi, MakesRoomWhenASourceEnds) {
  const TempFolder folder;
  make_video(folder.path("short.mp4"), 5, 64, 64);
  make_video(folder.path("long.mp4"), 90, 64, 64);
  Pipeline pipeline(serving_line("max-batch-size=2 sensor-id-list=short,long uri-list=" +
                                 folder.uri("short.mp4") + "," + folder.uri("long.mp4")));
  RestAnswer added;
  const Outcome outcome = pipeline.run([&] {
    const auto info = get("/api/v1/stream/get-stream-info").body;
    if (added.status != 0 || !info.is_object()) return false;
    if (info["stream-info"]["stream-count"] == 1) {
      added = add_stream("next", folder.uri("short.mp4"));
    }
    return false;
  });
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  EXPECT_EQ(added.reason(), "STREAM_ADD_SUCCESS");
  EXPECT_TRUE(has_notice(outcome, "stream-remove", "short"));
  std::size_t num_of_short = 0;
  for (const auto& buffer : pipeline.buffers()) {
    for (const NvDsFrameMeta* frame : frame_metas(buffer.get()))
      num_of_short += frame->source_id == 0;
  }
  EXPECT_EQ(num_of_short, 10U) << "the number of the one that ended goes to the next";
}

TEST(RestApi, RefusesWhatCannotBe) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 30, 64, 64);
  const std::string a = folder.uri("a.mp4");
  Pipeline pipeline(serving_line(
      "max-batch-size=2 file-loop=true sensor-id-list=cam-1 sensor-name-list=Door uri-list=" + a));
  bool has_asked = false;
  const Outcome outcome = pipeline.run([&] {
    if (pipeline.num_buffers() == 0) return false;
    has_asked = true;
    const auto expect = [](const RestAnswer& answer, int verdict, const std::string& reason) {
      EXPECT_EQ(answer.status, 200);
      EXPECT_EQ(answer.verdict(), verdict) << answer.body;
      EXPECT_NE(answer.reason().find(reason), std::string::npos) << answer.body;
    };
    expect(send_request("POST", "/api/v1/stream/add", "{ no json"), 400,
           "STREAM ADD/REMOVE_FAIL, error: ");
    expect(send_request("POST", "/api/v1/stream/add", "[1, 2]"), 400, "change string");
    expect(post("/api/v1/stream/add", stream_body("camera_add", "", a)), 400,
           "STREAM_ADD_FAIL, Source id empty");
    expect(post("/api/v1/stream/add", stream_body("camera_add", "cam-2", "")), 400,
           "STREAM_ADD_FAIL, Source url empty");
    expect(post("/api/v1/stream/add", stream_body("camera_moved", "cam-2", a)), 400,
           "Sensor API change string not supported");
    expect(add_stream("cam-1", a), 500, "STREAM_ADD_FAIL, Duplicate Camera id");
    expect(add_stream("cam-2", folder.uri("none.mp4")), 500, "none.mp4");
    expect(remove_stream("cam-2", a), 500, "STREAM_REMOVE_FAIL, No record found");
    expect(remove_stream("cam-1", folder.uri("b.mp4")), 500, "No record found");
    expect(add_stream("cam-2", a), 200, "STREAM_ADD_SUCCESS");
    expect(add_stream("cam-3", a), 500, "max-batch-size");
    const auto info = get("/api/v1/stream/get-stream-info").body["stream-info"];
    EXPECT_EQ(info["stream-count"], 2);
    EXPECT_EQ(info["stream-info"][0]["camera_id"], "cam-2");
    EXPECT_EQ(info["stream-info"][1]["camera_id"], "cam-1");
    EXPECT_EQ(info["stream-info"][1]["camera_name"], "Door");
    EXPECT_EQ(info["stream-info"][1]["source_id"], 0);
    return true;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_TRUE(has_asked);
}

TEST(RestApi, AnswersPathsThatItDoesNotHave) {
  Pipeline pipeline(serving_line("max-batch-size=1"));
  bool has_asked = false;
  pipeline.run([&] {
    if (get("/version").status == 0) return false;
    has_asked = true;
    EXPECT_EQ(get("/nowhere").status, 404);
    EXPECT_EQ(get("/api/v1/stream/add").status, 405);
    EXPECT_EQ(send_request("POST", "/api/v1/stream/add", std::string(2 << 20, ' ')).status, 413);
    return true;
  });
  EXPECT_TRUE(has_asked);
}

TEST(RestApi, TellsItsState) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 30, 64, 64);
  Pipeline pipeline(serving_line("file-loop=true uri-list=" + folder.uri("a.mp4")));
  bool has_asked = false;
  pipeline.run([&] {
    if (pipeline.num_buffers() < 2) return false;
    has_asked = true;
    EXPECT_EQ(get("/ready").body["ready-info"]["ds-ready"], "YES");
    EXPECT_EQ(get("/api/v1/live").body["live-info"]["ds-liveness"], "YES");
    EXPECT_EQ(get("/startup").body["startup-info"]["ds-startup"], "YES");
    const RestAnswer health = get("/api/v1/health/get-dsready-state");
    EXPECT_EQ(health.body["health-info"]["ds-ready"], "YES");
    EXPECT_EQ(health.reason(), "GET_READY_INFO_SUCCESS");
    EXPECT_NE(get("/version").body["version"].get<std::string>().find("9.1"), std::string::npos);
    EXPECT_EQ(get("/api/v1/metadata").body["licenseInfo"]["name"], "Apache-2.0");
    return true;
  });
  EXPECT_TRUE(has_asked);
}

TEST(RestApi, MeasuresWhatPlays) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 30, 64, 64);
  make_video(folder.path("b.mp4"), 30, 64, 64, "black");
  Pipeline pipeline(serving_line(
      "max-batch-size=2 file-loop=true sensor-id-list=cam-1,cam-2 sensor-name-list=Door,Yard "
      "uri-list=" +
      folder.uri("a.mp4") + "," + folder.uri("b.mp4")));
  bool is_measured = false;
  const Outcome outcome = pipeline.run([&] {
    if (pipeline.num_buffers() == 0) return false;
    int newest = 0;
    for (const NvDsFrameMeta* frame : frame_metas(pipeline.buffers().back().get())) {
      if (frame->source_id == 0) newest = frame->frame_num;
    }
    const json answer = get("/api/v1/metrics").body;
    const json info = answer["metrics-info"];
    const json streams = info["stream-stats"];
    if (info["stream-count"] != 2 || streams[0]["fps"] == 0.0 || streams[1]["fps"] == 0.0) {
      return false;
    }
    is_measured = true;
    EXPECT_EQ(answer["reason"], "GET_METRICS_INFO_SUCCESS");
    // The latest source comes first.
    EXPECT_EQ(streams[0]["sensor_id"], "cam-2");
    EXPECT_EQ(streams[1]["sensor_id"], "cam-1");
    EXPECT_EQ(streams[1]["sensor_name"], "Door");
    EXPECT_EQ(streams[1]["source_id"], 0);
    for (const json& stream : streams) EXPECT_GT(stream["latency_ms"], 0.0) << stream;
    EXPECT_GE(streams[1]["frame_number"], newest);
    EXPECT_GT(info["system-stats"]["RAM_gb"], 0.0);
    EXPECT_TRUE(info["system-stats"].contains("gpu_util"));
    const HttpAnswer text = scrape("/api/v1/metrics");
    EXPECT_NE(text.head.find("Content-Type: text/plain; version=0.0.4; charset=utf-8"),
              std::string::npos)
        << text.head;
    for (const char* part :
         {"fps_metrics{app_name=\"ds\",metric_name=\"stream_fps\",sensor_id=\"cam-1\","
          "sensor_name=\"Door\",source_id=\"0\"} ",
          "# TYPE latency_metrics gauge\n", "metric_name=\"stream_frame_number\"",
          "memory_metrics{app_name=\"ds\",metric_name=\"system_ram_memory_gb\"} ",
          "stream_count{app_name=\"ds\",metric_name=\"stream_count\"} 2\n"}) {
      EXPECT_NE(text.body.find(part), std::string::npos) << part << " in\n" << text.body;
    }
    EXPECT_EQ(remove_stream("cam-2", folder.uri("b.mp4")).reason(), "STREAM_REMOVE_SUCCESS");
    EXPECT_EQ(get("/api/v1/metrics").body["metrics-info"]["stream-count"], 1);
    return true;
  });
  EXPECT_EQ(outcome.error, "");
  EXPECT_TRUE(is_measured);
}

TEST(RestApi, TellsItsStateToPrometheus) {
  Pipeline pipeline(serving_line("max-batch-size=1"));
  bool has_asked = false;
  pipeline.run([&] {
    if (get("/version").status == 0) return false;
    has_asked = true;
    EXPECT_NE(
        scrape("/ready").body.find("ready_metrics{app_name=\"ds\",metric_name=\"ds_ready\"} 1\n"),
        std::string::npos);
    EXPECT_NE(scrape("/api/v1/stream/get-stream-info").body.find("\"total_stream_count\"} 0\n"),
              std::string::npos);
    const RestAnswer metrics = get("/api/v1/metrics");
    EXPECT_EQ(metrics.reason(), "GET_METRICS_INFO_SUCCESS - No data available");
    EXPECT_EQ(metrics.body["metrics-info"]["stream-stats"], json::array());
    const RestAnswer exported =
        send_request("GET", "/api/v1/metrics", {}, "X-OTLP-URL: a:4318\r\n");
    EXPECT_EQ(exported.status, 501);
    EXPECT_NE(exported.reason().find("OpenTelemetry"), std::string::npos);
    return true;
  });
  EXPECT_TRUE(has_asked);
}

TEST(RestApi, ChangesSettingsWhileItPlays) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 30, 64, 64);
  Pipeline pipeline(serving_line("file-loop=true uri-list=" + folder.uri("a.mp4")));
  bool has_asked = false;
  const Outcome outcome = pipeline.run([&] {
    if (has_asked || pipeline.num_buffers() == 0) return false;
    has_asked = true;
    const auto change = [](const char* path, const nlohmann::json& values) {
      return post(path, {{"stream", values}});
    };
    EXPECT_EQ(
        change("/api/v1/dec/drop-frame-interval", {{"stream_id", "0"}, {"drop_frame_interval", 3}})
            .reason(),
        "DROP_FRAME_INTERVAL_UPDATE_SUCCESS");
    EXPECT_EQ(
        change("/api/v1/dec/low-latency-mode", {{"stream_id", "0"}, {"low_latency_mode", true}})
            .reason(),
        "LOW_LATENCY_MODE_UPDATE_SUCCESS");
    EXPECT_EQ(change("/api/v1/mux/batched-push-timeout", {{"batched_push_timeout", 1000}}).reason(),
              "BATCHED_PUSH_TIMEOUT_UPDATE_SUCCESS");
    EXPECT_EQ(change("/api/v1/infer/set-interval", {{"stream_id", "0"}, {"interval", 4}}).reason(),
              "INFER_INTERVAL_UPDATE_SUCCESS");
    EXPECT_EQ(
        change("/api/v1/osd/process-mode", {{"stream_id", "0"}, {"process_mode", 1}}).reason(),
        "PROCESS_MODE_UPDATE_SUCCESS");
    const RestAnswer out_of_range =
        change("/api/v1/infer/set-interval", {{"stream_id", "0"}, {"interval", 33}});
    EXPECT_EQ(out_of_range.verdict(), 400);
    EXPECT_NE(out_of_range.reason().find("Range: 0 - 32"), std::string::npos)
        << out_of_range.reason();
    EXPECT_EQ(change("/api/v1/dec/skip-frames", {{"stream_id", "7"}, {"skip_frames", 1}}).verdict(),
              500);
    EXPECT_EQ(change("/api/v1/dec/skip-frames", {{"stream_id", "0"}}).verdict(), 400);
    EXPECT_EQ(post("/api/v1/dec/skip-frames", {{"stream", 3}}).verdict(), 400);
    gint timeout = 0;
    const ElementPtr mux = pipeline.element("src_bin_muxer");
    g_object_get(mux.get(), "batched-push-timeout", &timeout, nullptr);
    EXPECT_EQ(timeout, 1000);
    EXPECT_EQ(post("/api/v1/app/quit", {{"app", {{"app_quit", true}}}}).reason(), "QUIT_SUCCESS");
    // What an application does that is asked to quit.
    gst_element_send_event(pipeline.get(), gst_event_new_eos());
    return false;
  });
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  EXPECT_TRUE(has_asked);
  const auto events = pipeline.events();
  EXPECT_NE(std::find(events.begin(), events.end(), "nv-infer-interval-update"), events.end());
  EXPECT_NE(std::find(events.begin(), events.end(), "nv-osd-process-mode-update"), events.end());
  EXPECT_TRUE(std::any_of(outcome.notices.begin(), outcome.notices.end(),
                          [](const auto& text) { return text.starts_with("force-pipeline-eos"); }));
}

/// The regions that nvdspreprocess has made samples of in a buffer.
std::vector<std::vector<int>> regions_of(GstBuffer* buffer) {
  std::vector<std::vector<int>> regions;
  const NvDsBatchMeta* batch = gst_buffer_get_nvds_batch_meta(buffer);
  for (GList* item = batch->batch_user_meta_list; item != nullptr; item = item->next) {
    const auto* meta = static_cast<NvDsUserMeta*>(item->data);
    if (meta->base_meta.meta_type != NVDS_PREPROCESS_BATCH_META) continue;
    const auto* tensor = static_cast<GstNvDsPreProcessBatchMeta*>(meta->user_meta_data);
    for (const NvDsRoiMeta& region : tensor->roi_vector) {
      const NvOSD_RectParams& box = region.roi;
      regions.push_back({static_cast<int>(box.left), static_cast<int>(box.top),
                         static_cast<int>(box.width), static_cast<int>(box.height)});
    }
  }
  return regions;
}

TEST(RestApi, MovesTheRegionsOfPreprocessing) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 30, 64, 64);
  const std::string config = folder.write(
      "preprocess.txt", preprocess_file({.groups = "[group-0]\nsrc-ids=0\nprocess-on-roi=1\n"
                                                   "roi-params-src-0=0;0;32;32\n"}));
  Pipeline pipeline(
      "nvmultiurisrcbin ip-address=" + own_address() +
      " width=64 height=64 max-batch-size=1 file-loop=true uri-list=" + folder.uri("a.mp4") +
      " ! nvdspreprocess config-file=" + config + " ! fakesink name=out sync=true async=false");
  const auto region = [](int left, int top, int width, int height) {
    return json{
        {"roi_id", "0"}, {"left", left}, {"top", top}, {"width", width}, {"height", height}};
  };
  const auto update = [](const char* stream, int count, const json& regions) {
    return post("/api/v1/roi/update",
                {{"stream", {{"stream_id", stream}, {"roi_count", count}, {"roi", regions}}}});
  };
  enum { kStart, kAsked, kMoved } step = kStart;
  const Outcome outcome = pipeline.run([&] {
    if (pipeline.num_buffers() == 0) return false;
    const auto newest = regions_of(pipeline.buffers().back().get());
    if (step == kStart) {
      step = kAsked;
      EXPECT_EQ(newest, (std::vector<std::vector<int>>{{0, 0, 32, 32}}));
      const json one = json::array({region(0, 0, 9, 9)});
      EXPECT_EQ(update("7", 1, one).verdict(), 500);
      EXPECT_EQ(update("0", 0, json::array()).verdict(), 400);
      EXPECT_EQ(update("0", 1, json::array({{{"left", -1}}})).verdict(), 400);
      const RestAnswer short_list = update("0", 2, one);
      EXPECT_EQ(short_list.verdict(), 400);
      EXPECT_NE(short_list.reason().find("roi_count is 2"), std::string::npos);
      // The second one lies outside in part, the last one as a whole.
      const json regions =
          json::array({region(8, 16, 24, 32), region(40, 0, 64, 64), region(64, 0, 9, 9)});
      EXPECT_EQ(update("0", 3, regions).reason(), "ROI_UPDATE_SUCCESS");
    } else if (step == kAsked &&
               newest == std::vector<std::vector<int>>{{8, 16, 24, 32}, {40, 0, 24, 64}}) {
      step = kMoved;
      gst_element_send_event(pipeline.get(), gst_event_new_eos());
    }
    return false;
  });
  EXPECT_TRUE(outcome.is_eos) << outcome.error;
  EXPECT_EQ(step, kMoved);
  ASSERT_EQ(outcome.warnings.size(), 1u);
  EXPECT_NE(outcome.warnings[0].find("64;0;9;9 is left out"), std::string::npos)
      << outcome.warnings[0];
}

TEST(RestApi, ThinsTheFramesOfADecoderThatPlays) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 90, 64, 64);
  Pipeline pipeline(
      serving_line("max-batch-size=1 file-loop=true uri-list=" + folder.uri("a.mp4")));
  bool has_asked = false;
  const Outcome outcome = pipeline.run([&] {
    const auto buffers = pipeline.buffers();
    if (buffers.size() < 2) return false;
    if (!has_asked) {
      has_asked = true;
      post("/api/v1/dec/drop-frame-interval",
           {{"stream", {{"stream_id", "0"}, {"drop_frame_interval", 10}}}});
    }
    const GstClockTime gap =
        GST_BUFFER_PTS(buffers.back().get()) - GST_BUFFER_PTS(buffers[buffers.size() - 2].get());
    // Ten frames of 30 a second.
    return gap > 330 * GST_MSECOND && gap < 337 * GST_MSECOND;
  });
  EXPECT_EQ(outcome.error, "");
}

TEST(RestApi, GoesOnWithoutAServerWhereThePortIsTaken) {
  const TempFolder folder;
  make_video(folder.path("a.mp4"), 5, 64, 64);
  Pipeline first(serving_line("max-batch-size=1"));
  bool has_second_run = false;
  first.run([&] {
    if (get("/version").status == 0) return false;
    Pipeline second(serving_line("uri-list=" + folder.uri("a.mp4")));
    const Outcome outcome = second.run();
    EXPECT_TRUE(outcome.is_eos) << outcome.error;
    EXPECT_FALSE(outcome.warnings.empty());
    if (!outcome.warnings.empty()) {
      EXPECT_NE(outcome.warnings[0].find("port 9000"), std::string::npos) << outcome.warnings[0];
    }
    has_second_run = true;
    return true;
  });
  EXPECT_TRUE(has_second_run);
}

}  // namespace
}  // namespace pipewright::standin
