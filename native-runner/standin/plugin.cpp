// SPDX-License-Identifier: Apache-2.0
// Registers the stand-in's elements. An element's file defines its registration with
// GST_ELEMENT_REGISTER_DEFINE(<factory>, "<factory>", kStandinRank, <type>).
//
// The names are DeepStream's. Whoever has the SDK must not load this plugin: the runner adds it
// only when the registry lacks the elements.

#include "elements.hpp"
#include "inference/onnx_runtime.hpp"

namespace {

gboolean plugin_init(GstPlugin* plugin) {
  pipewright::standin::inference::refuse_telemetry();
  // What nvstreammux is depends on it, and GStreamer remembers what elements are.
  gst_plugin_add_dependency_simple(plugin, "USE_NEW_NVSTREAMMUX", nullptr, nullptr,
                                   GST_PLUGIN_DEPENDENCY_FLAG_NONE);
  // So do the caps of pads.
  gst_plugin_add_dependency_simple(plugin, "PIPEWRIGHT_STANDIN_PLATFORM", nullptr, nullptr,
                                   GST_PLUGIN_DEPENDENCY_FLAG_NONE);
  // One element missing would make pipelines fail in odd places, so all have to register.
  gboolean ok = TRUE;
  ok &= GST_ELEMENT_REGISTER(nvdsanalytics, plugin);
  ok &= GST_ELEMENT_REGISTER(nvdsosd, plugin);
  ok &= GST_ELEMENT_REGISTER(dsexample, plugin);
  ok &= GST_ELEMENT_REGISTER(nvdewarper, plugin);
  ok &= GST_ELEMENT_REGISTER(nvdsmetamux, plugin);
  ok &= GST_ELEMENT_REGISTER(nvdspreprocess, plugin);
  ok &= GST_ELEMENT_REGISTER(nvinfer, plugin);
  ok &= GST_ELEMENT_REGISTER(nvinferserver, plugin);
  ok &= GST_ELEMENT_REGISTER(nvmsgbroker, plugin);
  ok &= GST_ELEMENT_REGISTER(nvmsgconv, plugin);
  ok &= GST_ELEMENT_REGISTER(nvsegvisual, plugin);
  ok &= GST_ELEMENT_REGISTER(nvstreammux, plugin);
  ok &= GST_ELEMENT_REGISTER(nvtracker, plugin);
  ok &= GST_ELEMENT_REGISTER(nv3dsink, plugin);
  ok &= GST_ELEMENT_REGISTER(nveglglessink, plugin);
  ok &= GST_ELEMENT_REGISTER(nvmultistreamtiler, plugin);
  ok &= GST_ELEMENT_REGISTER(nvmultiurisrcbin, plugin);
  ok &= GST_ELEMENT_REGISTER(nvstreamdemux, plugin);
  ok &= GST_ELEMENT_REGISTER(nvurisrcbin, plugin);
  ok &= GST_ELEMENT_REGISTER(nvv4l2decoder, plugin);
  ok &= GST_ELEMENT_REGISTER(nvv4l2h264enc, plugin);
  ok &= GST_ELEMENT_REGISTER(nvvideoconvert, plugin);
  ok &= GST_ELEMENT_REGISTER(nvanalyticsbin, plugin);
  ok &= GST_ELEMENT_REGISTER(nvdewarperbin, plugin);
  ok &= GST_ELEMENT_REGISTER(nvdrmvideosink, plugin);
  ok &= GST_ELEMENT_REGISTER(nvdslogger, plugin);
  ok &= GST_ELEMENT_REGISTER(nvdsxfer, plugin);
  ok &= GST_ELEMENT_REGISTER(nvegltransform, plugin);
  ok &= GST_ELEMENT_REGISTER(nvimagedec, plugin);
  ok &= GST_ELEMENT_REGISTER(nvimageenc, plugin);
  ok &= GST_ELEMENT_REGISTER(nvinferbin, plugin);
  ok &= GST_ELEMENT_REGISTER(nvinferserverbin, plugin);
  ok &= GST_ELEMENT_REGISTER(nvjpegdec, plugin);
  ok &= GST_ELEMENT_REGISTER(nvjpegenc, plugin);
  ok &= GST_ELEMENT_REGISTER(nvmsgbrokersinkbin, plugin);
  ok &= GST_ELEMENT_REGISTER(nvosdbin, plugin);
  ok &= GST_ELEMENT_REGISTER(nvrtspoutsinkbin, plugin);
  ok &= GST_ELEMENT_REGISTER(nvtilerbin, plugin);
  ok &= GST_ELEMENT_REGISTER(nvtrackerbin, plugin);
  ok &= GST_ELEMENT_REGISTER(nvv4l2av1enc, plugin);
  ok &= GST_ELEMENT_REGISTER(nvv4l2h265enc, plugin);
  ok &= GST_ELEMENT_REGISTER(nvv4l2vp8enc, plugin);
  ok &= GST_ELEMENT_REGISTER(nvv4l2vp9enc, plugin);
  ok &= GST_ELEMENT_REGISTER(nvvidconv, plugin);
  ok &= GST_ELEMENT_REGISTER(nvvideoencfilesinkbin, plugin);
  ok &= GST_ELEMENT_REGISTER(nvvideorenderersinkbin, plugin);
  ok &= GST_ELEMENT_REGISTER(nvvideotestsrc, plugin);
  return ok;
}

}  // namespace

GST_PLUGIN_DEFINE(GST_VERSION_MAJOR, GST_VERSION_MINOR, pipewrightstandin,
                  "DeepStream's elements on the CPU", plugin_init, PACKAGE_VERSION, "Apache 2.0",
                  PACKAGE, PACKAGE)
