/** Pads of links that Service Maker code leaves to the elements, as a pipeline document names them. */
import type { Catalogue } from '@pipewright/catalogue';
import { type Link, linkId } from '@pipewright/graph';

type Direction = 'src' | 'sink';

/** One link as read: pads may be empty, or patterns such as `sink_%u`. */
export interface ReadLink {
  readonly from: string;
  readonly fromPad: string;
  readonly to: string;
  readonly toPad: string;
}

/**
 * Makes links of a document, in the order in which Service Maker makes them: request pads get the
 * numbers that they get there.
 */
export class LinkMaker {
  readonly links: Link[] = [];
  readonly #factoryOf: (element: string) => string;
  readonly #catalogue: Pick<Catalogue, 'factory' | 'padTemplateFor'>;
  readonly #usedPads = new Set<string>();
  readonly #ids = new Set<string>();

  constructor(
    factoryOf: (element: string) => string,
    catalogue: Pick<Catalogue, 'factory' | 'padTemplateFor'>,
  ) {
    this.#factoryOf = factoryOf;
    this.#catalogue = catalogue;
  }

  add({ from, fromPad, to, toPad }: ReadLink): void {
    const link = {
      from: { element: from, pad: this.#pad(from, fromPad, 'src') },
      to: { element: to, pad: this.#pad(to, toPad, 'sink') },
    };
    const unique = this.#ids.has(linkId(link)) ? this.#numbered(link) : link;
    this.#ids.add(linkId(unique));
    this.links.push(unique);
  }

  #pad(element: string, written: string, direction: Direction): string {
    const factory = this.#factoryOf(element);
    const pad = written === '' ? this.#defaultPad(factory, direction) : written;
    const presence = this.#catalogue.padTemplateFor(factory, pad)?.presence ?? 'request';
    if (presence !== 'request' || !/%[ud]$/.test(pad)) {
      this.#usedPads.add(`${element}\n${pad}`);
      return pad;
    }
    return this.#nextPad(element, pad);
  }

  /** The always pad, else what carries video, else the first that there can be. */
  #defaultPad(factory: string, direction: Direction): string {
    const pads = this.#catalogue.factory(factory)?.pads ?? [];
    const onSide = pads.filter((pad) => pad.direction === direction);
    const best =
      onSide.find(({ presence }) => presence === 'always') ??
      onSide.find(({ name }) => /^v(?:ideo|src)/.test(name)) ??
      onSide[0];
    return best?.name ?? direction;
  }

  #nextPad(element: string, pattern: string): string {
    for (let number = 0; ; number++) {
      const pad = pattern.replace(/%[ud]$/, String(number));
      const key = `${element}\n${pad}`;
      if (this.#usedPads.has(key)) continue;
      this.#usedPads.add(key);
      return pad;
    }
  }

  /** The same two patterns once more: their pads get numbers, which tell the links apart. */
  #numbered({ from, to }: Link): Link {
    const numbered = (element: string, pad: string) =>
      /%[ud]$/.test(pad) ? this.#nextPad(element, pad) : pad;
    return {
      from: { element: from.element, pad: numbered(from.element, from.pad) },
      to: { element: to.element, pad: numbered(to.element, to.pad) },
    };
  }
}
