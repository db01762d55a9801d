import type { ElementFactory, PadDirection } from '@pipewright/catalogue';
import { findPadTemplate, isPadPattern, type PadTemplate } from '@pipewright/catalogue';
import type { Link, PadRef, PipelineDocument } from '@pipewright/graph';

/** A pad as a box shows it. */
export interface PadView {
  /** The pad's name; of a free slot the template's name, e.g. `sink_%u`. */
  readonly name: string;
  readonly direction: PadDirection;
  /** Absent when the element is unknown or has no such pad. */
  readonly template: PadTemplate | undefined;
  readonly numLinks: number;
  /** The place where the next request pad will appear. */
  readonly isSlot: boolean;
}

export interface ElementPads {
  readonly sinks: readonly PadView[];
  readonly srcs: readonly PadView[];
}

/** Links of each element, for a whole document at once. */
export interface LinkIndex {
  readonly from: ReadonlyMap<string, readonly Link[]>;
  readonly to: ReadonlyMap<string, readonly Link[]>;
}

/** Sorts a document's links by element. */
export function indexLinks(document: PipelineDocument): LinkIndex {
  const from = new Map<string, Link[]>();
  const to = new Map<string, Link[]>();
  for (const link of document.links) {
    add(from, link.from.element, link);
    add(to, link.to.element, link);
  }
  return { from, to };
}

function add(index: Map<string, Link[]>, element: string, link: Link): void {
  const links = index.get(element);
  if (links === undefined) {
    index.set(element, [link]);
  } else {
    links.push(link);
  }
}

const NO_LINKS: readonly Link[] = [];

/**
 * The pads of an element: always pads, linked request and sometimes pads by name, and one free slot
 * for each template that makes more. Pads that only links know of are shown too.
 */
export function padsOf(
  element: string,
  factory: ElementFactory | undefined,
  index: LinkIndex,
): ElementPads {
  return {
    sinks: padsOfSide(
      'sink',
      factory,
      (index.to.get(element) ?? NO_LINKS).map((link) => link.to.pad),
    ),
    srcs: padsOfSide(
      'src',
      factory,
      (index.from.get(element) ?? NO_LINKS).map((link) => link.from.pad),
    ),
  };
}

function padsOfSide(
  direction: PadDirection,
  factory: ElementFactory | undefined,
  linked: readonly string[],
): readonly PadView[] {
  const numLinks = new Map<string, number>();
  for (const name of linked) {
    numLinks.set(name, (numLinks.get(name) ?? 0) + 1);
  }
  const templates = factory?.pads.filter((template) => template.direction === direction) ?? [];
  const views: PadView[] = [];
  for (const template of templates) {
    if (isPadPattern(template.name)) {
      const made = [...numLinks.keys()].filter(
        (name) =>
          name !== template.name && findPadTemplate(templates, name, direction) === template,
      );
      for (const name of made.sort(byNumber)) {
        views.push(view(name, direction, template, numLinks, false));
      }
    }
    views.push(view(template.name, direction, template, numLinks, isPadPattern(template.name)));
  }
  for (const name of numLinks.keys()) {
    if (findPadTemplate(templates, name, direction) === undefined) {
      views.push(view(name, direction, undefined, numLinks, false));
    }
  }
  return views;
}

function view(
  name: string,
  direction: PadDirection,
  template: PadTemplate | undefined,
  numLinks: ReadonlyMap<string, number>,
  isSlot: boolean,
): PadView {
  return { name, direction, template, numLinks: numLinks.get(name) ?? 0, isSlot };
}

/** `sink_2` before `sink_10`. */
function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/**
 * The pad that a link to `pad` would use: a template's next free number (`sink_%u` becomes
 * `sink_0`), any other name as it is.
 */
export function nextPadName(document: PipelineDocument, ref: PadRef, side: 'from' | 'to'): string {
  const pattern = /%0?\d*[ud]/;
  if (!pattern.test(ref.pad)) {
    return ref.pad;
  }
  const used = new Set<string>();
  for (const link of document.links) {
    const end = link[side];
    if (end.element === ref.element) {
      used.add(end.pad);
    }
  }
  for (let number = 0; ; number++) {
    const name = ref.pad.replace(pattern, String(number));
    if (!used.has(name)) {
      return name;
    }
  }
}
