/** Which caps can pass a link: pad templates of both ends and the caps written on the link. */
import {
  ANY_CAPS,
  type Caps,
  type CapsStructure,
  intersectCaps,
  parseCaps,
} from '@pipewright/caps';
import type { PadTemplate, Platform } from '@pipewright/catalogue';
import { resolveValue } from './parameter-references.ts';
import {
  type ElementView,
  type LinkView,
  type PipelineIndex,
  settingOf,
} from './pipeline-index.ts';

/** What meets at a link. */
export interface LinkCaps {
  /** What the source pad can give. */
  readonly offered: Caps;
  /** The caps written on the link; undefined when there are none, or they can't be read. */
  readonly filter: Caps | undefined;
  /** What the sink pad can take. */
  readonly accepted: Caps;
  /** What is left of `offered` behind the filter. */
  readonly filtered: Caps;
  /** What can pass; empty when the link can't work. */
  readonly passing: Caps;
}

/** Elements whose output has the format of their input. */
const passThrough: ReadonlySet<string> = new Set([
  'queue',
  'queue2',
  'tee',
  'identity',
  'capsfilter',
  'valve',
  'watchdog',
  'nvdslogger',
]);

const parsedTexts = new Map<string, Caps | undefined>();
const maxParsedTexts = 2000;

/** Caps of a text, parsed once; undefined when it can't be read. */
export function capsOfText(text: string): Caps | undefined {
  if (parsedTexts.has(text)) return parsedTexts.get(text);
  const parsed = parseCaps(text);
  const caps = parsed.ok ? parsed.caps : undefined;
  if (parsedTexts.size >= maxParsedTexts) parsedTexts.clear();
  parsedTexts.set(text, caps);
  return caps;
}

const intersections = new WeakMap<Caps, WeakMap<Caps, Caps>>();

/** `intersectCaps`, remembered for as long as both caps live. */
export function intersectOnce(first: Caps, second: Caps): Caps {
  if (first.kind === 'any') return second;
  if (second.kind === 'any') return first;
  let ofFirst = intersections.get(first);
  if (!ofFirst) {
    ofFirst = new WeakMap();
    intersections.set(first, ofFirst);
  }
  let result = ofFirst.get(second);
  if (!result) {
    result = intersectCaps(first, second);
    ofFirst.set(second, result);
  }
  return result;
}

/** Caps of a template on a platform; any when the data's text can't be read. */
export function templateCaps(template: PadTemplate, platform: Platform): Caps {
  const text = platform === 'jetson' ? (template.capsJetson ?? template.caps) : template.caps;
  return capsOfText(text) ?? ANY_CAPS;
}

const readers = new WeakMap<PipelineIndex, LinkCapsReader>();

/** What meets at a link; worked out once for all rules. */
export function linkCaps(index: PipelineIndex, view: LinkView): LinkCaps {
  let reader = readers.get(index);
  if (!reader) {
    reader = new LinkCapsReader(index);
    readers.set(index, reader);
  }
  return reader.read(view);
}

/** Works out links in the order in which data flows, each once. */
class LinkCapsReader {
  readonly #index: PipelineIndex;
  readonly #known = new Map<LinkView, LinkCaps>();

  constructor(index: PipelineIndex) {
    this.#index = index;
  }

  /** What meets at the link. Unknown factories and pads give and take anything. */
  read(view: LinkView): LinkCaps {
    const known = this.#known.get(view);
    if (known) return known;
    // In a circle the link would ask for itself: until it is known, anything passes.
    this.#known.set(view, anything);
    const offered = this.#offered(view);
    const accepted = this.#accepted(view);
    const filter = this.#filter(view);
    const filtered = filter ? intersectOnce(offered, filter) : offered;
    const passing = intersectOnce(filtered, accepted);
    const caps = { offered, filter, accepted, filtered, passing };
    this.#known.set(view, caps);
    return caps;
  }

  #offered({ from }: LinkView): Caps {
    const { element, template } = from;
    if (!element || !template) return ANY_CAPS;
    const own = templateCaps(template, this.#index.document.target.platform);
    if (!passThrough.has(element.node.factory)) return own;
    const [input, ...more] = element.inputs;
    if (!input || more.length > 0) return withCapsProperty(element, own);
    const { passing } = this.read(input);
    // A link that can't work is reported once, where it is.
    return passing.kind === 'empty' ? own : withCapsProperty(element, intersectOnce(own, passing));
  }

  #accepted({ to }: LinkView): Caps {
    const { element, template } = to;
    if (!element || !template) return ANY_CAPS;
    const own = templateCaps(template, this.#index.document.target.platform);
    if (element.factory?.id === 'nvstreammux#new') return gpuVideoOnly(own);
    return withCapsProperty(element, own);
  }

  #filter({ link }: LinkView): Caps | undefined {
    if (link.caps === undefined) return undefined;
    const text = resolveValue(this.#index.document, link.caps);
    return typeof text === 'string' ? capsOfText(text) : undefined;
  }
}

const anything: LinkCaps = {
  offered: ANY_CAPS,
  filter: undefined,
  accepted: ANY_CAPS,
  filtered: ANY_CAPS,
  passing: ANY_CAPS,
};

/** A capsfilter lets through what its `caps` allow. */
function withCapsProperty(element: ElementView, caps: Caps): Caps {
  if (element.node.factory !== 'capsfilter') return caps;
  const text = settingOf(element, 'caps')?.value;
  const filter = typeof text === 'string' ? capsOfText(text) : undefined;
  return filter ? intersectOnce(caps, filter) : caps;
}

const narrowed = new WeakMap<Caps, Caps>();

/** The new mux lists video in system memory, but stops with an error when such a frame comes. */
function gpuVideoOnly(caps: Caps): Caps {
  return mapStructures(narrowed, caps, (structure) =>
    structure.name === 'video/x-raw' && structure.features.length === 0 ? undefined : structure,
  );
}

const anyMemory = new WeakMap<Caps, Caps>();

/** The caps without regard to where the memory is. */
export function inAnyMemory(caps: Caps): Caps {
  return mapStructures(anyMemory, caps, (structure) => ({
    ...structure,
    features: 'any',
  }));
}

function mapStructures(
  known: WeakMap<Caps, Caps>,
  caps: Caps,
  change: (structure: CapsStructure) => CapsStructure | undefined,
): Caps {
  if (caps.kind !== 'structures') return caps;
  let result = known.get(caps);
  if (!result) {
    const structures = caps.structures.flatMap((structure) => change(structure) ?? []);
    result = structures.length > 0 ? { kind: 'structures', structures } : { kind: 'empty' };
    known.set(caps, result);
  }
  return result;
}
