import {
  type Caps,
  type CapsStructure,
  type CapsValue,
  capsFeatures,
  describeFeatures,
  formatStructure,
  intersectCaps,
  NVMM_MEMORY,
  parseCaps,
} from '@pipewright/caps';
import type { Catalogue, PadTemplate } from '@pipewright/catalogue';
import {
  type Link,
  type LinkId,
  linkId,
  type PadRef,
  type PipelineDocument,
} from '@pipewright/graph';
import { indexLinks, type LinkIndex } from './pads.ts';

/** Where the buffers of a link lie. */
export type Memory = 'nvmm' | 'system' | 'unknown';

const ANY: Caps = { kind: 'any' };
const parsedTexts = new Map<string, Caps>();

/** Caps of a text; what can't be read counts as ANY, since the rules report it. Parsed once. */
export function capsOfText(text: string): Caps {
  let caps = parsedTexts.get(text);
  if (caps === undefined) {
    const parsed = parseCaps(text);
    caps = parsed.ok ? parsed.caps : ANY;
    parsedTexts.set(text, caps);
  }
  return caps;
}

/** A template's caps on the target platform. */
export function templateCaps(template: PadTemplate | undefined, catalogue: Catalogue): Caps {
  if (template === undefined) {
    return ANY;
  }
  const text =
    catalogue.target.platform === 'jetson' ? (template.capsJetson ?? template.caps) : template.caps;
  return capsOfText(text);
}

const intersections = new WeakMap<Caps, WeakMap<Caps, Caps>>();

/**
 * What two caps have in common. The templates of a pipeline are few and their texts parsed once, so
 * the same pairs meet again and again: each is worked out once.
 */
export function commonCaps(a: Caps, b: Caps): Caps {
  let withA = intersections.get(a);
  if (withA === undefined) {
    withA = new WeakMap();
    intersections.set(a, withA);
  }
  let common = withA.get(b);
  if (common === undefined) {
    common = intersectCaps(a, b);
    withA.set(b, common);
  }
  return common;
}

const memories = new WeakMap<Caps, Memory>();

/** Where buffers with these caps lie; unknown when both are possible. */
export function memoryOf(caps: Caps): Memory {
  let memory = memories.get(caps);
  if (memory === undefined) {
    memory = findMemory(caps);
    memories.set(caps, memory);
  }
  return memory;
}

function findMemory(caps: Caps): Memory {
  if (caps.kind !== 'structures') {
    return 'unknown';
  }
  let memory: Memory | undefined;
  for (const features of capsFeatures(caps)) {
    if (features === 'any') {
      return 'unknown';
    }
    const own = features.includes(NVMM_MEMORY) ? 'nvmm' : 'system';
    if (memory !== undefined && memory !== own) {
      return 'unknown';
    }
    memory = own;
  }
  return memory ?? 'unknown';
}

/** Memory of caps as a run reports them. */
export function memoryOfText(text: string): Memory {
  return text === '' ? 'unknown' : memoryOf(capsOfText(text));
}

const MEMORY_LABELS: Record<Memory, string> = {
  nvmm: 'GPU memory (NVMM)',
  system: 'System memory',
  unknown: 'Memory not known before the run',
};

/** Words for a link's memory. */
export function memoryLabel(memory: Memory): string {
  return MEMORY_LABELS[memory];
}

/** What pads that are yet to be linked can give and take; answers are kept for the document's lifetime. */
export class CapsFlow {
  readonly #document: PipelineDocument;
  readonly #catalogue: Catalogue;
  readonly #index: LinkIndex;
  readonly #links = new Map<LinkId, Caps>();

  constructor(
    document: PipelineDocument,
    catalogue: Catalogue,
    index: LinkIndex = indexLinks(document),
  ) {
    this.#document = document;
    this.#catalogue = catalogue;
    this.#index = index;
  }

  /** What a src pad can give: its template, and what comes in where it only passes on. */
  ofSrcPad(ref: PadRef): Caps {
    return this.#ofSrcPad(ref, new Set());
  }

  /** What a sink pad can take. */
  ofSinkPad(ref: PadRef): Caps {
    return templateCaps(this.#template(ref), this.#catalogue);
  }

  /** What can flow over a link: what both pads and the filter allow. */
  #ofLink(link: Link, visited: Set<string>): Caps {
    const id = linkId(link);
    const known = this.#links.get(id);
    if (known !== undefined) {
      return known;
    }
    let caps = commonCaps(this.#ofSrcPad(link.from, visited), this.ofSinkPad(link.to));
    if (link.caps !== undefined) {
      caps = commonCaps(caps, capsOfText(link.caps));
    }
    this.#links.set(id, caps);
    return caps;
  }

  #ofSrcPad(ref: PadRef, visited: Set<string>): Caps {
    const caps = templateCaps(this.#template(ref), this.#catalogue);
    // Queue, tee and the like: ANY on both sides, so what comes in goes out.
    if (caps.kind !== 'any' || visited.has(ref.element)) {
      return caps;
    }
    visited.add(ref.element);
    const [input, ...others] = this.#index.to.get(ref.element) ?? [];
    return input !== undefined && others.length === 0 ? this.#ofLink(input, visited) : caps;
  }

  #template(ref: PadRef): PadTemplate | undefined {
    const factory = this.#document.elements[ref.element]?.factory;
    return factory === undefined ? undefined : this.#catalogue.padTemplateFor(factory, ref.pad);
  }
}

/** Media types and memory of caps in a few words, e.g. `video/x-raw in memory:NVMM`. */
export function briefCaps(caps: Caps): string {
  if (caps.kind === 'any') {
    return 'anything';
  }
  if (caps.kind === 'empty') {
    return 'nothing';
  }
  const words = new Set<string>();
  for (const { name, features } of caps.structures) {
    words.add(
      features === 'any' || features.length > 0 || /^(video|audio)\/x-raw$/.test(name)
        ? `${name} in ${features !== 'any' && features.length === 0 ? 'system memory' : describeFeatures(features)}`
        : name,
    );
  }
  const all = [...words];
  return all.length > 4 ? `${all.slice(0, 4).join(', ')} …` : all.join(' or ');
}

/** Caps as lines for people: one structure per line, at most `mostLines`, shortened. */
export function capsLines(caps: Caps, mostLines = 6): readonly string[] {
  if (caps.kind !== 'structures') {
    return [caps.kind === 'any' ? 'ANY' : 'EMPTY: the two ends have nothing in common'];
  }
  const lines = [...new Set(caps.structures.map(shortStructure))];
  return lines.length > mostLines
    ? [...lines.slice(0, mostLines), `… and ${lines.length - mostLines} more`]
    : lines;
}

const MOST_LIST_VALUES = 6;

/** A structure without type names, without fields that allow anything, and with short lists. */
function shortStructure(structure: CapsStructure): string {
  const fields = [...structure.fields].filter(([, value]) => !isUnbounded(value));
  const text = formatStructure({ ...structure, fields: new Map(fields) });
  return text
    .replace(/\((string|int|fraction|boolean)\)/g, '')
    .replace(/\{([^{}]*)\}/g, (list, inner: string) => {
      const values = inner.split(',').map((value) => value.trim());
      return values.length > MOST_LIST_VALUES
        ? `{ ${values.slice(0, MOST_LIST_VALUES).join(', ')}, … ${values.length - MOST_LIST_VALUES} more }`
        : list;
    });
}

/** From nothing or one up to the largest number there is. */
function isUnbounded(value: CapsValue): boolean {
  if (value.kind === 'number-range') {
    return Number(value.min) <= 1 && Number(value.max) >= 32_767;
  }
  return (
    value.kind === 'fraction-range' && value.min.numerator === 0 && value.max.numerator >= 32_767
  );
}
