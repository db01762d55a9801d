// SPDX-License-Identifier: Apache-2.0
// nvmsgbroker in a pipeline of its own, fed with batches that carry messages.
#pragma once

#include <gst/app/gstappsrc.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "nvdsmeta_schema.h"
#include "standin/elements.hpp"
#include "standin/messaging/conversion/payload_meta.hpp"
#include "tests/standin/inference/batch_builder.hpp"
#include "tests/standin/messaging/broker_process.hpp"
#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::testing {

class BrokerSinkTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvmsgbroker, nullptr); }
  void TearDown() override { stop(); }

  /// Sets the pipeline playing; false when the element refuses.
  bool start(const std::string& library, const std::string& properties) {
    pipeline_ = share_object(gst_parse_launch(
        ("appsrc name=in format=time caps=\"video/x-raw(memory:NVMM),format=RGBA,width=16,"
         "height=16,framerate=25/1\" ! nvmsgbroker name=sink sync=0 async=0 proto-lib=/opt/lib/" +
         library + " " + properties)
            .c_str(),
        nullptr));
    bus_.reset(gst_element_get_bus(pipeline_.get()));
    source_.reset(gst_bin_get_by_name(GST_BIN(pipeline_.get()), "in"));
    return gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE;
  }

  void stop() {
    if (pipeline_) gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
  }

  /// One batch with one message.
  void push(const std::string& message, unsigned component_id = 0) {
    GstBuffer* buffer = make_batch({black_picture(16, 16)});
    messaging::attach_payload(*frames_of(buffer)[0], message, component_id);
    gst_app_src_push_buffer(GST_APP_SRC(source_.get()), buffer);
  }

  /// The text of the next message of a kind on the bus; empty when none comes.
  std::string next(GstMessageType type) {
    const MessagePtr message(gst_bus_timed_pop_filtered(bus_.get(), 30 * GST_SECOND, type));
    if (!message) return {};
    GError* error = nullptr;
    if (type == GST_MESSAGE_ERROR) gst_message_parse_error(message.get(), &error, nullptr);
    if (type == GST_MESSAGE_WARNING) gst_message_parse_warning(message.get(), &error, nullptr);
    const GErrorPtr owner(error);
    return error != nullptr ? error->message : "some";
  }

  /// Ends the stream; whether the end came through without an error.
  bool finish() {
    gst_app_src_end_of_stream(GST_APP_SRC(source_.get()));
    return !next(GST_MESSAGE_EOS).empty();
  }

  /// Property values for a broker of this machine.
  static std::string address(int port) {
    return "conn-str=\"127.0.0.1;" + std::to_string(port) + "\" ";
  }

  TempFolder folder_;
  ElementPtr pipeline_;
  ElementPtr source_;
  BusPtr bus_;
};

#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

}  // namespace pipewright::standin::testing
