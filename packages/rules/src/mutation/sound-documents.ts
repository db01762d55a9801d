/** Sound pipelines of many kinds, for tests that spoil them. */
import type { PipelineDocument, Properties, Target } from '@pipewright/graph';
import { documentOf } from '../sketch.ts';

const sources = ['uri', 'rtsp', 'container', 'camera'] as const;
const outputs = ['window', 'file', 'network', 'none', 'tee', 'messages', 'demux'] as const;
const streamCounts = [1, 2, 3, 4, 6, 8];

interface Kind {
  readonly source: (typeof sources)[number];
  readonly output: (typeof outputs)[number];
  readonly numStreams: number;
  readonly target: Target;
  readonly hasSecondary: boolean;
  /** nvdspreprocess makes the detector's tensors. */
  readonly isPrepared: boolean;
}

/** Every kind of source with every kind of output and count of streams. */
export function soundDocuments(): PipelineDocument[] {
  const documents: PipelineDocument[] = [];
  for (const output of outputs) {
    for (const source of sources) {
      for (const numStreams of streamCounts) {
        const at = documents.length;
        documents.push(
          build({
            source,
            output,
            numStreams,
            target: {
              platform: at % 3 === 2 ? 'jetson' : 'dgpu',
              deepstream: '9.1',
              streammux: at % 5 === 4 ? 'new' : 'legacy',
            },
            hasSecondary: at % 2 === 0,
            isPrepared: at % 4 === 1,
          }),
        );
      }
    }
  }
  return documents;
}

/** Collects elements and links while a pipeline is put together. */
class Sketcher {
  readonly elements: Record<string, readonly [string, Properties]> = {};
  readonly links: string[] = [];

  add(name: string, factory: string, properties: Properties = {}): string {
    this.elements[name] = [factory, properties];
    return name;
  }

  /** Links elements one behind the other by their pads `src` and `sink`; gives the last. */
  chain(...names: string[]): string {
    names.slice(1).forEach((name, at) => {
      this.links.push(`${names[at]}.src -> ${name}.sink`);
    });
    return names.at(-1) ?? '';
  }
}

function build(kind: Kind): PipelineDocument {
  const sketch = new Sketcher();
  for (let stream = 0; stream < kind.numStreams; stream += 1) addSource(sketch, kind, stream);
  addMux(sketch, kind);
  sketch.add('detector', 'nvinfer', { 'config-file-path': 'detector.txt' });
  sketch.add('tracker', 'nvtracker', {
    'll-lib-file': 'libnvds_nvmultiobjecttracker.so',
    'll-config-file': 'tracker.yml',
    'tracker-width': 640,
    'tracker-height': 384,
  });
  if (kind.isPrepared) {
    sketch.add('prepare', 'nvdspreprocess', { 'config-file': 'prepare.txt' });
    sketch.chain('mux', 'prepare', 'detector', 'tracker');
  } else sketch.chain('mux', 'detector', 'tracker');
  let last = 'tracker';
  if (kind.hasSecondary) {
    sketch.add('secondary', 'nvinfer', { 'config-file-path': 'secondary.txt' });
    last = sketch.chain(last, 'secondary');
  }
  sketch.add('analytics', 'nvdsanalytics', { 'config-file': 'analytics.txt' });
  last = sketch.chain(last, 'analytics');
  addOutput(sketch, kind, last);
  const { elements, links } = sketch;
  return documentOf({ elements, links, target: kind.target, files: filesOf(kind) });
}

function addSource(sketch: Sketcher, { source }: Kind, stream: number): void {
  const end = `mux.sink_${stream}`;
  const name = `source${stream}`;
  switch (source) {
    case 'uri':
    case 'rtsp': {
      const uri = source === 'uri' ? `media/${stream}.mp4` : `rtsp://camera/${stream}`;
      sketch.add(name, 'nvurisrcbin', { uri });
      sketch.links.push(`${name}.vsrc_%u -> ${end}`);
      return;
    }
    case 'container':
      sketch.add(name, 'filesrc', { location: `media/${stream}.mp4` });
      sketch.add(`demux${stream}`, 'qtdemux');
      sketch.add(`parse${stream}`, 'h264parse');
      sketch.add(`decode${stream}`, 'nvv4l2decoder');
      sketch.chain(name, `demux${stream}`);
      sketch.links.push(`demux${stream}.video_0 -> parse${stream}.sink`);
      sketch.chain(`parse${stream}`, `decode${stream}`);
      sketch.links.push(`decode${stream}.src -> ${end}`);
      return;
    case 'camera':
      sketch.add(name, 'v4l2src', { device: `/dev/video${stream}` });
      sketch.add(`upload${stream}`, 'nvvideoconvert');
      sketch.links.push(
        `${name}.src -> upload${stream}.sink | video/x-raw, width=1280, height=720, framerate=30/1`,
        `upload${stream}.src -> ${end} | video/x-raw(memory:NVMM), format=NV12`,
      );
  }
}

function addMux(sketch: Sketcher, { target, numStreams, source }: Kind): void {
  const isLive = source === 'rtsp' || source === 'camera';
  sketch.add('mux', 'nvstreammux', {
    'batch-size': numStreams,
    'batched-push-timeout': 40000,
    ...(target.streammux === 'legacy' ? { width: 1280, height: 720, 'live-source': isLive } : {}),
  });
}

function addOutput(sketch: Sketcher, kind: Kind, before: string): void {
  if (kind.output === 'demux') {
    sketch.add('divide', 'nvstreamdemux');
    sketch.chain(before, 'divide');
    for (let stream = 0; stream < kind.numStreams; stream += 1) {
      sketch.add(`queue${stream}`, 'queue');
      sketch.add(`sink${stream}`, 'fakesink', { async: false, sync: false });
      sketch.links.push(`divide.src_${stream} -> queue${stream}.sink`);
      sketch.chain(`queue${stream}`, `sink${stream}`);
    }
    return;
  }
  const columns = Math.ceil(Math.sqrt(kind.numStreams));
  const rows = Math.ceil(kind.numStreams / columns);
  sketch.add('tiler', 'nvmultistreamtiler', { rows, columns, width: 1280, height: 720 });
  sketch.add('osd', 'nvdsosd', { 'process-mode': 'MODE_GPU' });
  sketch.chain(before, 'tiler', 'osd');
  if (kind.output === 'tee' || kind.output === 'messages') {
    sketch.add('split', 'tee');
    sketch.add('queue0', 'queue');
    sketch.add('queue1', 'queue');
    sketch.chain('osd', 'split');
    sketch.links.push('split.src_0 -> queue0.sink', 'split.src_1 -> queue1.sink');
    addWindow(sketch, kind, 'queue0');
    if (kind.output === 'tee') addFile(sketch, 'queue1');
    else addMessages(sketch, 'queue1');
  } else if (kind.output === 'window') addWindow(sketch, kind, 'osd');
  else if (kind.output === 'file') addFile(sketch, 'osd');
  else if (kind.output === 'network') addNetwork(sketch, 'osd');
  else {
    sketch.add('sink', 'fakesink', { sync: false, async: false });
    sketch.chain('osd', 'sink');
  }
}

function addWindow(sketch: Sketcher, { target }: Kind, before: string): void {
  const factory = target.platform === 'jetson' ? 'nv3dsink' : 'nveglglessink';
  sketch.add('window', factory, { sync: false, async: false });
  sketch.chain(before, 'window');
}

function addEncoder(sketch: Sketcher, before: string): void {
  sketch.add('convert', 'nvvideoconvert');
  sketch.add('encode', 'nvv4l2h264enc', { bitrate: 4000000 });
  sketch.add('pack', 'h264parse');
  sketch.chain(before, 'convert');
  sketch.links.push('convert.src -> encode.sink | video/x-raw(memory:NVMM), format=NV12');
  sketch.chain('encode', 'pack');
}

function addFile(sketch: Sketcher, before: string): void {
  addEncoder(sketch, before);
  sketch.add('container', 'mp4mux', { 'fragment-duration': 1000 });
  sketch.add('file', 'filesink', { location: 'out.mp4', async: false });
  sketch.links.push('pack.src -> container.video_%u');
  sketch.chain('container', 'file');
}

function addNetwork(sketch: Sketcher, before: string): void {
  addEncoder(sketch, before);
  sketch.add('pay', 'rtph264pay', { 'config-interval': -1 });
  sketch.add('send', 'udpsink', { host: '127.0.0.1', port: 5400, async: false, sync: false });
  sketch.chain('pack', 'pay', 'send');
}

function addMessages(sketch: Sketcher, before: string): void {
  sketch.add('converter', 'nvmsgconv', { 'payload-type': 1, 'msg2p-newapi': true });
  sketch.add('broker', 'nvmsgbroker', {
    'proto-lib': 'libnvds_kafka_proto.so',
    'conn-str': 'localhost;9092',
    topic: 'events',
    async: false,
  });
  sketch.chain(before, 'converter', 'broker');
}

function filesOf({ numStreams, hasSecondary, isPrepared }: Kind): Record<string, string> {
  return {
    'detector.txt': [
      '[property]',
      'gie-unique-id=1',
      'onnx-file=models/detector.onnx',
      'labelfile-path=labels.txt',
      'num-detected-classes=2',
      `batch-size=${numStreams}`,
      'network-mode=2',
      ...(isPrepared ? ['input-tensor-from-meta=1'] : []),
      '[class-attrs-all]',
      'pre-cluster-threshold=0.3',
      '',
    ].join('\n'),
    'labels.txt': 'car\nperson\n',
    'analytics.txt': [
      '[property]',
      'enable=1',
      'config-width=1280',
      'config-height=720',
      '[line-crossing-stream-0]',
      'enable=1',
      'line-crossing-entry=1;2;3;4;5;6;7;8',
      'class-id=0',
      '',
    ].join('\n'),
    'tracker.yml': [
      'BaseConfig:',
      '  minDetectorConfidence: 0.1',
      'VisualTracker:',
      '  visualTrackerType: 1',
      '',
    ].join('\n'),
    ...(isPrepared ? { 'prepare.txt': preparation(numStreams) } : {}),
    ...(hasSecondary
      ? {
          'secondary.txt': [
            '[property]',
            'gie-unique-id=2',
            'process-mode=2',
            'operate-on-gie-id=1',
            'network-type=1',
            'onnx-file=models/secondary.onnx',
            'batch-size=16',
            '',
          ].join('\n'),
        }
      : {}),
  };
}

function preparation(numStreams: number): string {
  const sources = Array.from({ length: numStreams }, (_, source) => source);
  return [
    '[property]',
    'enable=1',
    'target-unique-ids=1',
    'processing-width=960',
    'processing-height=544',
    'network-input-order=0',
    `network-input-shape=${numStreams};3;544;960`,
    'network-color-format=0',
    'tensor-data-type=0',
    'tensor-name=image',
    'scaling-filter=0',
    'scaling-pool-memory-type=0',
    'custom-lib-path=libprepare.so',
    'custom-tensor-preparation-function=Prepare',
    '[group-0]',
    `src-ids=${sources.join(';')}`,
    'process-on-roi=1',
    ...sources.map((source) => `roi-params-src-${source}=0;0;960;544`),
    '',
  ].join('\n');
}
