// SPDX-License-Identifier: Apache-2.0
// All elements of the stand-in, one file each, and what their registrations share.
#pragma once

#include <gst/gst.h>

namespace pipewright::standin {

/// DeepStream gives its decoder and sinks ranks above GStreamer's own, so that playback picks them
/// by itself. The stand-in must never be picked where nobody asked for it: a player on this machine
/// would then decode into memory that nothing else reads. All its elements are used by name only.
inline constexpr guint kStandinRank = GST_RANK_NONE;

}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DECLARE(nvurisrcbin);
GST_ELEMENT_REGISTER_DECLARE(nvmultiurisrcbin);
GST_ELEMENT_REGISTER_DECLARE(nvv4l2decoder);
GST_ELEMENT_REGISTER_DECLARE(nvstreammux);
GST_ELEMENT_REGISTER_DECLARE(nvstreamdemux);
GST_ELEMENT_REGISTER_DECLARE(nvinfer);
GST_ELEMENT_REGISTER_DECLARE(nvinferserver);
GST_ELEMENT_REGISTER_DECLARE(nvdewarper);
GST_ELEMENT_REGISTER_DECLARE(nvdspreprocess);
GST_ELEMENT_REGISTER_DECLARE(nvdsmetamux);
GST_ELEMENT_REGISTER_DECLARE(dsexample);
GST_ELEMENT_REGISTER_DECLARE(nvtracker);
GST_ELEMENT_REGISTER_DECLARE(nvvideoconvert);
GST_ELEMENT_REGISTER_DECLARE(nvmultistreamtiler);
GST_ELEMENT_REGISTER_DECLARE(nvdsosd);
GST_ELEMENT_REGISTER_DECLARE(nvdsanalytics);
GST_ELEMENT_REGISTER_DECLARE(nvmsgconv);
GST_ELEMENT_REGISTER_DECLARE(nvmsgbroker);
GST_ELEMENT_REGISTER_DECLARE(nvsegvisual);
GST_ELEMENT_REGISTER_DECLARE(nveglglessink);
GST_ELEMENT_REGISTER_DECLARE(nv3dsink);
GST_ELEMENT_REGISTER_DECLARE(nvv4l2h264enc);
GST_ELEMENT_REGISTER_DECLARE(nvanalyticsbin);
GST_ELEMENT_REGISTER_DECLARE(nvdewarperbin);
GST_ELEMENT_REGISTER_DECLARE(nvdrmvideosink);
GST_ELEMENT_REGISTER_DECLARE(nvdslogger);
GST_ELEMENT_REGISTER_DECLARE(nvdsxfer);
GST_ELEMENT_REGISTER_DECLARE(nvegltransform);
GST_ELEMENT_REGISTER_DECLARE(nvimagedec);
GST_ELEMENT_REGISTER_DECLARE(nvimageenc);
GST_ELEMENT_REGISTER_DECLARE(nvinferbin);
GST_ELEMENT_REGISTER_DECLARE(nvinferserverbin);
GST_ELEMENT_REGISTER_DECLARE(nvjpegdec);
GST_ELEMENT_REGISTER_DECLARE(nvjpegenc);
GST_ELEMENT_REGISTER_DECLARE(nvmsgbrokersinkbin);
GST_ELEMENT_REGISTER_DECLARE(nvosdbin);
GST_ELEMENT_REGISTER_DECLARE(nvrtspoutsinkbin);
GST_ELEMENT_REGISTER_DECLARE(nvtilerbin);
GST_ELEMENT_REGISTER_DECLARE(nvtrackerbin);
GST_ELEMENT_REGISTER_DECLARE(nvv4l2av1enc);
GST_ELEMENT_REGISTER_DECLARE(nvv4l2h265enc);
GST_ELEMENT_REGISTER_DECLARE(nvv4l2vp8enc);
GST_ELEMENT_REGISTER_DECLARE(nvv4l2vp9enc);
GST_ELEMENT_REGISTER_DECLARE(nvvidconv);
GST_ELEMENT_REGISTER_DECLARE(nvvideoencfilesinkbin);
GST_ELEMENT_REGISTER_DECLARE(nvvideorenderersinkbin);
GST_ELEMENT_REGISTER_DECLARE(nvvideotestsrc);
