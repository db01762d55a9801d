import { type Caps, explainMismatch } from '@pipewright/caps';
import type { Catalogue, ElementFactory, PadTemplate } from '@pipewright/catalogue';
import { isPadPattern, shortLabel } from '@pipewright/catalogue';
import { type PadRef, type PipelineDocument, upstreamOf } from '@pipewright/graph';
import { briefCaps, CapsFlow, commonCaps, memoryOf, templateCaps } from './link-caps.ts';
import { indexLinks, nextPadName, padsOf } from './pads.ts';

export type LinkVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

const POSSIBLE: LinkVerdict = { ok: true };

/** Whether two pads can be linked, and if not, why not and what to do about it. */
export function checkLink(
  document: PipelineDocument,
  catalogue: Catalogue,
  from: PadRef,
  to: PadRef,
  flow = new CapsFlow(document, catalogue),
): LinkVerdict {
  if (from.element === to.element) {
    return refused('An element can’t be linked to itself.');
  }
  const fromPad = nextPadName(document, from, 'from');
  const toPad = nextPadName(document, to, 'to');
  for (const link of document.links) {
    if (link.from.element === from.element && link.from.pad === fromPad) {
      return refused(
        `${from.element}.${fromPad} is linked already. Put a tee behind it to feed several elements.`,
      );
    }
    if (link.to.element === to.element && link.to.pad === toPad) {
      return refused(`${to.element}.${toPad} is linked already: an input takes one link.`);
    }
  }
  if (upstreamOf(document, from.element).includes(to.element)) {
    return refused(
      `${to.element} comes before ${from.element}: the link would close a loop, and data can’t flow in circles.`,
    );
  }
  const given = flow.ofSrcPad(from);
  const taken = flow.ofSinkPad(to);
  return commonCaps(given, taken).kind !== 'empty'
    ? POSSIBLE
    : refused(capsReason(from, to, given, taken));
}

function refused(reason: string): LinkVerdict {
  return { ok: false, reason };
}

function capsReason(from: PadRef, to: PadRef, given: Caps, taken: Caps): string {
  const source = `${from.element}.${from.pad}`;
  const sink = `${to.element}.${to.pad}`;
  if (isRawVideo(given) && isRawVideo(taken) && memoryOf(given) !== memoryOf(taken)) {
    return `${source} gives ${briefCaps(given)}; ${sink} takes ${briefCaps(taken)}. Put an nvvideoconvert between them: it copies between system and GPU memory.`;
  }
  const mismatch = explainMismatch(given, taken, { a: source, b: sink });
  return `${source} and ${sink} have no format in common: ${mismatch?.message ?? `${briefCaps(given)} against ${briefCaps(taken)}`}.`;
}

function isRawVideo(caps: Caps): boolean {
  return (
    caps.kind === 'structures' &&
    caps.structures.some((structure) => structure.name === 'video/x-raw')
  );
}

/** The pad of an element that best takes a link from or to `origin`; undefined when none does. */
export function bestPadFor(
  document: PipelineDocument,
  catalogue: Catalogue,
  element: string,
  origin: { readonly ref: PadRef; readonly side: 'from' | 'to' },
): string | undefined {
  const node = document.elements[element];
  if (node === undefined) {
    return undefined;
  }
  const pads = padsOf(element, catalogue.factory(node.factory), indexLinks(document));
  const candidates = origin.side === 'from' ? pads.sinks : pads.srcs;
  const flow = new CapsFlow(document, catalogue);
  return candidates.find((pad) => {
    const own = { element, pad: pad.name };
    return (
      origin.side === 'from'
        ? checkLink(document, catalogue, origin.ref, own, flow)
        : checkLink(document, catalogue, own, origin.ref, flow)
    ).ok;
  })?.name;
}

export interface FittingElement {
  readonly factory: ElementFactory;
  /** The pad template that the link would use. */
  readonly template: PadTemplate;
}

/** Elements that a pad can be linked to: exact fits first, those that take anything after them. */
export function fittingElements(
  document: PipelineDocument,
  catalogue: Catalogue,
  origin: { readonly ref: PadRef; readonly side: 'from' | 'to' },
): readonly FittingElement[] {
  const flow = new CapsFlow(document, catalogue);
  const caps = origin.side === 'from' ? flow.ofSrcPad(origin.ref) : flow.ofSinkPad(origin.ref);
  const wanted = origin.side === 'from' ? 'sink' : 'src';
  const exact: FittingElement[] = [];
  const general: FittingElement[] = [];
  for (const factory of catalogue.factories()) {
    if (!factory.platforms.includes(document.target.platform)) {
      continue;
    }
    for (const template of factory.pads) {
      if (template.direction !== wanted) {
        continue;
      }
      const own = templateCaps(template, catalogue);
      if (own.kind === 'any' || caps.kind === 'any') {
        general.push({ factory, template });
        break;
      }
      if (commonCaps(caps, own).kind !== 'empty') {
        exact.push({ factory, template });
        break;
      }
    }
  }
  return [...exact.sort(byInterest), ...general.sort(byInterest)];
}

/** DeepStream's own first, then what this machine has, then by label. */
function byInterest(a: FittingElement, b: FittingElement): number {
  return (
    interest(b.factory) - interest(a.factory) ||
    shortLabel(a.factory).localeCompare(shortLabel(b.factory))
  );
}

function interest(factory: ElementFactory): number {
  return (factory.origin === 'deepstream' ? 2 : 0) + (factory.installed === false ? 0 : 1);
}

/** What a pad is, for its tooltip, e.g. `request pad`. */
export function padKind(template: PadTemplate | undefined): string {
  if (template === undefined) {
    return 'pad that the catalogue doesn’t know';
  }
  switch (template.presence) {
    case 'always':
      return 'always there';
    case 'request':
      return isPadPattern(template.name) ? 'made on request, one per link' : 'made on request';
    case 'sometimes':
      return 'appears while running';
  }
}
