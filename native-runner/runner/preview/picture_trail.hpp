// SPDX-License-Identifier: Apache-2.0
// Follows pictures through a preview's encoder, so that what was seen on a picture is sent with the
// RTP timestamp of that very picture.
#pragma once

#include <gst/gst.h>

#include <atomic>
#include <deque>
#include <mutex>
#include <string>

#include "pipewright/telemetry.pb.h"
#include "runner/channel/write_queue.hpp"
#include "runner/pipeline/batch_meta_reader.hpp"
#include "runner/pipeline/pad_watch.hpp"

namespace pipewright {

/// Puts probes on three places of a preview. The pipeline they are in has to be in NULL when the
/// trail goes.
class PictureTrail {
 public:
  struct Params {
    std::uint32_t pad_index;
    int stream;           ///< as asked
    int objects_of;       ///< source whose objects are on the picture, -1: all
    PictureSize encoded;  ///< size of the picture
  };

  PictureTrail(const Params& params, const std::string& run_id, WriteQueue& telemetry);

  /// Where boxes are in pixels of the caps: behind the tiler, or where pictures come in.
  void watch_metadata(GstPad* pad);
  /// Before the encoder. Stamps pictures with the pipeline's running time.
  void watch_pictures(GstPad* pad, GstElement* pipeline);
  /// What the payloader takes and gives.
  void watch_payloader(GstElement* payloader);

  /// Timestamp (as in the payloader's buffers) of the latest key frame.
  [[nodiscard]] GstClockTime last_key_frame() const {
    return last_key_frame_.load(std::memory_order_acquire);
  }

 private:
  struct Seen {
    GstClockTime pts;
    google::protobuf::RepeatedPtrField<telemetry::ObjectMeta> objects;
  };
  struct Encoding {
    GstClockTime running_time;
    telemetry::Telemetry message;
  };

  void on_metadata_caps(const GstCaps* caps);
  void on_metadata(GstBuffer* buffer);
  GstPadProbeReturn on_picture(GstPadProbeInfo* info);
  GstPadProbeReturn on_packets(GstPadProbeInfo* info);
  void send(GstClockTime running_time, std::uint32_t rtp_timestamp);

  const Params params_;
  const std::string run_id_;
  WriteQueue& telemetry_;
  GstElement* pipeline_ = nullptr;
  BoxScale box_scale_;  // from the metadata to the encoded picture
  GstSegment packet_segment_;
  GstClockTime last_packet_pts_ = GST_CLOCK_TIME_NONE;
  GstClockTime last_stamp_ = 0;
  std::atomic<GstClockTime> last_key_frame_ = GST_CLOCK_TIME_NONE;

  std::mutex mutex_;
  std::deque<Seen> seen_;
  std::deque<Encoding> encoding_;
};

}  // namespace pipewright
