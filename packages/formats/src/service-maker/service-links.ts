/** Links as Service Maker is told them: pads by template, as it makes request pads itself. */
import type { Catalogue } from '@pipewright/catalogue';
import type { Plan, PlanLink } from '@pipewright/graph';
import type { FormatNote } from '../note.ts';

export interface ServiceLink {
  readonly from: string;
  /** Empty: the element's only pad on this side. */
  readonly fromPad: string;
  readonly to: string;
  readonly toPad: string;
  /** The document's link. */
  readonly origin: string;
}

/** What is asked of a catalogue. */
export type PadCatalogue = Pick<Catalogue, 'factory' | 'padTemplateFor'>;

/**
 * The plan's links for Service Maker, and what they don't say as the document does.
 * `isBySource` puts the links of one source pad together, as a map from sources to targets has them.
 */
export function serviceLinks(
  plan: Plan,
  catalogue: PadCatalogue,
  { isBySource = false } = {},
): { readonly links: readonly ServiceLink[]; readonly notes: readonly FormatNote[] } {
  const factories = new Map(plan.elements.map(({ name, factory }) => [name, factory]));
  const factoryOf = (element: string) => factories.get(element) ?? '';
  const ordered = inPadOrder(plan.links);
  const links = isBySource ? bySource(ordered) : ordered;
  return {
    links: links.map((link) => ({
      from: link.fromElement,
      fromPad: padHint(factoryOf(link.fromElement), link.fromPad, 'src', catalogue),
      to: link.toElement,
      toPad: padHint(factoryOf(link.toElement), link.toPad, 'sink', catalogue),
      origin: link.origin,
    })),
    notes: numberingNotes(links, factoryOf, catalogue),
  };
}

/** Whether more than one kind of pad is on this side, so that a link has to say which it means. */
export function hasSeveralPads(
  factory: string,
  direction: 'src' | 'sink',
  catalogue: PadCatalogue,
): boolean {
  const pads = catalogue.factory(factory)?.pads ?? [];
  return pads.filter((pad) => pad.direction === direction).length > 1;
}

function padHint(
  factory: string,
  pad: string,
  direction: 'src' | 'sink',
  catalogue: PadCatalogue,
): string {
  const template = catalogue.padTemplateFor(factory, pad);
  if (template === undefined) return pad === direction ? '' : pad.replace(/\d+$/, '%u');
  const isOnlyOne = !hasSeveralPads(factory, direction, catalogue);
  return template.presence === 'always' && isOnlyOne ? '' : template.name;
}

/** Links to numbered sink pads in the order of their numbers: Service Maker numbers as it links. */
function inPadOrder(links: readonly PlanLink[]): PlanLink[] {
  const ordered = [...links];
  const places = new Map<string, number[]>();
  links.forEach(({ toElement, toPad }, index) => {
    if (padNumber(toPad) === undefined) return;
    const group = `${toElement}\n${padStem(toPad)}`;
    places.set(group, [...(places.get(group) ?? []), index]);
  });
  for (const indexes of places.values()) {
    const sorted = indexes
      .flatMap((index) => links[index] ?? [])
      .sort((a, b) => (padNumber(a.toPad) ?? 0) - (padNumber(b.toPad) ?? 0));
    sorted.forEach((link, position) => {
      const index = indexes[position];
      if (index !== undefined) ordered[index] = link;
    });
  }
  return ordered;
}

function bySource(links: readonly PlanLink[]): PlanLink[] {
  const groups = new Map<string, PlanLink[]>();
  for (const link of links) {
    const source = `${link.fromElement}\n${padStem(link.fromPad)}`;
    groups.set(source, [...(groups.get(source) ?? []), link]);
  }
  return [...groups.values()].flat();
}

/** Request pads that get another number than the document gives them. */
function numberingNotes(
  links: readonly PlanLink[],
  factoryOf: (element: string) => string,
  catalogue: PadCatalogue,
): FormatNote[] {
  const numUsed = new Map<string, number>();
  const notes: FormatNote[] = [];
  const count = (element: string, pad: string, link: string) => {
    const template = catalogue.padTemplateFor(factoryOf(element), pad);
    const isNumbered = /\d+$/.test(pad) || pad.includes('%');
    const isRequest = template === undefined ? isNumbered : template.presence === 'request';
    if (!isRequest) return;
    const group = `${element}\n${padStem(pad)}`;
    const number = numUsed.get(group) ?? 0;
    numUsed.set(group, number + 1);
    const wanted = padNumber(pad);
    if (wanted === undefined || wanted === number) return;
    notes.push({
      kind: 'changed',
      message: `Service Maker numbers request pads itself, in the order of the links: ${pad} becomes ${padStem(pad)}${number}`,
      place: { element, pad, link },
    });
  };
  for (const { fromElement, fromPad, toElement, toPad, origin } of links) {
    count(fromElement, fromPad, origin);
    count(toElement, toPad, origin);
  }
  return notes;
}

/** Properties of pads, which Service Maker has no call for. */
export function padPropertyNotes(plan: Plan): FormatNote[] {
  return plan.elements.flatMap(({ name, pads }) =>
    Object.entries(pads).flatMap(([pad, properties]) =>
      Object.keys(properties).map((property) => ({
        kind: 'lost' as const,
        message: `Service Maker can't set properties of pads: ${property} of ${pad} is left out`,
        place: { element: name, pad, property },
      })),
    ),
  );
}

function padNumber(pad: string): number | undefined {
  const digits = /\d+$/.exec(pad)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

/** `sink_` of `sink_3` and `sink_%u`. */
function padStem(pad: string): string {
  return pad.replace(/(?:\d+|%[uds])$/, '');
}
