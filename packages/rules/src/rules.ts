/** Every rule, in the order of the reference. */
import type { Rule } from './rule.ts';
import { analyticsConfig } from './rules/analytics-config.ts';
import { appsinkMemory } from './rules/appsink-memory.ts';
import { asyncNeedsTracker } from './rules/async-needs-tracker.ts';
import { batchAtSink } from './rules/batch-at-sink.ts';
import { bitrateUnit } from './rules/bitrate-unit.ts';
import { branchEos } from './rules/branch-eos.ts';
import { brokerConnection } from './rules/broker-connection.ts';
import { brokerNeedsConverter } from './rules/broker-needs-converter.ts';
import { brokerSleep } from './rules/broker-sleep.ts';
import { brokerTopic } from './rules/broker-topic.ts';
import { cameraMode } from './rules/camera-mode.ts';
import { classIds } from './rules/class-ids.ts';
import { configFileForm } from './rules/config-file-form.ts';
import { configFileKey } from './rules/config-file-key.ts';
import { configFilePath } from './rules/config-file-path.ts';
import { configFileValue } from './rules/config-file-value.ts';
import { containerDemuxer } from './rules/container-demuxer.ts';
import { converterConfig } from './rules/converter-config.ts';
import { converterEvents } from './rules/converter-events.ts';
import { danglingLink } from './rules/dangling-link.ts';
import { decoderNeedsParser } from './rules/decoder-needs-parser.ts';
import { demuxPadSource } from './rules/demux-pad-source.ts';
import { deprecated } from './rules/deprecated.ts';
import { dewarperBeforeMux } from './rules/dewarper-before-mux.ts';
import { dewarperSurfaces } from './rules/dewarper-surfaces.ts';
import { doubleLink } from './rules/double-link.ts';
import { droppedFramesTracker } from './rules/dropped-frames-tracker.ts';
import { dynamicSourceEmpty } from './rules/dynamic-source-empty.ts';
import { elementName } from './rules/element-name.ts';
import { elementNotHere } from './rules/element-not-here.ts';
import { encoderQuantiser } from './rules/encoder-quantiser.ts';
import { engineName } from './rules/engine-name.ts';
import { fileLoopRtsp } from './rules/file-loop-rtsp.ts';
import { fileSuffix } from './rules/file-suffix.ts';
import { filesrcLocation } from './rules/filesrc-location.ts';
import { gieUniqueIdClash } from './rules/gie-unique-id-clash.ts';
import { gpuIdMismatch } from './rules/gpu-id-mismatch.ts';
import { incompatibleCaps, incompatibleMemory } from './rules/incompatible-caps.ts';
import { inferBatchSize } from './rules/infer-batch-size.ts';
import { inferenceNeedsMux } from './rules/inference-needs-mux.ts';
import { int8Calibration } from './rules/int8-calibration.ts';
import { jetsonEglTransform } from './rules/jetson-egl-transform.ts';
import { linkCapsSyntax } from './rules/link-caps-syntax.ts';
import { linkCycle } from './rules/link-cycle.ts';
import { liveContainer } from './rules/live-container.ts';
import { liveSinkSync } from './rules/live-sink-sync.ts';
import { locationPattern } from './rules/location-pattern.ts';
import { maskDisplay } from './rules/mask-display.ts';
import { memoryTypePlatform } from './rules/memory-type-platform.ts';
import { messageComponent } from './rules/message-component.ts';
import { metamuxActivePad } from './rules/metamux-active-pad.ts';
import { missingFile } from './rules/missing-file.ts';
import { multiuriCapacity } from './rules/multiuri-capacity.ts';
import { multiuriErrors } from './rules/multiuri-errors.ts';
import { multiuriLists } from './rules/multiuri-lists.ts';
import { multiuriPort } from './rules/multiuri-port.ts';
import { multiuriTimeout } from './rules/multiuri-timeout.ts';
import { muxAfterMux } from './rules/mux-after-mux.ts';
import { muxBatchSize } from './rules/mux-batch-size.ts';
import { muxBufferPool } from './rules/mux-buffer-pool.ts';
import { muxLiveSource } from './rules/mux-live-source.ts';
import { muxLiveTimeout } from './rules/mux-live-timeout.ts';
import { muxSenderTime } from './rules/mux-sender-time.ts';
import { muxSourceSizes } from './rules/mux-source-sizes.ts';
import { muxSurfacesBatch } from './rules/mux-surfaces-batch.ts';
import { muxSyncLatency } from './rules/mux-sync-latency.ts';
import { muxTimeoutRate } from './rules/mux-timeout-rate.ts';
import { needlessNvvideoconvert } from './rules/needless-nvvideoconvert.ts';
import { noSourceOrSink } from './rules/no-source-or-sink.ts';
import { notInVersion } from './rules/not-in-version.ts';
import { nvinferConfigForm } from './rules/nvinfer-config-form.ts';
import { nvinferConfigKeyRule } from './rules/nvinfer-config-key.ts';
import { nvinferConfigValue } from './rules/nvinfer-config-value.ts';
import { nvinferModel } from './rules/nvinfer-model.ts';
import { nvinferModelBatch } from './rules/nvinfer-model-batch.ts';
import { nvinferModelClasses } from './rules/nvinfer-model-classes.ts';
import { nvinferModelInput } from './rules/nvinfer-model-input.ts';
import { nvinferModelOutput } from './rules/nvinfer-model-output.ts';
import { onnxFile } from './rules/onnx-file.ts';
import { osdCpuFormat } from './rules/osd-cpu-format.ts';
import { osdTwice } from './rules/osd-twice.ts';
import { parameterUnknown } from './rules/parameter-unknown.ts';
import { payloaderConfigInterval } from './rules/payloader-config-interval.ts';
import { platformElement } from './rules/platform-element.ts';
import { postprocessSource } from './rules/postprocess-source.ts';
import { preprocessConfig } from './rules/preprocess-config.ts';
import { preprocessInputTensor } from './rules/preprocess-input-tensor.ts';
import { preprocessScaling } from './rules/preprocess-scaling.ts';
import { preprocessTensor } from './rules/preprocess-tensor.ts';
import { primaryWorksOnFrames } from './rules/primary-works-on-frames.ts';
import { propertyOutOfRange } from './rules/property-out-of-range.ts';
import { propertyPlatform } from './rules/property-platform.ts';
import { propertyTwice } from './rules/property-twice.ts';
import { propertyType } from './rules/property-type.ts';
import { rawOutput } from './rules/raw-output.ts';
import { readOnlyProperty } from './rules/read-only-property.ts';
import { requiredProperty } from './rules/required-property.ts';
import { rtspOnlyProperty } from './rules/rtsp-only-property.ts';
import { rtspsrcLocation } from './rules/rtspsrc-location.ts';
import { ruleOverride } from './rules/rule-override.ts';
import { sameOutputFile } from './rules/same-output-file.ts';
import { secondaryGieId } from './rules/secondary-gie-id.ts';
import { secondaryNeedsPrimary } from './rules/secondary-needs-primary.ts';
import { segvisualBatchSize } from './rules/segvisual-batch-size.ts';
import { serverConfig } from './rules/server-config.ts';
import { sinkAsync } from './rules/sink-async.ts';
import { smartRecordFolder } from './rules/smart-record-folder.ts';
import { smartRecordPrefix } from './rules/smart-record-prefix.ts';
import { staleSampleModel } from './rules/stale-sample-model.ts';
import { teeBranchQueue } from './rules/tee-branch-queue.ts';
import { tensorMetaSource } from './rules/tensor-meta-source.ts';
import { tilerCapacity } from './rules/tiler-capacity.ts';
import { trackerAfterDetector } from './rules/tracker-after-detector.ts';
import { trackerBeforeSecondary } from './rules/tracker-before-secondary.ts';
import { trackerConfig } from './rules/tracker-config.ts';
import { trackerInterval } from './rules/tracker-interval.ts';
import { trackerLibrary } from './rules/tracker-library.ts';
import { trackerTensorGie } from './rules/tracker-tensor-gie.ts';
import { trackingReset } from './rules/tracking-reset.ts';
import { udpsrcCaps } from './rules/udpsrc-caps.ts';
import { unixfdCaps } from './rules/unixfd-caps.ts';
import { unknownElement } from './rules/unknown-element.ts';
import { unknownEnumValue } from './rules/unknown-enum-value.ts';
import { unknownPad } from './rules/unknown-pad.ts';
import { unknownProperty } from './rules/unknown-property.ts';
import { unlinkedPad } from './rules/unlinked-pad.ts';
import { unusedFile } from './rules/unused-file.ts';
import { uriScheme } from './rules/uri-scheme.ts';
import { vicPlatform } from './rules/vic-platform.ts';
import { visualNeedsMetadata } from './rules/visual-needs-metadata.ts';
import { yamlNameLength } from './rules/yaml-name-length.ts';

export const rules: readonly Rule[] = [
  unknownElement,
  elementName,
  elementNotHere,
  platformElement,
  unknownProperty,
  notInVersion,
  deprecated,
  readOnlyProperty,
  propertyType,
  propertyOutOfRange,
  unknownEnumValue,
  requiredProperty,
  propertyPlatform,
  parameterUnknown,
  ruleOverride(() => rules),
  missingFile,
  fileSuffix,
  unusedFile,
  danglingLink,
  unknownPad,
  doubleLink,
  unlinkedPad,
  linkCycle,
  noSourceOrSink,
  linkCapsSyntax,
  incompatibleMemory,
  incompatibleCaps,
  muxBatchSize,
  inferenceNeedsMux,
  inferBatchSize,
  gieUniqueIdClash,
  classIds,
  nvinferConfigForm,
  nvinferConfigKeyRule,
  nvinferConfigValue,
  yamlNameLength,
  nvinferModel,
  onnxFile,
  nvinferModelInput,
  nvinferModelOutput,
  nvinferModelClasses,
  nvinferModelBatch,
  configFileForm,
  configFileKey,
  configFileValue,
  configFilePath,
  trackerAfterDetector,
  tilerCapacity,
  needlessNvvideoconvert,
  sinkAsync,
  appsinkMemory,
  cameraMode,
  containerDemuxer,
  decoderNeedsParser,
  demuxPadSource,
  dewarperBeforeMux,
  dewarperSurfaces,
  droppedFramesTracker,
  dynamicSourceEmpty,
  fileLoopRtsp,
  filesrcLocation,
  gpuIdMismatch,
  memoryTypePlatform,
  muxAfterMux,
  muxSurfacesBatch,
  osdCpuFormat,
  rtspOnlyProperty,
  rtspsrcLocation,
  smartRecordFolder,
  smartRecordPrefix,
  teeBranchQueue,
  udpsrcCaps,
  unixfdCaps,
  uriScheme,
  vicPlatform,
  asyncNeedsTracker,
  engineName,
  int8Calibration,
  multiuriCapacity,
  multiuriErrors,
  multiuriLists,
  multiuriPort,
  multiuriTimeout,
  muxBufferPool,
  muxLiveSource,
  muxLiveTimeout,
  muxSenderTime,
  muxSourceSizes,
  muxSyncLatency,
  muxTimeoutRate,
  preprocessInputTensor,
  primaryWorksOnFrames,
  rawOutput,
  secondaryGieId,
  secondaryNeedsPrimary,
  tensorMetaSource,
  trackerBeforeSecondary,
  trackerInterval,
  trackerLibrary,
  trackerConfig,
  serverConfig,
  trackerTensorGie,
  trackingReset,
  analyticsConfig,
  batchAtSink,
  bitrateUnit,
  brokerConnection,
  brokerNeedsConverter,
  brokerSleep,
  brokerTopic,
  converterConfig,
  converterEvents,
  encoderQuantiser,
  jetsonEglTransform,
  liveContainer,
  liveSinkSync,
  locationPattern,
  messageComponent,
  metamuxActivePad,
  branchEos,
  osdTwice,
  maskDisplay,
  payloaderConfigInterval,
  preprocessConfig,
  preprocessScaling,
  preprocessTensor,
  postprocessSource,
  propertyTwice,
  sameOutputFile,
  segvisualBatchSize,
  staleSampleModel,
  visualNeedsMetadata,
];
