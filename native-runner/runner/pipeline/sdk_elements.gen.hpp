// Made by packages/catalogue/generate/standin-elements.mjs; do not edit.
// clang-format off
#pragma once

namespace pipewright {

/// An element of the DeepStream SDK that the CPU stand-in does not have.
struct SdkElement {
  const char* factory;
  const char* why;      ///< a sentence
  const char* instead;  ///< for behind "use"; empty when nothing serves
};

inline constexpr SdkElement kSdkElements[] = {
    {"dsdirection", "It reads the metadata of optical flow, which an engine of the GPU makes.", "nvdsanalytics with a [direction-detection] group, behind nvtracker"},
    {"nvaisle", "Its pads and properties are not published.", ""},
    {"nvarguscamerasrc", "It reads a Jetson's CSI camera through its image processor.", "v4l2src ! nvvideoconvert for a USB camera, or nvurisrcbin"},
    {"nvbboxfilter", "Its pads and properties are not published.", "filter-out-class-ids of nvinfer, or thresholds in its file"},
    {"nvblender", "It came with DeepStream 9.2 and its pads are not published.", ""},
    {"nvbufferpool", "It came with DeepStream 9.2 and its pads are not published.", ""},
    {"nvbufsurfacewrite", "It came with DeepStream 9.2 and its pads are not published.", "nvvideoconvert ! video/x-raw ! filesink"},
    {"nvcamerasrcbin", "Its properties for cameras are those of a Jetson.", "v4l2src ! nvvideoconvert"},
    {"nvcompositor", "It composes with a Jetson's video engine.", "nvstreammux ! nvmultistreamtiler, or compositor with nvvideoconvert around it"},
    {"nvds3dbridge", "Its work is done by custom libraries with depth and lidar data on the GPU.", ""},
    {"nvds3dfilter", "Its work is done by custom libraries with depth and lidar data on the GPU.", ""},
    {"nvds3dmixer", "Its work is done by custom libraries with depth and lidar data on the GPU.", ""},
    {"nvdsA2Vtemplate", "Its work is done by a custom library built for the SDK.", ""},
    {"nvds_text_to_speech", "It calls NVIDIA's Riva speech service through a library of the SDK.", ""},
    {"nvdsasr", "It calls NVIDIA's Riva speech service through a library of the SDK.", ""},
    {"nvdsaudiotemplate", "Its work is done by a custom library built for the SDK.", ""},
    {"nvdsbuffersyncbin", "How it pairs audio and video is not published.", ""},
    {"nvdsdynamicsrcbin", "It is given its files by signals of a program.", "nvurisrcbin"},
    {"nvdsframeselector", "It came with DeepStream 9.2 and its pads are not published.", ""},
    {"nvdsmetaextract", "A custom library built for the SDK writes the metadata.", "nvmsgconv ! nvmsgbroker to carry metadata out"},
    {"nvdsmetainsert", "A custom library built for the SDK reads the metadata.", "nvmsgconv ! nvmsgbroker to carry metadata out"},
    {"nvdspostprocess", "Its work is done by a library built for the SDK.", "nvinfer with network-type 0 to 3, which decodes the outputs itself"},
    {"nvdstextembedder", "Its models are TensorRT engines that the SDK's library builds.", ""},
    {"nvdsucxclientsink", "It sends GPU memory over UCX (RDMA).", "udpsink behind an encoder and a payloader"},
    {"nvdsucxclientsrc", "It receives GPU memory over UCX (RDMA).", "nvurisrcbin with an RTSP address"},
    {"nvdsucxserversink", "It sends GPU memory over UCX (RDMA).", "udpsink behind an encoder and a payloader"},
    {"nvdsucxserversrc", "It receives GPU memory over UCX (RDMA).", "nvurisrcbin with an RTSP address"},
    {"nvdsudpsink", "It drives a ConnectX network card with the Rivermax SDK.", "udpsink"},
    {"nvdsudpsrc", "It drives a ConnectX network card with the Rivermax SDK.", "udpsrc"},
    {"nvdsvideotemplate", "Its work is done by a custom library built for the SDK.", ""},
    {"nvdsvisionencoder", "Its models are TensorRT engines that the SDK's library builds.", "nvinfer with network-type 100 and output-tensor-meta, for the embedding of an ONNX model"},
    {"nveglstreamsink", "It hands frames to an EGL stream of the GPU.", "nveglglessink, which shows nothing here, with a preview"},
    {"nvinferaudio", "It makes spectrograms and runs audio models with the SDK's libraries.", ""},
    {"nvinfereval", "It came with DeepStream 9.2 and its pads are not published.", ""},
    {"nvipcsink", "Its pads and properties are not published.", "shmsink behind nvvideoconvert ! video/x-raw"},
    {"nvipcsrc", "Its pads and properties are not published.", "shmsrc with a capsfilter and nvvideoconvert behind it"},
    {"nvmodelmux", "It came with DeepStream 9.2 and its pads are not published.", ""},
    {"nvof", "Optical flow is computed by an engine of the GPU (OFA).", ""},
    {"nvofvisual", "It shows optical flow, which an engine of the GPU computes.", ""},
    {"nvreplay", "It replays recorded metadata with a library of the SDK.", ""},
    {"nvspot", "Its pads and properties are not published.", ""},
    {"nvunixfdsink", "It hands file descriptors of GPU memory to another process.", "shmsink behind nvvideoconvert ! video/x-raw"},
    {"nvunixfdsrc", "It receives file descriptors of GPU memory from another process.", "shmsrc with a capsfilter and nvvideoconvert behind it"},
    {"nvv4l2camerasrc", "It reads a camera into a Jetson's memory.", "v4l2src ! nvvideoconvert"},
    {"nvvllmvlm", "It is a Python element that calls vLLM on a GPU.", ""},
};

}  // namespace pipewright
