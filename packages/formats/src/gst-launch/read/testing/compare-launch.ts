/** A document that the reader made, held against what GStreamer's parser made of the same text. */
import { areCapsEqual, parseCaps } from '@pipewright/caps';
import { type Catalogue, catalogueFor } from '@pipewright/catalogue';
import { emptyDocument, type PipelineDocument, type PropertyValue } from '@pipewright/graph';
import { buildDocument } from '../build-document.ts';
import { parseLaunch } from '../launch-grammar.ts';
import { OpenMarks } from '../open-marks.ts';
import type { Probed, ProbedElement, ProbedLink } from './probed-launch.ts';

export interface ReadText {
  /** Absent when the text is rejected. */
  readonly document?: PipelineDocument;
  readonly errors: readonly string[];
  readonly notes: readonly string[];
}

const target = emptyDocument('').target;
const catalogue: Catalogue = catalogueFor(target);

/** Reads a text as gst_parse_launch() gets it, without a shell. */
export function readLaunchText(text: string): ReadText {
  const parsed = parseLaunch(text);
  if (!parsed.ok) return { errors: parsed.problems.map(({ message }) => message), notes: [] };
  const errors: string[] = [];
  const notes: string[] = [];
  const document = buildDocument(parsed.tree, {
    name: 'Test',
    target,
    catalogue,
    marks: new OpenMarks(),
    report: (_kind, message) => notes.push(message),
    reportProblem: ({ message }) => errors.push(message),
    reportOpenValue: (parameter) => errors.push(`${parameter} is open`),
  });
  return errors.length > 0 ? { errors, notes } : { document, errors, notes };
}

/** In words, where the two differ; empty when they agree. */
export function launchDifferences(read: ReadText, probed: Probed): string[] {
  if (!probed.ok) {
    const isDoubted = read.document === undefined || read.notes.length > 0;
    return isDoubted || isKnownToDiffer(read.document)
      ? []
      : [`accepted, but GStreamer says: ${probed.message}`];
  }
  const { document } = read;
  if (document === undefined) return [`rejected: ${read.errors.join('; ')}`];
  const { elements, links } = withoutFilters(probed);
  const ours = Object.entries(document.elements);
  const factories = ours.map(([, { factory }]) => factory);
  const theirs = elements.map(({ factory }) => factory);
  if (factories.join() !== theirs.join()) {
    return [`elements: ${factories.join()}, but GStreamer has ${theirs.join()}`];
  }
  const nameOf = new Map(elements.map(({ name }, index) => [name, ours[index]?.[0] ?? '']));
  const differences: string[] = [];
  for (const [index, [name, element]] of ours.entries()) {
    const other = elements[index];
    if (other === undefined) continue;
    const isRenamed = read.notes.some((note) => note.includes(name));
    if (!/\d$/.test(name) && !isRenamed && other.name !== name)
      differences.push(`name: ${name}, not ${other.name}`);
    differences.push(
      ...propertyDifferences(name, element.factory, element.properties, other.properties),
    );
    for (const [pad, properties] of Object.entries(element.pads)) {
      const others = other.pads[pad];
      if (others === undefined) continue;
      for (const [property, value] of Object.entries(properties)) {
        const theirValue = others[property];
        if (theirValue !== undefined && !isSameValue(value, theirValue)) {
          differences.push(`${name}.${pad}.${property}: ${value}, not ${theirValue}`);
        }
      }
    }
  }
  const ourLinks = document.links.map(({ from, to, caps }) => ({
    ends: [from.element, from.pad, to.element, to.pad].join(' '),
    caps,
  }));
  // Funnel numbers its pads as it likes, and skips those that it gave in vain.
  const numbered = new Set(
    elements.filter(({ factory }) => factory === 'funnel').map((each) => each.name),
  );
  const theirLinks = links.map(({ from, fromPad, to, toPad, caps }) => ({
    ends: [nameOf.get(from), fromPad, nameOf.get(to), numbered.has(to) ? '*' : toPad].join(' '),
    caps,
  }));
  return [...differences, ...linkDifferences(ourLinks, theirLinks)];
}

/**
 * GStreamer finds no pads between tee and compositor, which both make theirs on request, unless they
 * are named: the document names them.
 */
function isKnownToDiffer({ elements, links }: PipelineDocument): boolean {
  return links.some(
    ({ from, to }) =>
      elements[from.element]?.factory === 'tee' && elements[to.element]?.factory === 'compositor',
  );
}

interface TextLink {
  readonly ends: string;
  readonly caps: string | undefined;
}

function linkDifferences(ours: readonly TextLink[], theirs: readonly TextLink[]): string[] {
  const differences: string[] = [];
  const left = [...theirs];
  for (const link of ours) {
    const at = left.findIndex((each) => endsFit(link.ends, each.ends));
    const [other] = at < 0 ? [] : left.splice(at, 1);
    if (other === undefined) {
      differences.push(
        `link ${link.ends}, which GStreamer has not; it has ${left.map(({ ends }) => ends).join(', ')}`,
      );
      // A link that waits for its pad keeps its caps to itself.
    } else if (!other.ends.includes(' * ') && !areSameCaps(link.caps, other.caps)) {
      differences.push(`caps of ${link.ends}: ${link.caps}, not ${other.caps}`);
    }
  }
  differences.push(...left.map(({ ends }) => `GStreamer has a link ${ends}`));
  return differences;
}

/** A pad yet to come may be any. */
function endsFit(ours: string, theirs: string): boolean {
  const others = theirs.split(' ');
  return ours.split(' ').every((part, index) => others[index] === '*' || others[index] === part);
}

function areSameCaps(ours: string | undefined, theirs: string | undefined): boolean {
  if (ours === undefined || theirs === undefined) return ours === theirs;
  const [a, b] = [parseCaps(ours), parseCaps(theirs)];
  return a.ok && b.ok && areCapsEqual(a.caps, b.caps);
}

function propertyDifferences(
  name: string,
  factory: string,
  ours: Readonly<Record<string, PropertyValue>>,
  theirs: ProbedElement['properties'],
): string[] {
  return Object.entries(ours).flatMap(([property, value]) => {
    const other = theirs[property];
    // Refused values have been noted; objects are not told of.
    if (other === undefined) return [];
    const isCaps = catalogue.property(factory, property)?.type === 'caps';
    const isSame = isCaps
      ? areSameCaps(String(value), other ?? undefined)
      : isSameValue(value, other);
    return isSame
      ? []
      : [`${name}.${property}: ${JSON.stringify(value)}, not ${JSON.stringify(other)}`];
  });
}

function isSameValue(ours: PropertyValue, theirs: string | null): boolean {
  if (typeof ours === 'string') return ours.replaceAll('$${', () => '${') === theirs;
  if (typeof ours === 'boolean') return String(ours) === theirs;
  return theirs !== null && theirs !== '' && Number(theirs) === ours;
}

/** The links that caps filters of GStreamer's own making stand on, with their caps. */
function withoutFilters({ elements, links }: Extract<Probed, { ok: true }>) {
  const filters = new Map<string, string>();
  for (const { name, factory, properties } of elements) {
    const isUnnamed = factory === 'capsfilter' && /^capsfilter\d+$/.test(name);
    const inputs = links.filter(({ to }) => to === name);
    const outputs = links.filter(({ from }) => from === name);
    const isBetween = inputs.length === 1 && outputs.length === 1;
    // Two in a row stay elements on one side only: the first one takes the link.
    const isBesideOther = [...inputs, ...outputs].some(
      ({ from, to }) => filters.has(from) || filters.has(to),
    );
    const isOnlyCaps = properties['caps-change-mode'] === 'immediate' && properties.caps !== 'ANY';
    if (isUnnamed && isBetween && isOnlyCaps && !isBesideOther) {
      filters.set(name, properties.caps ?? '');
    }
  }
  return {
    elements: elements.filter(({ name }) => !filters.has(name)),
    links: links.flatMap((link): (ProbedLink & { readonly caps?: string })[] => {
      if (filters.has(link.from)) return [];
      const caps = filters.get(link.to);
      const behind = links.find(({ from }) => from === link.to);
      if (caps === undefined || behind === undefined) return [link];
      return [{ ...link, to: behind.to, toPad: behind.toPad, caps }];
    }),
  };
}
