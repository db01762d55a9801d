/** Values to start from, for keys that have to be written. */
import { type ConfigKey, type ConfigKind, isNamePattern } from '@pipewright/catalogue';

/** What a key of a kind is usually set to first, where its default or type says too little. */
const usual: Readonly<Partial<Record<ConfigKind, Readonly<Record<string, string>>>>> = {
  nvinfer: {
    'onnx-file': 'model.onnx',
    'labelfile-path': 'labels.txt',
    'num-detected-classes': '4',
    'gie-unique-id': '1',
    'net-scale-factor': '0.00392156862745098',
    'cluster-mode': '2',
    'network-mode': '2',
    'pre-cluster-threshold': '0.25',
  },
  nvinferserver: {
    model_name: 'detector',
    root: './models',
    version: '-1',
    num_detected_classes: '4',
    labelfile_path: 'labels.txt',
    unique_id: '1',
    gpu_ids: '0',
    max_batch_size: '1',
    scale_factor: '0.00392156862745098',
    iou_threshold: '0.5',
    confidence_threshold: '0.25',
  },
  tracker: {
    minDetectorConfidence: '0.2',
    maxTargetsPerStream: '150',
    probationAge: '3',
    maxShadowTrackingAge: '30',
    dataAssociatorType: '0',
    associationMatcherType: '1',
    stateEstimatorType: '1',
  },
  analytics: { 'class-id': '-1', enable: '1' },
  preprocess: {
    'target-unique-ids': '1',
    'processing-width': '640',
    'processing-height': '640',
    'network-input-shape': '1;3;640;640',
    'tensor-name': 'input',
    'custom-lib-path':
      '/opt/nvidia/deepstream/deepstream/lib/gst-plugins/libcustom2d_preprocess.so',
    'custom-tensor-preparation-function': 'CustomTensorPreparation',
    'pixel-normalization-factor': '0.00392156862745098',
    'src-ids': '0',
    'process-on-roi': '1',
    'roi-params-src-<N>': '0;0;640;640',
    'scaling-filter': '1',
  },
  postprocess: {
    'output-blob-names': 'output',
    'labelfile-path': 'labels.txt',
    'num-detected-classes': '4',
  },
  msgconv: { enable: '1', id: 'sensor-0', type: 'Camera' },
  dewarper: { width: '960', height: '752', 'projection-type': '1', 'focal-length': '437' },
  metamux: { 'active-pad': 'sink_0' },
};

/** A value that the key takes. */
export function starterValue(kind: ConfigKind, key: ConfigKey): string {
  const known = usual[kind];
  if (known && Object.hasOwn(known, key.key)) return known[key.key] ?? '';
  if (key.default !== undefined) return defaultText(key.default);
  if (key.enum?.[0]) return String(key.enum[0].value);
  switch (key.type) {
    case 'int':
    case 'double':
      return String(key.min ?? 0);
    case 'bool':
      return '0';
    case 'int-list':
    case 'double-list':
      return numbers(key.elementCount);
    default:
      return key.key.replace(/<[^>]*>/g, '0');
  }
}

/** A default as a config file writes it. */
export function defaultText(value: NonNullable<ConfigKey['default']>): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return Array.isArray(value) ? value.join(';') : String(value);
}

/** A name that a key's pattern stands for. */
export function starterName(key: string): string {
  return isNamePattern(key) ? key.replace(/<(label|any)>/g, 'area').replace(/<[^>]*>/g, '0') : key;
}

/** A triangle where points are asked for, else zeros. */
function numbers(count: ConfigKey['elementCount']): string {
  if (count === 'even') return '100;100;500;100;500;400';
  const multiple = /^multiple of (\d+)$/.exec(String(count))?.[1];
  const length = typeof count === 'number' ? count : Number(multiple ?? 1);
  return Array.from({ length }, () => '0').join(';');
}
