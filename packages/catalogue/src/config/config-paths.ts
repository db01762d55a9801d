/** Keys of config files whose values are paths, by kind of file. */

/** `list` values hold several paths, separated by `;`. */
export type PathKeyKind = 'path' | 'list';

/**
 * INI and YAML share keys. From the settings of nvinfer, nvdspreprocess, nvdspostprocess,
 * nvdewarper, the low-level tracker library and the broker adapters. A library with a bare name
 * is left to the loader.
 */
export const keyedPaths: Readonly<Record<string, PathKeyKind | 'library'>> = {
  'labelfile-path': 'path',
  'int8-calib-file': 'path',
  'onnx-file': 'path',
  'model-engine-file': 'path',
  'custom-lib-path': 'library',
  'tlt-encoded-model': 'path',
  'model-file': 'path',
  'proto-file': 'path',
  'uff-file': 'path',
  'mean-file': 'path',
  'ip-tensor-file': 'path',
  'op-tensor-files': 'list',
  'aisle-calibration-file': 'path',
  'spot-calibration-file': 'path',
  'tls-cafile': 'path',
  'tls-capath': 'path',
  'tls-certfile': 'path',
  'tls-keyfile': 'path',
  calibrationTableFile: 'path',
  cameraModelFilepath: 'list',
  modelEngineFile: 'path',
  mqttProtoAdaptorConfigPath: 'path',
  onnxFile: 'path',
  pubSubInfoConfigPath: 'path',
  segmenterConfigPath: 'path',
  terminatedTrackFilename: 'path',
};

/** Fields of nvinferserver's protobuf text. */
export const protobufTextPaths: ReadonlySet<string> = new Set([
  'backend_dir',
  'labelfile_path',
  'mean_file',
  'root',
]);
