/**
 * Makes a pipeline of others runnable here: its inputs become the sample media, its models and
 * settings the sample's, what it writes goes to a folder, what it sends goes nowhere.
 */
import { configSchemaFor, propertyFile } from '@pipewright/catalogue';
import {
  downstreamOf,
  type ElementNode,
  type PipelineDocument,
  type PropertyValue,
} from '@pipewright/graph';
import { type SampleInputs, sampleUri } from './sample-inputs.ts';

/** Devices, and the test source that stands for each. */
const CAMERAS: Readonly<Record<string, string>> = {
  v4l2src: 'videotestsrc',
  ximagesrc: 'videotestsrc',
  nvarguscamerasrc: 'nvvideotestsrc',
  nvv4l2camerasrc: 'nvvideotestsrc',
  alsasrc: 'audiotestsrc',
  pulsesrc: 'audiotestsrc',
  autoaudiosrc: 'audiotestsrc',
};
const TEST_SOURCES: ReadonlySet<string> = new Set([
  'videotestsrc',
  'audiotestsrc',
  'nvvideotestsrc',
]);
/** They would talk to others. */
const REMOTE_SINKS: ReadonlySet<string> = new Set([
  'nvmsgbroker',
  'udpsink',
  'tcpserversink',
  'tcpclientsink',
  'rtmpsink',
  'rtmp2sink',
  'srtsink',
  'rtspclientsink',
  'alsasink',
  'pulsesink',
  'autoaudiosink',
]);
/** They would want a display; the stand-in has its own. */
const DISPLAY_SINKS: ReadonlySet<string> = new Set([
  'autovideosink',
  'xvimagesink',
  'ximagesink',
  'glimagesink',
  'waylandsink',
]);
const NUM_BUFFERS = 48;
/** Kinds of config files that name a model. */
const MODEL_CONFIGS: ReadonlySet<string | undefined> = new Set(['nvinfer', 'nvinferserver']);

/** What lets a run come to its end, and keeps ports from clashing with those of runs beside it. */
const QUIET: Readonly<Record<string, ElementNode['properties']>> = {
  nvurisrcbin: { 'file-loop': false },
  nvmultiurisrcbin: { 'file-loop': false, 'drop-pipeline-eos': false, port: '0' },
  multifilesrc: { loop: false, 'start-index': 0 },
  nvrtspoutsinkbin: { 'rtsp-port': 0 },
};

export function adaptDocument(document: PipelineDocument, inputs: SampleInputs): PipelineDocument {
  const adapter = new Adapter(document, inputs);
  return adapter.adapt();
}

class Adapter {
  private readonly document: PipelineDocument;
  private readonly inputs: SampleInputs;
  private readonly elements: Record<string, ElementNode>;
  private readonly links: PipelineDocument['links'][number][];
  /** Elements that run a model, numbered in the document's order from 1. */
  private readonly detectorNumbers: ReadonlyMap<string, number>;
  private numOutputs = 0;

  constructor(document: PipelineDocument, inputs: SampleInputs) {
    this.document = document;
    this.inputs = inputs;
    this.elements = { ...document.elements };
    this.links = [...document.links];
    const detectors = Object.entries(document.elements).filter(([, { factory, properties }]) =>
      Object.keys(properties).some((property) =>
        MODEL_CONFIGS.has(configSchemaFor(factory, property)?.id),
      ),
    );
    this.detectorNumbers = new Map(detectors.map(([name], index) => [name, index + 1]));
  }

  adapt(): PipelineDocument {
    for (const [name, element] of Object.entries(this.document.elements)) {
      if (element.factory === 'rtspsrc') this.replaceRtsp(name);
      else this.elements[name] = this.adaptElement(name, element);
    }
    return {
      ...this.document,
      elements: this.elements,
      links: this.links,
      parameters: this.parameters(),
    };
  }

  private adaptElement(name: string, element: ElementNode): ElementNode {
    const { factory } = element;
    const testSource = CAMERAS[factory] ?? (TEST_SOURCES.has(factory) ? factory : undefined);
    if (testSource !== undefined) {
      // Raw frames have no sample: without a file the source draws its own.
      const { location: _, ...own } = element.properties;
      const properties = testSource === factory ? own : {};
      return {
        ...element,
        factory: testSource,
        properties: { ...properties, 'num-buffers': NUM_BUFFERS },
      };
    }
    if (REMOTE_SINKS.has(factory) || DISPLAY_SINKS.has(factory)) {
      const { sync = true } = element.properties;
      return { ...element, factory: 'fakesink', properties: { sync } };
    }
    const properties = Object.fromEntries(
      Object.entries(element.properties).flatMap(([key, value]) => {
        const adapted = this.adaptProperty(name, factory, key, value);
        return adapted === undefined ? [] : [[key, adapted]];
      }),
    );
    // Its own file would hand the tensors on to the element that decodes them.
    if (factory === 'nvinfer' && this.hasDecoderBehind(name))
      properties['output-tensor-meta'] = true;
    return { ...element, properties: { ...properties, ...QUIET[factory] } };
  }

  /** The value to run with; undefined leaves the property out. */
  private adaptProperty(
    name: string,
    factory: string,
    property: string,
    value: PropertyValue,
  ): PropertyValue | undefined {
    switch (configSchemaFor(factory, property)?.id) {
      case 'nvinfer':
        return this.inputs.detector(this.detectorNumbers.get(name) ?? 1);
      case 'nvinferserver':
        return this.inputs.serverDetector(this.detectorNumbers.get(name) ?? 1);
      case 'tracker':
        return this.inputs.tracker;
      case 'analytics':
        return this.inputs.analytics;
      case 'dewarper':
        return this.inputs.dewarper;
      case 'metamux':
        return this.inputs.metamux;
      case 'msgconv':
        return this.inputs.messageConversion;
      case 'postprocess':
        return this.inputs.postprocess;
      case 'preprocess':
        return this.inputs.preprocess(this.detectorBehind(name));
      default:
    }
    // The sample has no engine: the element reads the model.
    if (property === 'model-engine-file') return undefined;
    const file = propertyFile(factory, property);
    if (file === undefined || file.kind === 'library') return value;
    if (file.access === 'write') {
      this.numOutputs += 1;
      const base = String(value).split('/').at(-1) || 'output';
      return file.kind === 'folder'
        ? this.inputs.outputs
        : `${this.inputs.outputs}/${this.numOutputs}-${base}`;
    }
    if (file.kind === 'uri') {
      const uris = file.separator === undefined ? [value] : String(value).split(file.separator);
      return uris.map(() => sampleUri(this.inputs)).join(file.separator);
    }
    return this.mediaFor(name, factory) ?? value;
  }

  private hasDecoderBehind(name: string): boolean {
    return downstreamOf(this.document, name).some(
      (each) => this.document.elements[each]?.factory === 'nvdspostprocess',
    );
  }

  /** The unique id of the nearest detector downstream; 1 where there is none. */
  private detectorBehind(name: string): number {
    const detector = downstreamOf(this.document, name).find((each) =>
      this.detectorNumbers.has(each),
    );
    if (detector === undefined) return 1;
    // The element's own property counts for more than its file.
    const { 'unique-id': ownId } = this.document.elements[detector]?.properties ?? {};
    return Number(ownId ?? this.detectorNumbers.get(detector));
  }

  /** The sample in the form that the first element behind a file source reads. */
  private mediaFor(name: string, factory: string): string | undefined {
    if (factory !== 'filesrc' && factory !== 'multifilesrc') return undefined;
    const factories = [...downstreamOf(this.document, name)].map(
      (each) => this.document.elements[each]?.factory ?? '',
    );
    const has = (...wanted: string[]) => wanted.some((each) => factories.includes(each));
    if (has('qtdemux')) {
      if (has('jpegparse', 'jpegdec', 'nvjpegdec')) return this.inputs.jpegMp4;
      return has('h265parse') ? this.inputs.h265Mp4 : this.inputs.mp4;
    }
    if (has('matroskademux')) return this.inputs.mkv;
    if (has('decodebin', 'parsebin', 'decodebin3')) return this.inputs.mp4;
    if (has('jpegparse', 'jpegdec', 'nvjpegdec', 'nvimagedec')) {
      return factory === 'filesrc' ? this.inputs.jpeg.replace('%d', '0') : this.inputs.jpeg;
    }
    if (has('h264parse')) return this.inputs.h264;
    return has('h265parse') ? this.inputs.h265 : this.inputs.mp4;
  }

  /** A camera's RTP packets are made of the sample: file, demultiplexer, payloader. */
  private replaceRtsp(name: string): void {
    const [file, demuxer] = [`${name}-file`, `${name}-demuxer`];
    const isH265 = [...downstreamOf(this.document, name)].some((each) =>
      /265/.test(this.document.elements[each]?.factory ?? ''),
    );
    const element = (factory: string, properties: ElementNode['properties'] = {}) => ({
      factory,
      properties,
      pads: {},
    });
    this.elements[file] = element('filesrc', {
      location: isH265 ? this.inputs.h265Mp4 : this.inputs.mp4,
    });
    this.elements[demuxer] = element('qtdemux');
    this.elements[name] = element(isH265 ? 'rtph265pay' : 'rtph264pay', { 'config-interval': -1 });
    const ref = (of: string, pad: string) => ({ element: of, pad });
    this.links.forEach((link, index) => {
      if (link.from.element === name) this.links[index] = { ...link, from: ref(name, 'src') };
    });
    this.links.push(
      { from: ref(file, 'src'), to: ref(demuxer, 'sink') },
      { from: ref(demuxer, 'video_%u'), to: ref(name, 'sink') },
    );
  }

  /** Shell variables that nothing gives a value: one is as good as another. */
  private parameters(): PipelineDocument['parameters'] {
    return Object.fromEntries(
      Object.entries(this.document.parameters).map(([name, parameter]) => [
        name,
        parameter.default === undefined ? { ...parameter, default: '1' } : parameter,
      ]),
    );
  }
}
