/** The faults that the check must find, and the rule that is to find each. */
import type { PipelineDocument } from '@pipewright/graph';
import {
  addElement,
  addKey,
  bypass,
  callIt,
  firstOf,
  inFile,
  linkFrom,
  type Spoiler,
  setOn,
  where,
  withLinks,
} from './spoil.ts';

export interface Fault {
  readonly title: string;
  /** The rule that reports it. */
  readonly code: string;
  readonly spoil: Spoiler;
  /** Rules whose findings stay when the first fixes are taken: only a person knows what was meant. */
  readonly leaves?: readonly string[];
}

const sinks = ['nveglglessink', 'nv3dsink', 'fakesink', 'filesink', 'udpsink'];
const windows = ['nveglglessink', 'nv3dsink'];
const batchSize = ({ elements }: PipelineDocument) =>
  Number(elements.mux?.properties['batch-size'] ?? 0);
const isMany = (document: PipelineDocument) => batchSize(document) > 1;
const isDgpu = ({ target }: PipelineDocument) => target.platform === 'dgpu';
const isLegacy = ({ target }: PipelineDocument) => target.streammux === 'legacy';
const fault = (
  title: string,
  code: string,
  spoil: Spoiler,
  leaves: readonly string[] = [],
): Fault => ({ title, code, spoil, leaves });

const ofElements: readonly Fault[] = [
  fault('misspelt element', 'unknown-element', callIt('nvinfer', 'nvinferr')),
  fault(
    'element of another platform',
    'platform-element',
    where(isDgpu, callIt(sinks, 'nvdrmvideosink')),
  ),
  fault('misspelt property', 'unknown-property', setOn('nvstreammux', 'batchsize', 4)),
  fault('config key as property', 'unknown-property', setOn('nvinfer', 'gie-unique-id', 1)),
  fault('text for a number', 'property-type', setOn('nvstreammux', 'batched-push-timeout', 'soon')),
  fault('text for a boolean', 'property-type', setOn(sinks, 'sync', 'maybe')),
  fault('too large', 'property-out-of-range', setOn('nvinfer', 'batch-size', 100000)),
  fault('negative', 'property-out-of-range', setOn('nvtracker', 'tracker-width', -5)),
  fault('unknown enum nick', 'unknown-enum-value', setOn('nvinfer', 'process-mode', 'tertiary')),
  fault('unknown enum number', 'unknown-enum-value', setOn('nvinfer', 'process-mode', 7), [
    'secondary-needs-primary',
  ]),
  fault('no config file', 'required-property', setOn('nvinfer', 'config-file-path')),
  fault('no tracker library', 'required-property', setOn('nvtracker', 'll-lib-file')),
  fault('no mux size', 'required-property', where(isLegacy, setOn('nvstreammux', 'width'))),
  fault('written read-only', 'read-only-property', setOn(sinks, 'stats', 'x')),
  fault('another name', 'element-name', setOn('nvstreammux', 'name', 'other')),
  fault('unknown parameter', 'parameter-unknown', setOn('nvstreammux', 'batch-size', '${nosuch}')),
  fault('missing file', 'missing-file', setOn('nvinfer', 'config-file-path', 'nosuch.txt')),
  fault('set twice', 'property-twice', setOn('nvstreammux', 'batch_size', 3)),
  fault('VIC off Jetson', 'vic-platform', where(isDgpu, setOn('nvtracker', 'compute-hw', 'VIC'))),
  fault(
    'memory of another platform',
    'memory-type-platform',
    where(isDgpu, setOn(['nvmultistreamtiler', 'nvvideoconvert'], 'nvbuf-memory-type', 4)),
  ),
  fault('another GPU', 'gpu-id-mismatch', where(isDgpu, setOn('nvinfer', 'gpu-id', 1))),
  fault('misspelt scheme', 'uri-scheme', setOn('nvurisrcbin', 'uri', 'rtps://camera/1')),
  fault('an address for a path', 'filesrc-location', setOn('filesrc', 'location', 'file:///a.mp4')),
  fault(
    'old tracker library',
    'tracker-library',
    setOn('nvtracker', 'll-lib-file', '/lib/libnvds_mot_klt.so'),
  ),
  fault('bitrate in kilobits', 'bitrate-unit', setOn('nvv4l2h264enc', 'bitrate', 4000)),
  fault(
    'constant quantiser with a bitrate',
    'encoder-quantiser',
    where(isDgpu, setOn('nvv4l2h264enc', 'constqp', '20:20:20')),
  ),
  fault(
    'colon in a connection',
    'broker-connection',
    setOn('nvmsgbroker', 'conn-str', 'localhost:9092'),
  ),
  fault('no topic', 'broker-topic', setOn('nvmsgbroker', 'topic')),
  fault('full payload without config', 'converter-config', setOn('nvmsgconv', 'payload-type', 0)),
  fault('a text for a video', 'file-suffix', setOn('filesrc', 'location', 'labels.txt')),
  fault(
    'engine of another GPU',
    'engine-name',
    setOn('nvinfer', 'model-engine-file', 'm.onnx_b64_gpu3_fp16.engine'),
  ),
  fault(
    'class that the tracker never sees',
    'class-ids',
    setOn('nvtracker', 'operate-on-class-ids', '0;9'),
  ),
  fault('odd size of a tracker', 'tracker-config', setOn('nvtracker', 'tracker-height', 360)),
  fault('tracks that go on', 'tracking-reset', (document) => {
    const reset = setOn('nvstreammux', 'frame-num-reset-on-stream-reset', true)(document);
    return reset && setOn('nvtracker', 'tracking-id-reset-mode', 0)(reset);
  }),
  fault('events that no one attaches', 'converter-events', setOn('nvmsgconv', 'msg2p-newapi')),
];

const ofBatches: readonly Fault[] = [
  fault('no batch size', 'mux-batch-size', setOn('nvstreammux', 'batch-size')),
  fault('batch size zero', 'mux-batch-size', setOn('nvstreammux', 'batch-size', 0)),
  fault(
    'batches too small',
    'mux-batch-size',
    where(isMany, setOn('nvstreammux', 'batch-size', 1)),
  ),
  fault('batches too large', 'mux-batch-size', setOn('nvstreammux', 'batch-size', 32)),
  fault(
    'detector of another batch size',
    'infer-batch-size',
    inFile('detector.txt', /batch-size=\d+/, 'batch-size=64'),
  ),
  fault(
    'part of a frame in a batch',
    'mux-surfaces-batch',
    setOn('nvstreammux', 'num-surfaces-per-frame', 5),
    ['mux-batch-size', 'infer-batch-size'],
  ),
  fault(
    'inputs in step without patience',
    'mux-sync-latency',
    setOn('nvstreammux', 'sync-inputs', true),
  ),
  fault('small pool', 'mux-buffer-pool', setOn('nvmultistreamtiler', 'buffer-pool-size', 2)),
  fault(
    'grid too small',
    'tiler-capacity',
    where(isMany, (document) => {
      const rows = setOn('nvmultistreamtiler', 'rows', 1)(document);
      return rows && setOn('nvmultistreamtiler', 'columns', 1)(rows);
    }),
  ),
  fault(
    'batches in a window',
    'batch-at-sink',
    where(
      (document) =>
        isMany(document) && firstOf(document, ...windows, 'nvv4l2h264enc') !== undefined,
      bypass('nvmultistreamtiler'),
    ),
  ),
  fault('no mux', 'inference-needs-mux', bypass('nvstreammux'), ['unlinked-pad']),
];

const ofLinks: readonly Fault[] = [
  fault(
    'open end',
    'unlinked-pad',
    linkFrom('nvdsanalytics', () => []),
  ),
  fault(
    'link to nowhere',
    'dangling-link',
    linkFrom('nvdsanalytics', (link) => [{ ...link, to: { element: 'nosuch', pad: 'sink' } }]),
    ['unlinked-pad'],
  ),
  fault(
    'unknown pad',
    'unknown-pad',
    linkFrom('nvinfer', (link) => [{ ...link, from: { ...link.from, pad: 'output' } }]),
  ),
  fault(
    'pad of the other direction',
    'unknown-pad',
    linkFrom('nvinfer', (link) => [{ ...link, from: { ...link.from, pad: 'sink' } }]),
  ),
  fault(
    'pad linked twice',
    'double-link',
    (document) =>
      addElement(document, 'extra', 'fakesink', [
        { from: { element: 'detector', pad: 'src' }, to: { element: 'extra', pad: 'sink' } },
      ]),
    ['unlinked-pad'],
  ),
  fault(
    'circle',
    'link-cycle',
    (document) =>
      withLinks(document, (links) => [
        ...links,
        { from: { element: 'analytics', pad: 'src' }, to: { element: 'mux', pad: 'sink_99' } },
      ]),
    ['unlinked-pad'],
  ),
  fault(
    'caps that are none',
    'link-caps-syntax',
    linkFrom('nvstreammux', (link) => [{ ...link, caps: 'video/x-raw(' }]),
  ),
  fault(
    'caps without their memory',
    'incompatible-memory',
    linkFrom('nvstreammux', (link) => [{ ...link, caps: 'video/x-raw' }]),
  ),
  fault(
    'format that is not taken',
    'incompatible-caps',
    linkFrom('nvstreammux', (link) => [{ ...link, caps: 'video/x-raw(memory:NVMM), format=I420' }]),
  ),
  fault(
    'no queue in a branch',
    'tee-branch-queue',
    where((document) => firstOf(document, 'tee') !== undefined, bypass('queue')),
  ),
  fault(
    'a sink that waits',
    'sink-async',
    where((document) => firstOf(document, 'tee') !== undefined, setOn(windows, 'async')),
  ),
  fault(
    'pad of no source',
    'demux-pad-source',
    linkFrom('nvstreamdemux', (link) => [{ ...link, from: { ...link.from, pad: 'src_77' } }]),
  ),
  fault('nothing to track', 'tracker-after-detector', bypass('nvinfer')),
  fault('broker without converter', 'broker-needs-converter', bypass('nvmsgconv')),
  fault('container into a parser', 'container-demuxer', bypass('qtdemux')),
  fault(
    'no parser',
    'decoder-needs-parser',
    where((document) => firstOf(document, 'qtdemux') !== undefined, bypass('h264parse')),
  ),
  fault('lines without a tracker', 'analytics-config', bypass('nvtracker')),
];

const ofConfigs: readonly Fault[] = [
  fault('INI called YAML', 'nvinfer-config-form', (document) => {
    const { 'detector.txt': text = '', ...files } = document.files;
    return setOn(
      'nvinfer',
      'config-file-path',
      'detector.yml',
    )({
      ...document,
      files: { ...files, 'detector.yml': text },
    });
  }),
  fault(
    'wrong section',
    'nvinfer-config-form',
    inFile('detector.txt', '[property]', '[properties]'),
  ),
  fault(
    'misspelt key',
    'nvinfer-config-key',
    inFile('detector.txt', 'network-mode', 'network-mod'),
  ),
  fault('property as key', 'nvinfer-config-key', addKey('detector.txt', 'unique-id=1')),
  fault(
    'wrong type of a key',
    'nvinfer-config-value',
    inFile('detector.txt', 'network-mode=2', 'network-mode=fast'),
  ),
  fault(
    'wrong choice of a key',
    'nvinfer-config-value',
    inFile('detector.txt', 'network-mode=2', 'network-mode=9'),
  ),
  fault('two dimensions', 'nvinfer-config-value', addKey('detector.txt', 'infer-dims=3;544')),
  fault(
    'class that is not there',
    'nvinfer-config-value',
    inFile('detector.txt', 'class-attrs-all', 'class-attrs-7'),
  ),
  fault('masks with clustering', 'nvinfer-config-value', addKey('detector.txt', 'network-type=3')),
  fault(
    'class count',
    'nvinfer-model',
    inFile('detector.txt', 'num-detected-classes=2', 'num-detected-classes=5'),
  ),
  fault('no model', 'nvinfer-model', inFile('detector.txt', /onnx-file=.*\n/, '')),
  fault(
    'missing model',
    'nvinfer-model',
    inFile('detector.txt', 'models/detector', 'models/nosuch'),
  ),
  fault(
    'INT8 without calibration',
    'int8-calibration',
    inFile('detector.txt', 'network-mode=2', 'network-mode=1'),
  ),
  fault(
    'engine of another precision',
    'engine-name',
    addKey('detector.txt', 'model-engine-file=m.onnx_b64_gpu0_int8.engine'),
  ),
  fault(
    'id zero',
    'gie-unique-id-clash',
    inFile('detector.txt', 'gie-unique-id=1', 'gie-unique-id=0'),
  ),
  fault(
    'one id twice',
    'gie-unique-id-clash',
    inFile('secondary.txt', 'gie-unique-id=2', 'gie-unique-id=1'),
  ),
  fault(
    'objects of no one',
    'secondary-gie-id',
    inFile('secondary.txt', 'operate-on-gie-id=1', 'operate-on-gie-id=9'),
  ),
  fault(
    'mode forgotten',
    'primary-works-on-frames',
    inFile('secondary.txt', 'process-mode=2\n', ''),
  ),
  fault('tensors lost', 'raw-output', addKey('detector.txt', 'network-type=100')),
  fault('half a line', 'config-file-value', inFile('analytics.txt', ';5;6;7;8', '')),
  fault('no size of shapes', 'config-file-key', inFile('analytics.txt', 'config-width=1280\n', '')),
  fault('file of no one', 'unused-file', (document) => ({
    ...document,
    files: { ...document.files, 'other.txt': '' },
  })),
];

/** Of files that are held against a schema, and against what stands around their element. */
const ofOtherConfigs: readonly Fault[] = [
  fault('INI called YAML for analytics', 'config-file-form', (document) => {
    const { 'analytics.txt': text = '', ...files } = document.files;
    return setOn(
      'nvdsanalytics',
      'config-file',
      'analytics.yml',
    )({ ...document, files: { ...files, 'analytics.yml': text } });
  }),
  fault('a line that is no setting', 'config-file-form', addKey('analytics.txt', 'osd mode')),
  fault('misspelt key of analytics', 'config-file-key', addKey('analytics.txt', 'osd-mod=1')),
  fault(
    'misspelt group of a tracker',
    'config-file-key',
    inFile('tracker.yml', 'BaseConfig', 'BaseConfg'),
  ),
  fault('key that stands twice', 'config-file-key', addKey('detector.txt', 'network-mode=0')),
  fault('key that is needed', 'config-file-key', inFile('prepare.txt', /tensor-name=.*\n/, '')),
  fault(
    'text for a number in a group',
    'config-file-value',
    addKey('analytics.txt', 'osd-mode=2.0'),
  ),
  fault(
    'wrong choice of a tracker',
    'config-file-value',
    inFile('tracker.yml', 'visualTrackerType: 1', 'visualTrackerType: 4'),
  ),
  fault('missing mean image', 'config-file-path', addKey('detector.txt', 'mean-file=nosuch.ppm')),
  fault('class of no detector', 'class-ids', inFile('analytics.txt', 'class-id=0', 'class-id=4')),
  fault(
    'class of no detector for a secondary',
    'class-ids',
    addKey('secondary.txt', 'operate-on-class-ids=0;2'),
  ),
  fault(
    'PVA off Jetson',
    'tracker-config',
    where(isDgpu, inFile('tracker.yml', /$/, '  vpiBackend4DcfTracker: 2\n')),
  ),
  fault(
    'ReID in INT8 without calibration',
    'tracker-config',
    inFile('tracker.yml', /$/, 'ReID:\n  reidType: 2\n  onnxFile: r.onnx\n  networkMode: 2\n'),
  ),
  fault(
    'tensors for no one',
    'preprocess-config',
    inFile('prepare.txt', 'target-unique-ids=1', 'target-unique-ids=8'),
  ),
  fault(
    'tensors of another batch size',
    'preprocess-config',
    inFile('prepare.txt', /shape=\d+/, 'shape=64'),
  ),
];

const ofModels: readonly Fault[] = [
  fault(
    'model that is none',
    'onnx-file',
    inFile('detector.txt', 'models/detector', 'models/damaged'),
  ),
  fault('other sizes', 'nvinfer-model-input', addKey('detector.txt', 'infer-dims=3;320;320')),
  fault(
    'channels in another order',
    'nvinfer-model-input',
    addKey('secondary.txt', 'network-input-order=1'),
  ),
  fault(
    'grey for a model of colours',
    'nvinfer-model-input',
    addKey('secondary.txt', 'model-color-format=2'),
  ),
  fault('too many offsets', 'nvinfer-model-input', addKey('secondary.txt', 'offsets=1;2;3;4')),
  fault(
    'outputs of another model',
    'nvinfer-model-output',
    addKey('detector.txt', 'output-blob-names=conv2d_bbox;conv2d_cov/Sigmoid'),
  ),
  fault(
    'outputs that nvinfer does not read',
    'nvinfer-model-output',
    inFile('detector.txt', 'models/detector', 'models/raw-detector'),
  ),
  fault(
    'fewer classes than the model',
    'nvinfer-model-classes',
    inFile('detector.txt', 'num-detected-classes=2', 'num-detected-classes=1'),
  ),
  fault(
    'fixed batch',
    'nvinfer-model-batch',
    inFile('detector.txt', 'models/detector', 'models/fixed-detector'),
  ),
  fault(
    'implicit batch',
    'nvinfer-model-batch',
    addKey('detector.txt', 'force-implicit-batch-dim=1'),
  ),
  fault(
    'tensor of another name',
    'preprocess-tensor',
    inFile('prepare.txt', 'tensor-name=image', 'tensor-name=input_1'),
  ),
  fault(
    'tensor of another size',
    'preprocess-tensor',
    inFile('prepare.txt', ';3;544;960', ';3;272;480'),
  ),
];

export const faults: readonly Fault[] = [
  ...ofElements,
  ...ofBatches,
  ...ofLinks,
  ...ofConfigs,
  ...ofOtherConfigs,
  ...ofModels,
];
