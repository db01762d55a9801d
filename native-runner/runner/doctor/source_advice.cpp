// SPDX-License-Identifier: Apache-2.0
#include "runner/doctor/source_advice.hpp"

#include <map>

#include "common/text.hpp"

namespace pipewright {
namespace {

/// Seconds of silence after which a source that can reconnect should.
constexpr std::int64_t kReconnectSeconds = 10;

const char* advice_for(const std::string& factory) {
  static const std::map<std::string, const char*> advice = {
      {"rtspsrc",
       "Check that the camera answers and sends: its address, credentials and network. "
       "Over UDP a firewall may hold the packets back: try protocols=tcp"},
      {"udpsrc",
       "Check that somebody sends to this address and port, and that no firewall holds "
       "the packets back"},
      {"appsrc",
       "The application pushes the data of an appsrc: outside of it nothing does. Put a "
       "source that reads by itself in its place"},
      {"v4l2src", "Check that the camera is there and that no other program uses it"},
      {"nvarguscamerasrc", "Check that the sensor is there and that the Argus daemon runs"},
      {"tcpclientsrc", "Check that the server sends"},
      {"tcpserversrc", "Check that a client has connected and sends"},
      {"srtsrc", "Check that the other end has connected and sends"},
      {"rtmpsrc", "Check that the stream is being published"},
      {"rtmp2src", "Check that the stream is being published"},
      {"shmsrc", "Check that a shmsink writes to this socket"},
      {"unixfdsrc", "Check that a unixfdsink serves this socket"},
      {"nvunixfdsrc", "Check that an nvunixfdsink serves this socket"},
      {"nvmultiurisrcbin", "Check that streams have been added to it: uri-list, or its REST API"},
  };
  const auto found = advice.find(factory);
  return found != advice.end() ? found->second : nullptr;
}

/// An nvurisrcbin or the like that never reconnects to an RTSP camera.
bool lacks_reconnect(GstElement* element) {
  auto* object_class = G_OBJECT_GET_CLASS(element);
  const GParamSpec* interval =
      g_object_class_find_property(object_class, "rtsp-reconnect-interval");
  if (interval == nullptr || interval->value_type != G_TYPE_UINT) return false;
  guint seconds = 0;
  g_object_get(element, "rtsp-reconnect-interval", &seconds, nullptr);
  if (seconds != 0 || g_object_class_find_property(object_class, "uri") == nullptr) return false;
  gchar* uri = nullptr;
  g_object_get(element, "uri", &uri, nullptr);
  return take_text(uri).starts_with("rtsp");
}

}  // namespace

void add_source_advice(Finding& finding, const FlowMap& map, const std::string& name) {
  GstElement* element = map.element(name);
  if (element == nullptr) return;
  if (lacks_reconnect(element)) {
    auto& fix = add_fix(
        finding, concat("Let '", name, "' reconnect after ", kReconnectSeconds, " s of silence"));
    add_set_property(fix, name, "rtsp-reconnect-interval", kReconnectSeconds);
  }
  if (const char* advice = advice_for(map.factory(name))) add_fix(finding, advice);
}

}  // namespace pipewright
