/** Caps from texts and templates, each worked out once. */
import {
  ANY_CAPS,
  type Caps,
  type CapsStructure,
  intersectCaps,
  parseCaps,
} from '@pipewright/caps';
import type { PadTemplate, Platform } from '@pipewright/catalogue';

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

const narrowed = new WeakMap<Caps, Caps>();

/** Caps without raw video in system memory. */
export function withoutSystemVideo(caps: Caps): Caps {
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
