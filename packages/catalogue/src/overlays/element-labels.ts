/** Short words for the elements that people place by hand. */

export interface ElementLabel {
  readonly label: string;
  readonly summary: string;
}

export const elementLabels: Readonly<Record<string, ElementLabel>> = {
  nvurisrcbin: {
    label: 'Video source',
    summary: 'Opens a file or RTSP address and decodes it',
  },
  nvmultiurisrcbin: {
    label: 'Dynamic sources',
    summary: 'Many addresses batched, added and removed while running',
  },
  uridecodebin: {
    label: 'URI decoder',
    summary: 'Opens any address and decodes every stream',
  },
  filesrc: { label: 'File', summary: 'Reads bytes from a file' },
  rtspsrc: {
    label: 'RTSP source',
    summary: 'Receives RTP streams from an RTSP server',
  },
  v4l2src: { label: 'USB camera', summary: 'Frames from a V4L2 device' },
  videotestsrc: {
    label: 'Test picture',
    summary: 'Makes test patterns in system memory',
  },
  nvvideotestsrc: {
    label: 'Test picture (GPU)',
    summary: 'Makes test patterns in GPU memory',
  },
  nvarguscamerasrc: {
    label: 'CSI camera',
    summary: 'Frames from a Jetson camera',
  },
  appsrc: {
    label: 'Application source',
    summary: 'Buffers pushed by a program',
  },
  nvv4l2decoder: {
    label: 'Video decoder',
    summary: 'Decodes H.264, H.265, VP9, AV1 in hardware',
  },
  decodebin: {
    label: 'Decoder',
    summary: 'Finds and adds the parsers and decoders needed',
  },
  nvjpegdec: {
    label: 'JPEG decoder',
    summary: 'Decodes JPEG pictures in hardware',
  },
  nvstreammux: {
    label: 'Batch',
    summary: 'Puts frames of all sources into batches',
  },
  nvstreamdemux: {
    label: 'Unbatch',
    summary: 'Gives each source its own pad again',
  },
  nvdsmetamux: {
    label: 'Metadata merge',
    summary: 'Joins the metadata of parallel models',
  },
  nvdewarper: {
    label: 'Dewarp',
    summary: 'Makes flat views of fisheye pictures',
  },
  nvdspreprocess: {
    label: 'Preprocess',
    summary: 'Makes input tensors from regions of frames',
  },
  nvdspostprocess: {
    label: 'Postprocess',
    summary: 'Turns raw model output into objects',
  },
  nvinfer: {
    label: 'Detector',
    summary: 'Runs a model with TensorRT: detects, classifies, segments',
  },
  nvinferserver: {
    label: 'Triton inference',
    summary: 'Runs a model on Triton Inference Server',
  },
  nvinferaudio: {
    label: 'Audio classifier',
    summary: 'Runs a model on batched audio',
  },
  nvtracker: {
    label: 'Tracker',
    summary: 'Gives each object an id that lasts',
  },
  nvdsanalytics: {
    label: 'Analytics',
    summary: 'Counts line crossings, regions, directions',
  },
  nvof: { label: 'Optical flow', summary: 'Motion vectors between frames' },
  nvofvisual: {
    label: 'Flow picture',
    summary: 'Draws motion vectors as colours',
  },
  nvdsosd: { label: 'Overlay', summary: 'Draws boxes, labels and masks' },
  nvsegvisual: {
    label: 'Segmentation picture',
    summary: 'Draws class masks as colours',
  },
  textoverlay: {
    label: 'Text',
    summary: 'Writes text on system-memory frames',
  },
  timeoverlay: { label: 'Time', summary: 'Writes the running time on frames' },
  clockoverlay: { label: 'Clock', summary: 'Writes the time of day on frames' },
  nvmultistreamtiler: {
    label: 'Tiler',
    summary: 'Shows all sources of a batch as a grid',
  },
  nvcompositor: {
    label: 'Compositor (GPU)',
    summary: 'Places several inputs on one picture',
  },
  compositor: {
    label: 'Compositor',
    summary: 'Places several inputs on one picture',
  },
  nvvideoconvert: {
    label: 'Convert (GPU)',
    summary: 'Format, size and memory: the bridge between GPU and system memory',
  },
  videoconvert: {
    label: 'Convert',
    summary: 'Pixel format of system-memory frames',
  },
  videoscale: { label: 'Scale', summary: 'Size of system-memory frames' },
  videorate: {
    label: 'Frame rate',
    summary: 'Drops or repeats frames to a given rate',
  },
  nvv4l2h264enc: {
    label: 'H.264 encoder',
    summary: 'Encodes H.264 in hardware',
  },
  nvv4l2h265enc: {
    label: 'H.265 encoder',
    summary: 'Encodes H.265 in hardware',
  },
  nvv4l2av1enc: { label: 'AV1 encoder', summary: 'Encodes AV1 in hardware' },
  nvjpegenc: {
    label: 'JPEG encoder',
    summary: 'Encodes JPEG pictures in hardware',
  },
  x264enc: {
    label: 'H.264 encoder (CPU)',
    summary: 'Encodes H.264 from system memory',
  },
  x265enc: {
    label: 'H.265 encoder (CPU)',
    summary: 'Encodes H.265 from system memory',
  },
  jpegenc: {
    label: 'JPEG encoder (CPU)',
    summary: 'Encodes JPEG from system memory',
  },
  h264parse: {
    label: 'H.264 parser',
    summary: 'Finds frames in an H.264 stream',
  },
  h265parse: {
    label: 'H.265 parser',
    summary: 'Finds frames in an H.265 stream',
  },
  qtdemux: {
    label: 'MP4 demuxer',
    summary: 'Takes the streams out of MP4 and MOV',
  },
  matroskademux: {
    label: 'MKV demuxer',
    summary: 'Takes the streams out of Matroska and WebM',
  },
  mp4mux: { label: 'MP4 muxer', summary: 'Puts streams into an MP4 file' },
  qtmux: { label: 'MOV muxer', summary: 'Puts streams into a MOV file' },
  matroskamux: {
    label: 'MKV muxer',
    summary: 'Puts streams into a Matroska file',
  },
  rtph264pay: { label: 'RTP H.264', summary: 'H.264 into RTP packets' },
  rtph264depay: {
    label: 'RTP H.264 unpack',
    summary: 'H.264 out of RTP packets',
  },
  nvmsgconv: {
    label: 'Message payload',
    summary: 'Makes messages from metadata',
  },
  nvmsgbroker: {
    label: 'Message broker',
    summary: 'Sends messages to Kafka, MQTT, Redis, AMQP',
  },
  nveglglessink: {
    label: 'Window (x86)',
    summary: 'Shows the picture in a window',
  },
  nv3dsink: { label: 'Window (ARM)', summary: 'Shows the picture in a window' },
  nvdrmvideosink: {
    label: 'Display (Jetson)',
    summary: 'Shows the picture without a window system',
  },
  filesink: { label: 'File', summary: 'Writes bytes to a file' },
  fakesink: { label: 'Discard', summary: 'Throws everything away' },
  appsink: { label: 'Application sink', summary: 'Hands buffers to a program' },
  udpsink: { label: 'UDP', summary: 'Sends packets to an address' },
  rtspclientsink: {
    label: 'RTSP publish',
    summary: 'Sends streams to an RTSP server',
  },
  nvrtspoutsinkbin: {
    label: 'RTSP server',
    summary: 'Encodes and serves the picture by RTSP',
  },
  nvvideoencfilesinkbin: {
    label: 'Video file',
    summary: 'Encodes and writes a video file',
  },
  autovideosink: {
    label: 'Any window',
    summary: 'The best video sink this machine has',
  },
  queue: {
    label: 'Queue',
    summary: 'Buffers, and lets both sides run in threads of their own',
  },
  tee: { label: 'Tee', summary: 'One stream to several branches' },
  capsfilter: { label: 'Caps', summary: 'Lets only the given format through' },
  identity: {
    label: 'Identity',
    summary: 'Passes buffers on; can print and check them',
  },
  valve: { label: 'Valve', summary: 'Drops everything while closed' },
  nvdslogger: {
    label: 'FPS log',
    summary: 'Prints the frame rate of each stream',
  },
  nvdsxfer: { label: 'GPU to GPU', summary: 'Copies batches between GPUs' },
};
