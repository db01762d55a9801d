/**
 * Which key of which group sets which property: read off the bins of deepstream-app 9.1. Reader and
 * writer both go by these tables, so that what one takes the other gives back.
 */

import {
  bytesToKilobits,
  classIds,
  clockColor,
  keyFrames,
  outputIoMode,
  uriList,
  uriOf,
} from './key-conversions.ts';
import type { KeyRule, Part } from './key-rule.ts';

const gpu: KeyRule = { key: 'gpu-id', property: 'gpu-id' };
const memory: KeyRule = { key: 'nvbuf-memory-type', property: 'nvbuf-memory-type' };

/** `nvvideoconvert` of every bin that has one. */
export const converterPart: Part = { keys: [gpu, memory] };

const uriSourceKeys: readonly KeyRule[] = [
  { key: 'num-extra-surfaces', property: 'num-extra-surfaces' },
  gpu,
  { key: 'cudadec-memtype', property: 'cudadec-memtype' },
  { key: 'drop-frame-interval', property: 'drop-frame-interval' },
  { key: 'low-latency-decode', property: 'low-latency-mode' },
  { key: 'latency', property: 'latency' },
  { key: 'udp-buffer-size', property: 'udp-buffer-size', least: 1 },
  {
    key: 'select-rtp-protocol',
    olderKeys: ['set-rtp-protocol'],
    property: 'select-rtp-protocol',
    least: 1,
  },
  { key: 'smart-record', property: 'smart-record' },
  { key: 'smart-rec-dir-path', property: 'smart-rec-dir-path' },
  { key: 'smart-rec-file-prefix', property: 'smart-rec-file-prefix' },
  {
    key: 'smart-rec-cache',
    olderKeys: ['smart-rec-video-cache'],
    property: 'smart-rec-cache',
    least: 1,
  },
  { key: 'smart-rec-container', property: 'smart-rec-container' },
  { key: 'smart-rec-default-duration', property: 'smart-rec-default-duration', least: 1 },
  { key: 'rtsp-reconnect-interval-sec', property: 'rtsp-reconnect-interval' },
  { key: 'rtsp-reconnect-attempts', property: 'rtsp-reconnect-attempts' },
];

/** `nvurisrcbin`, drawn for the app's uridecodebin, and for its rtspsrc with decodebin. */
export const uriSourcePart: Part = {
  dropsDefaults: true,
  keys: [
    { key: 'uri', property: 'uri', convert: uriOf },
    ...uriSourceKeys,
    { key: 'intra-decode-enable', property: 'dec-skip-frames', convert: keyFrames },
    { key: 'extract-sei-type5-data', property: 'extract-sei-type5-data' },
  ],
};

/** `nvmultiurisrcbin`, from `[source-attr-all]`. */
export const multiUriSourcePart: Part = {
  keys: [
    ...uriSourceKeys,
    { key: 'drop-on-latency', property: 'drop-on-latency', absent: '0' },
    { key: 'leaky', property: 'leaky', least: 1 },
    { key: 'max-size-buffers', property: 'max-size-buffers', least: 1 },
    { key: 'buffer-mode', property: 'buffer-mode', absent: '0' },
    { key: 'init-rtsp-reconnect-interval-sec', property: 'init-rtsp-reconnect-interval', least: 1 },
    { key: 'sensorID-padID-mapping', property: 'sensorID-padID-mapping' },
    { key: 'simulate-fps-interval-ms', property: 'simulate-fps-interval-ms' },
  ],
};

/** `nvmultiurisrcbin`, from `[source-list]`. */
export const sourceListPart: Part = {
  keys: [
    { key: 'list', property: 'uri-list', convert: uriList },
    { key: 'sensor-id-list', property: 'sensor-id-list', convert: uriList },
    { key: 'sensor-name-list', property: 'sensor-name-list', convert: uriList },
    { key: 'max-batch-size', property: 'max-batch-size' },
    { key: 'http-ip', property: 'ip-address' },
    { key: 'http-port', property: 'port' },
    { key: 'extract-sei-type5-data', property: 'extract-sei-type5-data-dec' },
    { key: 'low-latency-mode', property: 'low-latency-mode' },
    { key: 'sei-uuid', property: 'sei-uuid' },
    { key: 'enable-error-propagation', property: 'enable-error-propagation' },
    { key: 'proto-lib', property: 'proto-lib' },
    { key: 'conn-str', property: 'conn-str' },
    { key: 'topic', property: 'topic' },
  ],
};

export const dewarperPart: Part = {
  keys: [
    { key: 'config-file', property: 'config-file' },
    gpu,
    memory,
    { key: 'source-id', property: 'source-id' },
    { key: 'num-output-buffers', property: 'num-output-buffers' },
    { key: 'num-batch-buffers', property: 'num-batch-buffers' },
  ],
};

/** Either nvstreammux: what its variant does not have is kept aside. */
export const muxPart: Part = {
  keys: [
    { key: 'batch-size', property: 'batch-size', least: 1 },
    { key: 'width', property: 'width', least: 1 },
    { key: 'height', property: 'height', least: 1 },
    { key: 'batched-push-timeout', property: 'batched-push-timeout' },
    { key: 'live-source', property: 'live-source' },
    { key: 'enable-padding', property: 'enable-padding' },
    { key: 'buffer-pool-size', property: 'buffer-pool-size', least: 4 },
    gpu,
    memory,
    { key: 'compute-hw', property: 'compute-hw' },
    { key: 'interpolation-method', property: 'interpolation-method' },
    { key: 'sort-batch', property: 'sort-batch' },
    { key: 'cache-buffer', property: 'cache-buffer' },
    { key: 'cache-buffer-timeout', property: 'cache-buffer-timeout' },
    { key: 'sync-inputs-ntp', property: 'sync-inputs-ntp' },
    { key: 'attach-sys-ts-as-ntp', yamlKey: 'attach-sys-ts', property: 'attach-sys-ts' },
    { key: 'config-file-path', property: 'config-file-path' },
    { key: 'frame-duration', property: 'frame-duration' },
    { key: 'sync-inputs', property: 'sync-inputs' },
    { key: 'max-latency', property: 'max-latency' },
    { key: 'frame-num-reset-on-eos', property: 'frame-num-reset-on-eos' },
    { key: 'frame-num-reset-on-stream-reset', property: 'frame-num-reset-on-stream-reset' },
    { key: 'async-process', property: 'async-process' },
    { key: 'drop-pipeline-eos', property: 'drop-pipeline-eos' },
    { key: 'num-surfaces-per-frame', property: 'num-surfaces-per-frame', least: 2 },
    { key: 'extract-sei-type5-data', property: 'extract-sei-type5-data' },
    { key: 'extract-sei-sim-time', property: 'extract-sei-sim-time' },
    { key: 'align-first-buffer', property: 'align-first-buffer' },
    { key: 'failsafe-flush-count', property: 'failsafe-flush-count', least: 1 },
    { key: 'drop-backward-sei', property: 'drop-backward-sei' },
  ],
};

export const preprocessPart: Part = {
  keys: [{ key: 'config-file', property: 'config-file' }],
};

export const secondaryPreprocessPart: Part = {
  keys: [
    { key: 'config-file', property: 'config-file' },
    { key: 'operate-on-gie-id', property: 'operate-on-gie-id' },
  ],
};

const gieKeys: readonly KeyRule[] = [
  { key: 'config-file', property: 'config-file-path' },
  { key: 'batch-size', property: 'batch-size' },
  { key: 'interval', property: 'interval' },
  { key: 'gie-unique-id', property: 'unique-id' },
  { key: 'input-tensor-meta', property: 'input-tensor-meta' },
];
const nvinferKeys: readonly KeyRule[] = [
  ...gieKeys,
  { key: 'model-engine-file', property: 'model-engine-file' },
  gpu,
];
const secondaryKeys: readonly KeyRule[] = [
  { key: 'operate-on-gie-id', property: 'infer-on-gie-id' },
  { key: 'operate-on-class-ids', property: 'infer-on-class-ids', convert: classIds },
];

/** By factory; `plugin-type` chooses it. */
export const primaryParts: Readonly<Record<string, Part>> = {
  nvinfer: { keys: nvinferKeys, fixed: { 'process-mode': 'primary' } },
  nvinferserver: { keys: gieKeys, fixed: { 'process-mode': 1 } },
  nvdsvideotemplate: { keys: [{ key: 'config-file', property: 'config-file' }] },
};

export const secondaryParts: Readonly<Record<string, Part>> = {
  nvinfer: { keys: [...nvinferKeys, ...secondaryKeys], fixed: { 'process-mode': 'secondary' } },
  nvinferserver: { keys: [...gieKeys, ...secondaryKeys], fixed: { 'process-mode': 2 } },
  nvdsvisionencoder: {
    keys: [
      { key: 'batch-size', property: 'batch-size' },
      { key: 'model-variant', property: 'model-variant' },
      { key: 'device', property: 'device' },
      { key: 'min-crop-size', property: 'min-crop-size' },
      { key: 'verbose', property: 'verbose' },
      { key: 'backend', property: 'backend' },
      { key: 'triton-url', property: 'triton-url' },
      { key: 'triton-model', property: 'triton-model' },
    ],
  },
};

/** The number that a factory has as `plugin-type`. */
export const pluginTypes: Readonly<Record<string, number>> = {
  nvinfer: 0,
  nvinferserver: 1,
  nvdsvideotemplate: 2,
  nvdsvisionencoder: 3,
};

export const audioClassifierPart: Part = {
  keys: [
    ...nvinferKeys.filter(({ key }) => key !== 'input-tensor-meta'),
    { key: 'audio-transform', property: 'audio-transform' },
    { key: 'audio-framesize', property: 'audio-framesize' },
    { key: 'audio-hopsize', property: 'audio-hopsize' },
    { key: 'audio-input-rate', property: 'audio-input-rate' },
  ],
};

export const trackerPart: Part = {
  keys: [
    { key: 'tracker-width', property: 'tracker-width', absent: '0' },
    { key: 'tracker-height', property: 'tracker-height', absent: '0' },
    { key: 'll-lib-file', property: 'll-lib-file' },
    { key: 'll-config-file', property: 'll-config-file' },
    gpu,
    { key: 'display-tracking-id', property: 'display-tracking-id' },
    { key: 'tracking-id-reset-mode', property: 'tracking-id-reset-mode', absent: '0' },
    { key: 'tracking-surface-type', property: 'tracking-surface-type' },
    { key: 'input-tensor-meta', property: 'input-tensor-meta' },
    { key: 'tensor-meta-gie-id', property: 'tensor-meta-gie-id' },
    { key: 'compute-hw', property: 'compute-hw' },
    { key: 'user-meta-pool-size', property: 'user-meta-pool-size' },
    { key: 'sub-batches', property: 'sub-batches' },
    { key: 'sub-batch-err-recovery-trial-cnt', property: 'sub-batch-err-recovery-trial-cnt' },
    { key: 'operate-on-class-ids', property: 'operate-on-class-ids' },
  ],
};

export const textEmbedderPart: Part = {
  keys: [
    { key: 'model-name', property: 'model-name' },
    { key: 'onnx-model-path', property: 'onnx-model-path' },
    { key: 'tokenizer-dir', property: 'tokenizer-dir' },
  ],
};

export const analyticsPart: Part = { keys: [{ key: 'config-file', property: 'config-file' }] };

export const segvisualPart: Part = {
  keys: [
    { key: 'width', property: 'width', least: 1 },
    { key: 'height', property: 'height', least: 1 },
    { key: 'batch-size', property: 'batch-size' },
    gpu,
  ],
};

export const visionEncoderPart: Part = {
  keys: [
    'model-variant',
    'batch-size',
    'device',
    'min-crop-size',
    'verbose',
    'backend',
    'triton-url',
    'triton-model',
    'skip-interval',
    'embedding-classes',
    'onnx-model',
    'tensorrt-engine',
    'query-only',
    'smart-infer',
    'cache-refresh-interval',
    'cache-max-size',
    'ofa-predict',
    'ofa-motion-threshold',
    'ofa-high-motion-threshold',
  ].map((key) => ({ key, property: key })),
};

export const replayPart: Part = {
  keys: [
    { key: 'label-dir', property: 'label-dir' },
    { key: 'file-names', property: 'file-names' },
    { key: 'max-frame-nums', property: 'max-frame-nums' },
    { key: 'label-width', property: 'label-width' },
    { key: 'label-height', property: 'label-height' },
    { key: 'interval', property: 'interval', absent: '0' },
  ],
};

const messageConverterKeys: readonly KeyRule[] = [
  { key: 'msg-conv-config', property: 'config' },
  { key: 'msg-conv-payload-type', property: 'payload-type' },
  { key: 'msg-conv-msg2p-lib', property: 'msg2p-lib' },
  { key: 'msg-conv-comp-id', property: 'comp-id' },
  { key: 'debug-payload-dir', property: 'debug-payload-dir' },
  { key: 'multiple-payloads', property: 'multiple-payloads' },
  { key: 'msg-conv-msg2p-new-api', property: 'msg2p-newapi' },
  { key: 'msg-conv-frame-interval', property: 'frame-interval' },
  { key: 'msg-conv-embedding-filter', property: 'embedding-filter' },
];

export const messageConverterPart: Part = {
  keys: [...messageConverterKeys, { key: 'msg-conv-dummy-payload', property: 'dummy-payload' }],
};

export const messageBrokerPart: Part = {
  keys: [
    { key: 'msg-broker-proto-lib', property: 'proto-lib' },
    { key: 'msg-broker-conn-str', property: 'conn-str' },
    { key: 'topic', property: 'topic' },
    { key: 'msg-broker-config', property: 'config' },
    { key: 'msg-broker-comp-id', property: 'comp-id' },
    { key: 'new-api', property: 'new-api' },
    { key: 'sleep-time', property: 'sleep-time' },
    { key: 'sync', property: 'sync', absent: '0' },
  ],
  fixed: { async: false },
};

export const dsexamplePart: Part = {
  keys: [
    { key: 'full-frame', property: 'full-frame', absent: '0' },
    { key: 'processing-width', property: 'processing-width' },
    { key: 'processing-height', property: 'processing-height' },
    { key: 'blur-objects', property: 'blur-objects' },
    { key: 'unique-id', property: 'unique-id', absent: '0' },
    gpu,
    { key: 'batch-size', property: 'batch-size', least: 1 },
  ],
};

export const tilerPart: Part = {
  keys: [
    { key: 'rows', property: 'rows', least: 1 },
    { key: 'columns', property: 'columns', least: 1 },
    { key: 'width', property: 'width', least: 1 },
    { key: 'height', property: 'height', least: 1 },
    { key: 'buffer-pool-size', property: 'buffer-pool-size', least: 1 },
    { key: 'square-seq-grid', property: 'square-seq-grid' },
    { key: 'compute-hw', property: 'compute-hw' },
    gpu,
    memory,
  ],
};

export const osdPart: Part = {
  keys: [
    { key: 'process-mode', property: 'process-mode' },
    { key: 'display-text', property: 'display-text' },
    { key: 'display-bbox', property: 'display-bbox' },
    { key: 'display-mask', property: 'display-mask' },
    { key: 'show-clock', property: 'display-clock' },
    { key: 'font', property: 'clock-font' },
    { key: 'clock-x-offset', property: 'x-clock-offset' },
    { key: 'clock-y-offset', property: 'y-clock-offset' },
    { key: 'clock-text-size', property: 'clock-font-size', absent: '0' },
    { key: 'clock-color', property: 'clock-color', convert: clockColor },
    gpu,
  ],
};

export const loggerPart: Part = {
  keys: [
    { key: 'show-fps', property: 'show-fps' },
    { key: 'show-latency', property: 'show-latency' },
  ],
};

const sync: KeyRule = { key: 'sync', property: 'sync', absent: '0' };
const qos: KeyRule = { key: 'qos', property: 'qos', absent: '0' };
const rendering = { async: false, 'max-lateness': -1 };
const windowKeys: readonly KeyRule[] = [
  { key: 'width', property: 'window-width' },
  { key: 'height', property: 'window-height' },
];
const windowed = { ...rendering, 'window-x': 0, 'window-y': 0, 'enable-last-sample': false };

/** Sinks by factory. */
export const sinkParts: Readonly<Record<string, Part>> = {
  fakesink: { keys: [sync, qos], fixed: { ...rendering, 'enable-last-sample': false } },
  nveglglessink: { keys: [sync, qos, ...windowKeys], fixed: windowed },
  nv3dsink: { keys: [sync, qos, ...windowKeys], fixed: windowed },
  nvdrmvideosink: {
    keys: [
      sync,
      qos,
      { key: 'color-range', property: 'color-range', least: 0 },
      { key: 'conn-id', property: 'conn-id', absent: '0' },
      { key: 'plane-id', property: 'plane-id', absent: '0' },
      { key: 'set-mode', property: 'set-mode', least: 0 },
    ],
    fixed: rendering,
  },
  filesink: {
    keys: [{ key: 'output-file', property: 'location' }, sync],
    fixed: { async: false },
  },
  udpsink: {
    keys: [{ key: 'udp-port', property: 'port', absent: '5000' }, sync],
    fixed: { async: false, host: '127.0.0.1' },
  },
  nvmsgbroker: messageBrokerPart,
};

export const encodeConverterPart: Part = {
  keys: [{ key: 'compute-hw', property: 'compute-hw' }, gpu],
};

const hardwareEncoder: Part = {
  keys: [
    { key: 'bitrate', property: 'bitrate', absent: '0' },
    { key: 'profile', property: 'profile' },
    { key: 'iframeinterval', property: 'iframeinterval', absent: '0' },
    gpu,
    {
      key: 'output-io-mode',
      property: 'output-io-mode',
      absent: '2',
      convert: outputIoMode,
    },
    { key: 'copy-meta', property: 'copy-meta' },
  ],
};
const softwareEncoder: Part = {
  keys: [
    { key: 'bitrate', property: 'bitrate', convert: bytesToKilobits },
    { key: 'sw-preset', property: 'speed-preset', absent: '0' },
  ],
};

/** Encoders by factory. */
export const encoderParts: Readonly<Record<string, Part>> = {
  nvv4l2h264enc: hardwareEncoder,
  nvv4l2h265enc: hardwareEncoder,
  x264enc: softwareEncoder,
  x265enc: softwareEncoder,
  avenc_mpeg4: { keys: [{ key: 'bitrate', property: 'bitrate', absent: '0' }] },
};
