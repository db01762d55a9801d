/** Pipelines that the tests of Service Maker's formats write and read again. */
import { catalogueFor, relocateConfig } from '@pipewright/catalogue';
import {
  emptyDocument,
  expandDocument,
  type PipelineDocument,
  parseDocument,
} from '@pipewright/graph';
import { serviceLinks } from './service-links.ts';
import { serviceValue } from './service-value.ts';

function drawn(body: string): PipelineDocument {
  const result = parseDocument(`formatVersion: 1\n${body}`);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.document;
}

const target = 'target: { platform: dgpu, deepstream: "9.1", streammux: legacy }';

export const drawnPipelines = {
  detection: drawn(`name: Detection
${target}
parameters:
  loop: { type: boolean, default: true }
elements:
  left: { factory: nvurisrcbin, properties: { uri: media/left.mp4, file-loop: "\${loop}" } }
  right: { factory: nvurisrcbin, properties: { uri: media/right.mp4, file-loop: "\${loop}" } }
  mux:
    factory: nvstreammux
    properties: { batch-size: 2, width: 1280, height: 720, batched-push-timeout: 40000 }
  detector: { factory: nvinfer, properties: { config-file-path: configs/detector.txt, interval: 1 } }
  queue: { factory: queue, properties: { max-size-time: "18446744073709551615" } }
  tracker:
    factory: nvtracker
    properties:
      ll-lib-file: /opt/nvidia/deepstream/deepstream/lib/libnvds_nvmultiobjecttracker.so
      ll-config-file: configs/tracker.yml
  converter: { factory: nvvideoconvert }
  tee: { factory: tee }
  screen: { factory: nveglglessink, properties: { sync: false, async: false } }
  nowhere: { factory: fakesink, properties: { async: false } }
links:
  - left.vsrc_%u -> mux.sink_0
  - right.vsrc_%u -> mux.sink_1
  - mux.src -> detector.sink
  - detector.src -> queue.sink
  - queue.src -> tracker.sink
  - tracker.src -> converter.sink
  - from: converter.src
    to: tee.sink
    caps: video/x-raw(memory:NVMM), format=RGBA
  - tee.src_0 -> screen.sink
  - tee.src_1 -> nowhere.sink
files:
  configs/detector.txt: |
    [property]
    onnx-file=models/detector.onnx
    network-mode=2
  configs/tracker.yml: |
    BaseConfig:
      minDetectorConfidence: 0
`),
  messages: drawn(`name: Messages to a broker
${target}
parameters:
  broker: { type: string, default: "localhost;9092" }
  api-key: { type: string, secret: true }
elements:
  camera: { factory: nvurisrcbin, properties: { uri: "rtsp://user:\${api-key}@camera/1" } }
  mux: { factory: nvstreammux, properties: { batch-size: 1, width: 1280, height: 720 } }
  detector: { factory: nvinfer, properties: { config-file-path: /opt/models/detector.txt } }
  convert: { factory: nvmsgconv, properties: { config: msgconv.txt, payload-type: 0 } }
  broker:
    factory: nvmsgbroker
    properties:
      proto-lib: /opt/nvidia/deepstream/deepstream/lib/libnvds_kafka_proto.so
      conn-str: "\${broker}"
      topic: "it's 100% \\"quoted\\" {yes} \\\\ n"
      sync: false
links:
  - camera.vsrc_%u -> mux.sink_0
  - mux.src -> detector.sink
  - detector.src -> convert.sink
  - convert.src -> broker.sink
`),
  plain: drawn(`name: Plain GStreamer
${target}
elements:
  bars: { factory: videotestsrc, properties: { num-buffers: 30, pattern: ball } }
  sink: { factory: fakesink, properties: { sync: false } }
links:
  - bars.src -> sink.sink
`),
} satisfies Record<string, PipelineDocument>;

/** What is the same of a graph however it is written: elements, links, caps and types of values. */
export function graphOf(document: PipelineDocument) {
  const elements = Object.entries(document.elements).map(
    ([name, { factory, properties }]) => [name, factory, Object.keys(properties).sort()] as const,
  );
  const links = document.links.map(
    ({ from, to, caps }) =>
      `${from.element}.${from.pad} -> ${to.element}.${to.pad}${caps === undefined ? '' : ` (${caps})`}`,
  );
  return {
    elements: elements.sort(([a], [b]) => a.localeCompare(b)),
    links: links.sort(),
    files: Object.keys(document.files).sort(),
    target: document.target,
  };
}

/** Names and texts that need care in every language. */
export const awkwardPipeline: PipelineDocument = {
  ...emptyDocument('It\'s "quoted" \\ {odd}\n"""'),
  parameters: {
    'night-mode': { type: 'boolean', default: false },
    path: { type: 'path', default: 'media' },
    class: { type: 'string', default: 'a{b}"c"' },
    rate: { type: 'number', default: 1.5 },
  },
  elements: {
    'süd.1': {
      factory: 'nvurisrcbin',
      properties: { uri: '${path}/a b.mp4', 'file-loop': '${night-mode}' },
      pads: {},
    },
    text: {
      factory: 'fakesink',
      properties: { name2: '$${x} ${class}-${rate}', 'last-message': `${'long '.repeat(30)}` },
      pads: {},
    },
  },
  links: [{ from: { element: 'süd.1', pad: 'vsrc_%u' }, to: { element: 'text', pad: 'sink' } }],
};

/** What a document's pipeline is made of, as its plan says; secrets have the value given. */
export function plannedGraph(
  document: PipelineDocument,
  {
    filesFolder,
    dataFolder,
    secret: value,
  }: { filesFolder: string; dataFolder: string; secret: string },
) {
  const catalogue = catalogueFor(document.target);
  const parameters = { ...document.parameters };
  const values: Record<string, string> = {};
  for (const [name, { secret }] of Object.entries(parameters)) {
    if (secret !== true) continue;
    parameters[name] = { type: 'string' };
    values[name] = value;
  }
  const expanded = expandDocument(
    { ...document, parameters },
    {
      documentFolder: dataFolder,
      filesFolder,
      parameters: values,
      propertyRole: (factory, property, written) =>
        catalogue.propertyRole(factory, property, written),
      relocateConfig,
    },
  );
  if (!expanded.ok) throw new Error(JSON.stringify(expanded.errors));
  const { plan } = expanded;
  return {
    name: document.name,
    elements: plan.elements.map(({ name, factory, properties }) => [
      name,
      factory,
      Object.fromEntries(
        Object.entries(properties).map(([property, written]) => {
          const typed = serviceValue(catalogue.property(factory, property), written);
          return [property, typed.kind === 'integer' ? Number(typed.digits) : typed.value];
        }),
      ),
    ]),
    links: serviceLinks(plan, catalogue).links.map((link) => [
      link.from,
      link.fromPad,
      link.to,
      link.toPad,
    ]),
  };
}
