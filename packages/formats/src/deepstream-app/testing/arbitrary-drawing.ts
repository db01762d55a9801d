/** Random pipelines drawn by hand, in the order that deepstream-app has. */
import {
  emptyDocument,
  type Link,
  type PipelineDocument,
  type Properties,
} from '@pipewright/graph';
import fc from 'fast-check';

type Piece = readonly [name: string, factory: string, properties: Properties];

const piece = (name: string, factory: string, properties: fc.Arbitrary<Properties>) =>
  fc.option(
    properties.map((own): Piece => [name, factory, own]),
    { nil: undefined },
  );
const some = <T extends string | number | boolean>(values: readonly T[]) =>
  fc.constantFrom(...values);
const settings = (
  fixed: Properties,
  more: Readonly<Record<string, fc.Arbitrary<string | number | boolean>>> = {},
): fc.Arbitrary<Properties> =>
  (fc.record(more, { requiredKeys: [] }) as fc.Arbitrary<Properties>).map((own) => ({
    ...fixed,
    ...own,
  }));

const stages = fc.tuple(
  piece('pre', 'nvdspreprocess', settings({ 'config-file': 'pre.txt' })),
  settings(
    { 'config-file-path': 'detector.txt', 'unique-id': 1 },
    { 'batch-size': some([1, 8]), interval: some([1, 4]), 'gpu-id': some([1]) },
  ).map((own): Piece => ['detector', 'nvinfer', own]),
  piece('queue', 'queue', fc.constant({})),
  piece(
    'tracker',
    'nvtracker',
    settings(
      { 'll-lib-file': '/opt/t.so', 'tracker-width': 640, 'tracker-height': 384 },
      { 'display-tracking-id': some([false]), 'compute-hw': some(['GPU']) },
    ),
  ),
  piece('analytics', 'nvdsanalytics', settings({ 'config-file': 'lines.txt' })),
  piece('example', 'dsexample', settings({ 'unique-id': 3 }, { 'blur-objects': some([true]) })),
);

const output = fc.tuple(
  some(['tiler', 'demux', 'none']),
  piece(
    'osd',
    'nvdsosd',
    settings({}, { 'display-mask': some([true]), 'process-mode': some(['MODE_CPU']) }),
  ),
  settings({}, { sync: some([true, false]) }),
  fc.boolean(),
);

export const arbitraryDrawing: fc.Arbitrary<PipelineDocument> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), stages, output, fc.boolean())
  .map(([numSources, batchStages, [way, osd, sink, hasFile], hasBroker]) => {
    const drawing = new Drawn();
    for (let index = 0; index < numSources; index += 1) {
      drawing.add([`camera_${index}`, 'nvurisrcbin', { uri: `rtsp://10.0.0.${index}/a` }]);
    }
    drawing.add(['batcher', 'nvstreammux', { 'batch-size': numSources, width: 1280, height: 720 }]);
    for (let index = 0; index < numSources; index += 1) {
      drawing.link(`camera_${index}`, 'batcher', 'vsrc_%u', `sink_${index}`);
    }
    let last = 'batcher';
    for (const stage of batchStages) last = drawing.after(last, stage);
    if (hasBroker) last = drawing.broker(last);
    if (way === 'tiler') {
      const size = { rows: 2, columns: 2, width: 1280, height: 720 };
      last = drawing.after(last, ['tiles', 'nvmultistreamtiler', size]);
    }
    if (way === 'demux') last = drawing.after(last, ['split', 'nvstreamdemux', {}]);
    last = drawing.after(last, osd);
    if (hasFile) last = drawing.after(last, ['share', 'tee', {}]);
    drawing.after(last, ['screen', 'nveglglessink', sink]);
    if (hasFile) drawing.file(last);
    return drawing.document();
  });

class Drawn {
  readonly #elements: Record<string, PipelineDocument['elements'][string]> = {};
  readonly #links: Link[] = [];

  add([name, factory, properties]: Piece): void {
    this.#elements[name] = { factory, properties, pads: {} };
  }

  link(from: string, to: string, fromPad = this.#srcPad(from), toPad = 'sink'): void {
    this.#links.push({
      from: { element: from, pad: fromPad },
      to: { element: to, pad: toPad },
    });
  }

  /** The name of what data comes from now. */
  after(last: string, made: Piece | undefined): string {
    if (!made) return last;
    this.add(made);
    this.link(last, made[0]);
    return made[0];
  }

  broker(last: string): string {
    const tee = this.after(last, ['events', 'tee', {}]);
    const converter = this.after(tee, ['converter', 'nvmsgconv', { config: 'c.txt' }]);
    this.after(converter, ['broker', 'nvmsgbroker', { 'proto-lib': '/opt/k.so', topic: 'cars' }]);
    return tee;
  }

  file(last: string): void {
    const encoder = this.after(last, ['encoder', 'nvv4l2h264enc', { bitrate: 2000000 }]);
    const parser = this.after(encoder, ['parser', 'h264parse', {}]);
    this.add(['muxer', 'qtmux', {}]);
    this.link(parser, 'muxer', 'src', 'video_%u');
    this.after('muxer', ['record', 'filesink', { location: 'out.mp4' }]);
  }

  document(): PipelineDocument {
    return { ...emptyDocument('Drawn'), elements: this.#elements, links: this.#links };
  }

  #srcPad(element: string): string {
    const factory = this.#elements[element]?.factory;
    if (factory === 'tee') return 'src_%u';
    return factory === 'nvstreamdemux' ? 'src_0' : 'src';
  }
}
