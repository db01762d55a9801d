/** The stages of the Flow API as elements: what its documentation says that each one does. */
import type { PropertyValue } from '@pipewright/graph';
import type { FlowHandle } from './flow-handle.ts';
import type { PipelineRecord } from './pipeline-record.ts';
import { plainText, propertyValueOf, type Value } from './python-value.ts';
import type { ScriptLog } from './script-log.ts';

export interface StageCall {
  readonly args: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  readonly at: number;
  /** What shows the pipeline on the target's platform. */
  readonly displaySink: string;
  readonly log: ScriptLog;
}

type Properties = readonly (readonly [string, PropertyValue])[];

/** Values that `batch_capture` sets where the script does not. */
const MUX_DEFAULTS: Properties = [
  ['width', 1920],
  ['height', 1080],
  ['batched-push-timeout', 33000],
];
const SOURCE_KEYWORDS = new Set(['gpu_id', 'file_loop']);
/** Arguments that are none of an element's properties. */
const STAGE_KEYWORDS = new Set([
  'record_config',
  'media_types',
  'with_triton',
  'config',
  'config_file_path',
  'mode',
  'msg_broker_proto_lib',
  'msg_broker_conn_str',
  'msg_conv_config',
  'topic',
]);

/** The flow behind a stage; undefined when there is no such stage. */
export function flowStage(
  flow: FlowHandle,
  stage: string,
  call: StageCall,
): FlowHandle | undefined {
  return STAGES[stage]?.(flow, call);
}

const STAGES: Readonly<Record<string, (flow: FlowHandle, call: StageCall) => FlowHandle>> = {
  capture: (flow, call) => captured(flow, call),
  batch_capture: (flow, call) => batched(captured(flow, call), call),
  batch: (flow, call) => batched(flow, call),
  infer: (flow, call) => {
    const isTriton = call.keywords.get('with_triton') ?? call.args[1];
    const factory = isTriton?.kind === 'boolean' && isTriton.value ? 'nvinferserver' : 'nvinfer';
    return append(flow, factory, 'infer', withConfig(call, 'config-file-path'), call);
  },
  preprocess: (flow, call) =>
    append(flow, 'nvdspreprocess', 'preprocess', withConfig(call, 'config-file'), call),
  track: (flow, call) => append(flow, 'nvtracker', 'tracker', keywordProperties(call), call),
  analyze: (flow, call) =>
    append(flow, 'nvdsanalytics', 'analytics', withConfig(call, 'config-file'), call),
  fork: (flow, call) => ({ ...append(flow, 'tee', 'tee', [], call), isForked: true }),
  publish: (flow, call) => {
    const converter = append(
      flow,
      'nvmsgconv',
      'convert',
      named(call, { msg_conv_config: 'config' }),
      call,
    );
    const broker = named(call, {
      msg_broker_proto_lib: 'proto-lib',
      msg_broker_conn_str: 'conn-str',
      topic: 'topic',
    });
    append(converter, 'nvmsgbroker', 'broker', broker, call);
    return flow;
  },
  encode: (flow, call) => {
    const location = call.args[0] === undefined ? undefined : propertyValueOf(call.args[0]);
    let last = append(flow, 'nvvideoconvert', 'convert', [], call);
    last = append(last, 'nvv4l2h264enc', 'encoder', [], call);
    last = append(last, 'h264parse', 'parser', [], call);
    last = append(last, 'mp4mux', 'container', [], call);
    append(last, 'filesink', 'file', location === undefined ? [] : [['location', location]], call);
    return flow;
  },
  render: (flow, call) => rendered(flow, call),
  retrieve: (flow, call) => {
    append(flow, 'appsink', 'retriever', [['emit-signals', true]], call);
    return flow;
  },
  inject: (flow, call) => {
    const name = add(flow.record, 'appsrc', 'injector', [], call.at);
    return { ...flow, ends: [{ element: name, pad: '' }] };
  },
};

function captured(flow: FlowHandle, call: StageCall): FlowHandle {
  const [inputs] = call.args;
  const keywords = keywordProperties(call, (name) => SOURCE_KEYWORDS.has(name));
  const uris = inputs?.kind === 'list' ? inputs.items : inputs === undefined ? [] : [inputs];
  const ends = uris.map((uri, index) => {
    const value = propertyValueOf(uri);
    if (value === undefined || /\.ya?ml$/i.test(String(value))) {
      call.log.note(
        'lost',
        value === undefined
          ? 'which sources are captured is known only when the script runs: set the URI'
          : `the sources that ${value} lists are not read: one is drawn, set its URI`,
        call.at,
      );
    }
    const isUri = value !== undefined && !/\.ya?ml$/i.test(String(value));
    const properties: Properties = isUri ? [['uri', value], ...keywords] : keywords;
    const name = add(flow.record, 'nvurisrcbin', `source-${index}`, properties, call.at);
    return { element: name, pad: '' };
  });
  return { ...flow, ends };
}

function batched(flow: FlowHandle, call: StageCall): FlowHandle {
  const given = keywordProperties(call, (name) => !SOURCE_KEYWORDS.has(name));
  const gpu = keywordProperties(call, (name) => name === 'gpu_id');
  const isSet = new Set(given.map(([name]) => name));
  const properties: Properties = [
    ...(isSet.has('batch-size') ? [] : ([['batch-size', flow.ends.length]] as const)),
    ...MUX_DEFAULTS.filter(([name]) => !isSet.has(name)),
    ...given,
    ...gpu,
  ];
  const mux = add(flow.record, 'nvstreammux', 'mux', properties, call.at);
  for (const { element, pad } of flow.ends) {
    flow.record.links.push({ from: element, fromPad: pad, to: mux, toPad: 'sink_%u', at: call.at });
  }
  return { ...flow, ends: [{ element: mux, pad: '' }] };
}

/** Tiled, drawn on and shown; discarded where the script says so. */
function rendered(flow: FlowHandle, call: StageCall): FlowHandle {
  const mode = call.keywords.get('mode') ?? call.args[0];
  const modeName = mode?.kind === 'module' ? (mode.path.split('.').pop() ?? '') : '';
  const isSize = (name: string) => name === 'width' || name === 'height';
  const sinkProperties = keywordProperties(
    call,
    (name) => !isSize(name) && !name.startsWith('rtsp_') && name !== 'audio_sink',
  );
  if (modeName === 'DISCARD') {
    append(flow, 'fakesink', 'sink', sinkProperties, call);
    return flow;
  }
  if (modeName === 'STREAM') {
    call.log.note('lost', 'the RTSP server of render() is left out: it is shown instead', call.at);
  }
  const tiler = append(flow, 'nvmultistreamtiler', 'tiler', keywordProperties(call, isSize), call);
  const osd = append(tiler, 'nvosdbin', 'osd', [], call);
  append(osd, call.displaySink, 'sink', sinkProperties, call);
  return flow;
}

function append(
  flow: FlowHandle,
  factory: string,
  base: string,
  properties: Properties,
  { at }: StageCall,
): FlowHandle {
  const { record } = flow;
  let ends = flow.ends;
  if (flow.isForked) {
    const queue = add(record, 'queue', 'queue', [], at);
    for (const { element, pad } of ends) {
      record.links.push({ from: element, fromPad: pad, to: queue, toPad: '', at });
    }
    ends = [{ element: queue, pad: '' }];
  }
  const name = add(record, factory, base, properties, at);
  for (const { element, pad } of ends) {
    record.links.push({ from: element, fromPad: pad, to: name, toPad: '', at });
  }
  return { record, ends: [{ element: name, pad: '' }], isForked: false };
}

function add(
  record: PipelineRecord,
  factory: string,
  base: string,
  properties: Properties,
  at: number,
): string {
  const name = record.freeName(base);
  record.elements.set(name, { name, factory, properties: new Map(properties), at });
  return name;
}

/** The config file, by position or by name, and further properties. */
function withConfig(call: StageCall, property: string): Properties {
  const config =
    call.keywords.get('config') ?? call.keywords.get('config_file_path') ?? call.args[0];
  const path = config === undefined ? undefined : propertyValueOf(config);
  if (path === undefined) {
    call.log.note('lost', `${property} is known only when the script runs`, call.at);
  }
  const others = keywordProperties(call);
  return path === undefined ? others : [[property, path], ...others];
}

/** Keyword arguments as properties: underscores stand for hyphens. */
function keywordProperties(
  { keywords, log, at }: StageCall,
  isMeant: (name: string) => boolean = () => true,
): Properties {
  return [...keywords].flatMap(([name, value]) => {
    if (STAGE_KEYWORDS.has(name) || !isMeant(name)) return [];
    const property = name.replaceAll('_', '-');
    const known = propertyValueOf(value);
    if (known !== undefined) return [[property, known] as const];
    log.note('lost', `${property} is known only when the script runs, and is left out`, at);
    return [];
  });
}

/** Keyword arguments as properties of other names. */
function named(call: StageCall, names: Readonly<Record<string, string>>): Properties {
  return Object.entries(names).flatMap(([keyword, property]) => {
    const value = call.keywords.get(keyword);
    const known = value === undefined ? undefined : (propertyValueOf(value) ?? plainText(value));
    return known === undefined ? [] : [[property, known] as const];
  });
}
