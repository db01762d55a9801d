/**
 * Which pads a link uses, by gst_element_link_pads(): named ones, else pads that are there, then
 * those that can be requested, then those that come while the pipeline runs.
 */
import { ANY_CAPS, type Caps, canIntersect, parseCaps } from '@pipewright/caps';
import {
  type Catalogue,
  type ElementFactory,
  isPadPattern,
  type PadDirection,
  type PadTemplate,
  padNameFits,
} from '@pipewright/catalogue';
import type { Medium } from './media-hint.ts';

/** One end of a link that is to be made. */
export interface WantedEnd {
  readonly element: string;
  readonly factory: string;
  /** Absent: any that fits. */
  readonly pad?: string;
}

export type ChosenPads =
  | {
      readonly ok: true;
      readonly fromPad: string;
      readonly toPad: string;
      /** What GStreamer would object to, or what had to be guessed. */
      readonly doubt?: string;
    }
  | { readonly ok: false; readonly message: string; readonly remedy?: string };

interface Candidate {
  readonly name: string;
  readonly presence: PadTemplate['presence'] | 'unknown';
  readonly caps: Caps;
}

type Candidates =
  | { readonly ok: true; readonly list: readonly Candidate[]; readonly doubt?: string }
  | { readonly ok: false; readonly message: string; readonly remedy?: string };

/** Pads whose number means something to the element: it chooses better than we do. */
const OWN_NUMBERS: ReadonlySet<string> = new Set(['mpegtsmux']);

const capsOfText = new Map<string, Caps>();

export class PadChooser {
  readonly #catalogue: Catalogue;
  /** `element.pad` -> what it is linked to. */
  readonly #linked = new Map<string, string>();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  /**
   * Chooses and takes the pads of one more link. `medium` tells what the sink wants, for pads that
   * are yet to come and take anything.
   */
  choose(
    from: WantedEnd,
    to: WantedEnd,
    filter: Caps | undefined,
    medium?: () => Medium | undefined,
  ): ChosenPads {
    const found = this.#candidates(from, 'src');
    if (!found.ok) return found;
    const sources = { ...found, list: byMedium(found.list, medium) };
    const sinks = this.#candidates(to, 'sink');
    if (!sinks.ok) return sinks;
    const fitting = findPair(sources.list, sinks.list, (source, sink) =>
      filter === undefined
        ? canIntersect(source.caps, sink.caps)
        : canIntersect(source.caps, filter) && canIntersect(filter, sink.caps),
    );
    const pair = fitting ?? findPair(sources.list, sinks.list, () => true);
    if (pair === undefined) {
      return { ok: false, message: `${from.element} and ${to.element} can't be linked` };
    }
    const [source, sink] = pair;
    const fromPad = this.#take(from, source, `${to.element}.${sink.name}`);
    const toPad = this.#take(to, sink, `${from.element}.${fromPad}`);
    const doubt =
      fitting === undefined
        ? `the caps of ${from.element}.${fromPad} and ${to.element}.${toPad}${filter === undefined ? '' : ', or of the filter between them,'} have nothing in common: GStreamer refuses such a link`
        : (sources.doubt ?? sinks.doubt);
    return { ok: true, fromPad, toPad, ...(doubt !== undefined && { doubt }) };
  }

  /** How many pads an element can have on a side; undefined when that is not known or many. */
  hasOnePad(factory: string, direction: PadDirection): boolean {
    const templates = this.#templates(factory, direction);
    return templates?.length === 1 && templates[0]?.presence === 'always';
  }

  #candidates(end: WantedEnd, direction: PadDirection): Candidates {
    const templates = this.#templates(end.factory, direction);
    if (templates === undefined) return this.#unknownPads(end, direction);
    return end.pad === undefined
      ? this.#anyPad(end, direction, templates)
      : this.#namedPad(end, end.pad, direction, templates);
  }

  #anyPad(end: WantedEnd, direction: PadDirection, templates: readonly PadTemplate[]): Candidates {
    if (templates.length === 0) {
      return this.#isDoubtful(end.factory)
        ? this.#unknownPads(end, direction)
        : noSide(end, direction);
    }
    const list = templates.flatMap((template): Candidate[] => {
      if (template.presence !== 'always' && isPadPattern(template.name)) {
        return [{ ...template, caps: this.#capsOf(template) }];
      }
      return this.#linked.has(padKey(end.element, template.name))
        ? []
        : [{ ...template, caps: this.#capsOf(template) }];
    });
    if (list.length > 0) return { ok: true, list };
    const [pad] = templates;
    return this.#alreadyLinked(end, pad?.name ?? direction, direction);
  }

  #namedPad(
    end: WantedEnd,
    pad: string,
    direction: PadDirection,
    templates: readonly PadTemplate[],
  ): Candidates {
    const template =
      templates.find(({ name }) => name === pad) ??
      templates.find(({ name }) => padNameFits(name, pad));
    if (template === undefined) return this.#noSuchPad(end, pad, direction, templates);
    if (!isPadPattern(pad) && this.#linked.has(padKey(end.element, pad))) {
      return this.#alreadyLinked(end, pad, direction);
    }
    return { ok: true, list: [{ ...template, name: pad, caps: this.#capsOf(template) }] };
  }

  #noSuchPad(
    end: WantedEnd,
    pad: string,
    direction: PadDirection,
    templates: readonly PadTemplate[],
  ): Candidates {
    const isLater = templates.some(({ presence }) => presence === 'sometimes');
    if (isLater || this.#isDoubtful(end.factory)) {
      return {
        ok: true,
        list: [{ name: pad, presence: 'unknown', caps: ANY_CAPS }],
        doubt: `no pad of ${end.factory} is known to be called ${pad}`,
      };
    }
    const names = templates.map(({ name }) => name).join(', ');
    const side = direction === 'src' ? 'source' : 'sink';
    return {
      ok: false,
      message: `${end.element} (${end.factory}) has no ${side} pad ${pad}`,
      remedy:
        names === ''
          ? `it has no ${side} pad at all`
          : `it has ${names}${
              names.includes('%u')
                ? `, e.g. ${names
                    .split(', ')
                    .find((name) => name.includes('%u'))
                    ?.replace('%u', '0')}`
                : ''
            }`,
    };
  }

  #alreadyLinked(end: WantedEnd, pad: string, direction: PadDirection): Candidates {
    const other = this.#linked.get(padKey(end.element, pad)) ?? 'something else';
    return {
      ok: false,
      message: `the pad ${end.element}.${pad} is already linked to ${other}`,
      remedy:
        direction === 'src'
          ? 'put a tee behind it to use its data twice'
          : 'put a funnel or a mixer in front of it, or use another pad',
    };
  }

  /** Pads of an element that the catalogue does not know: src and sink, counted when used twice. */
  #unknownPads({ element, factory, pad }: WantedEnd, direction: PadDirection): Candidates {
    const key = (name: string) => padKey(element, name);
    let name = pad ?? direction;
    for (let number = 1; pad === undefined && this.#linked.has(key(name)); number++) {
      name = `${direction}_${number}`;
    }
    const isGuess = name !== direction && pad === undefined;
    return {
      ok: true,
      list: [{ name, presence: 'unknown', caps: ANY_CAPS }],
      ...(isGuess && { doubt: `the pads of ${factory} are not known: ${name} is a guess` }),
    };
  }

  /** The pad's own name; the next free number in a pattern. */
  #take(end: WantedEnd, { name, presence }: Candidate, other: string): string {
    let pad = name;
    if (isPadPattern(name) && presence === 'request' && !OWN_NUMBERS.has(end.factory)) {
      for (let number = 0; ; number++) {
        pad = name.replace(/%0?\d*[ud]/, String(number));
        if (pad === name || !this.#linked.has(padKey(end.element, pad))) break;
      }
    }
    this.#linked.set(padKey(end.element, pad), other);
    return pad;
  }

  #templates(factory: string, direction: PadDirection): readonly PadTemplate[] | undefined {
    return this.#catalogue.factory(factory)?.pads.filter((pad) => pad.direction === direction);
  }

  #isDoubtful(factory: string): boolean {
    const known: ElementFactory | undefined = this.#catalogue.factory(factory);
    return known === undefined || known.confidence === 'low';
  }

  #capsOf({ caps, capsJetson }: PadTemplate): Caps {
    const text = this.#catalogue.target.platform === 'jetson' ? (capsJetson ?? caps) : caps;
    let parsed = capsOfText.get(text);
    if (parsed === undefined) {
      const result = parseCaps(text);
      parsed = result.ok ? result.caps : ANY_CAPS;
      capsOfText.set(text, parsed);
    }
    return parsed;
  }
}

/** In the order in which GStreamer tries: what is there, what can be requested, what may come. */
function findPair(
  sources: readonly Candidate[],
  sinks: readonly Candidate[],
  fits: (source: Candidate, sink: Candidate) => boolean,
): readonly [Candidate, Candidate] | undefined {
  for (const sourceClass of [isThere, isRequested, isLater]) {
    for (const sinkClass of [isThere, isRequested]) {
      for (const source of sources.filter(sourceClass)) {
        const sink = sinks.filter(sinkClass).find((each) => fits(source, each));
        if (sink !== undefined) return [source, sink];
      }
    }
  }
  return undefined;
}

/** Pads yet to come, those named by the wanted medium first; else video comes first, text last. */
function byMedium(
  list: readonly Candidate[],
  medium: (() => Medium | undefined) | undefined,
): readonly Candidate[] {
  if (list.filter(isLater).length < 2) return list;
  const wanted = medium?.() ?? 'video';
  const rank = ({ name }: Candidate) => {
    if (name.startsWith(wanted)) return 0;
    return /^(?:sub|text|caption|private)/.test(name) ? 2 : 1;
  };
  return list.toSorted((a, b) => rank(a) - rank(b));
}

const isThere = ({ presence }: Candidate) => presence === 'always' || presence === 'unknown';
const isRequested = ({ presence }: Candidate) => presence === 'request';
const isLater = ({ presence }: Candidate) => presence === 'sometimes';

function noSide({ element, factory }: WantedEnd, direction: PadDirection): Candidates {
  return direction === 'src'
    ? {
        ok: false,
        message: `${element} (${factory}) has no source pad: nothing can follow it`,
        remedy: 'remove the "!" behind it, or put it at the end of its chain',
      }
    : {
        ok: false,
        message: `${element} (${factory}) has no sink pad: nothing can feed it`,
        remedy: 'start a chain with it',
      };
}

function padKey(element: string, pad: string): string {
  return `${element}\n${pad}`;
}
