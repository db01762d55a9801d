/** For the tests: small documents, their advice, and what every advice must keep to. */
import { catalogueFor } from '@pipewright/catalogue';
import {
  applyEdit,
  emptyDocument,
  type PipelineDocument,
  type Properties,
  parseLink,
  type Target,
} from '@pipewright/graph';
import type { Advice } from './advice.ts';
import { advise } from './advise.ts';
import type { AdvisorFacts } from './facts.ts';

export interface Sketch {
  /** Name -> factory, or factory with properties. */
  readonly elements: Readonly<Record<string, string | readonly [string, Properties]>>;
  readonly links?: readonly string[];
  readonly target?: Partial<Target>;
  readonly files?: Readonly<Record<string, string>>;
}

/** A document as a test sketches it; caps of a link stand behind a `|`. */
export function documentOf(sketch: Sketch): PipelineDocument {
  const empty = emptyDocument('test');
  return {
    ...empty,
    target: { ...empty.target, ...sketch.target },
    elements: Object.fromEntries(
      Object.entries(sketch.elements).map(([name, text]) => {
        const [factory, properties = {}] = typeof text === 'string' ? [text] : text;
        return [name, { factory, properties, pads: {} }];
      }),
    ),
    links: (sketch.links ?? []).map((text) => {
      const [ends = '', caps] = text.split('|');
      const parsed = parseLink(ends.trim());
      if (!parsed.ok) throw new Error(parsed.message);
      return caps === undefined ? parsed.link : { ...parsed.link, caps: caps.trim() };
    }),
    files: sketch.files ?? {},
  };
}

/** The advice for a document by the shipped catalogue. */
export function adviceFor(document: PipelineDocument, facts: Partial<AdvisorFacts> = {}): Advice[] {
  return advise(document, {
    catalogue: catalogueFor(document.target),
    facts: { streams: [], ...facts },
  });
}

/** The advice of one id, e.g. `mux-batch-size:mux`. */
export function adviceOf(
  document: PipelineDocument,
  id: string,
  facts: Partial<AdvisorFacts> = {},
): Advice {
  const all = adviceFor(document, facts);
  const advice = all.find((candidate) => candidate.id === id);
  if (!advice) throw new Error(`no ${id} in ${all.map((candidate) => candidate.id).join(', ')}`);
  return advice;
}

/** The document after an advice's edit. */
export function applied(document: PipelineDocument, { id, edit }: Advice): PipelineDocument {
  if (!edit) throw new Error(`${id} has no edit`);
  const result = applyEdit(document, edit);
  if (!result.ok) throw new Error(`${id}: ${result.error.message}`);
  return result.document;
}

/** `count` sources into a mux, a detector, a queue, a tiler and a display. */
export function camerasSketch(
  count: number,
  {
    uri = 'file:///videos/a.mp4',
    mux = {},
    detector = {},
    queue = {},
    tiler = {},
    target = {},
    files = {},
  }: Partial<Record<'mux' | 'detector' | 'queue' | 'tiler', Properties>> & {
    readonly uri?: string;
    readonly target?: Partial<Target>;
    readonly files?: Readonly<Record<string, string>>;
  } = {},
): PipelineDocument {
  const numbers = Array.from({ length: count }, (_, number) => number);
  return documentOf({
    target,
    files,
    elements: {
      ...Object.fromEntries(
        numbers.map((number) => [`camera${number}`, ['nvurisrcbin', { uri }] as const]),
      ),
      mux: ['nvstreammux', mux],
      detector: ['nvinfer', detector],
      queue: ['queue', queue],
      tiler: ['nvmultistreamtiler', tiler],
      display: 'nveglglessink',
    },
    links: [
      ...numbers.map((number) => `camera${number}.vsrc_%u -> mux.sink_${number}`),
      'mux.src -> detector.sink',
      'detector.src -> queue.sink',
      'queue.src -> tiler.sink',
      'tiler.src -> display.sink',
    ],
  });
}
