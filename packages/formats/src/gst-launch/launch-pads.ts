/** How a link's ends are written: pad by pad, or left to gst-launch. */
import type { Catalogue } from '@pipewright/catalogue';

/** A link of the document, its caps filter still on it. */
export interface LaunchLink {
  readonly from: string;
  readonly to: string;
  /** Absent: gst-launch finds the pad. */
  readonly fromPad?: string;
  readonly toPad?: string;
  readonly caps?: string;
}

export interface WrittenLink {
  readonly id: string;
  readonly from: string;
  readonly fromPad: string;
  readonly to: string;
  readonly toPad: string;
  readonly caps?: string;
}

export interface PadProblem {
  readonly link: string;
  readonly message: string;
}

type Direction = 'src' | 'sink';

/** Decides for each link which pads are named. `factoryOf` gives an element's factory. */
export function resolvePads(
  links: readonly WrittenLink[],
  factoryOf: (element: string) => string,
  catalogue: Pick<Catalogue, 'factory'>,
): { links: LaunchLink[]; problems: PadProblem[] } {
  const numbers = new PadNumbers(links);
  const problems: PadProblem[] = [];

  const resolve = (link: WrittenLink, element: string, pad: string, direction: Direction) => {
    const factory = factoryOf(element);
    if (isFoundByItself(factory, pad, direction, catalogue)) return undefined;
    if (!pad.includes('%')) return pad;
    const numbered = numbers.next(element, pad);
    if (numbered === undefined) {
      problems.push({
        link: link.id,
        message: `gst-launch has no way to write the pad ${pad} of "${element}"; it takes the first that fits`,
      });
    }
    return numbered;
  };

  const resolved = links.map((link): LaunchLink => {
    const fromPad = resolve(link, link.from, link.fromPad, 'src');
    const toPad = resolve(link, link.to, link.toPad, 'sink');
    return {
      from: link.from,
      to: link.to,
      ...(fromPad !== undefined && { fromPad }),
      ...(toPad !== undefined && { toPad }),
      ...(link.caps !== undefined && { caps: link.caps }),
    };
  });
  return { links: resolved, problems };
}

/** Elements that choose the number of a pad well; to mpegtsmux it is a PID. */
const COUNTS_PADS: ReadonlySet<string> = new Set(['tee', 'mpegtsmux']);

/** Whether `!` alone takes the right pad: the only one there can be on this side. */
function isFoundByItself(
  factory: string,
  pad: string,
  direction: Direction,
  catalogue: Pick<Catalogue, 'factory'>,
): boolean {
  const templates = catalogue.factory(factory)?.pads.filter((each) => each.direction === direction);
  if (templates === undefined) return pad === direction;
  const [template] = templates;
  if (templates.length !== 1 || template === undefined) return false;
  switch (template.presence) {
    case 'always':
      return template.name === pad;
    case 'sometimes':
      return pad.includes('%');
    case 'request':
      // Others than these want to be told the number.
      return COUNTS_PADS.has(factory) && pad.includes('%');
  }
}

/** Numbers for pads that are written as `sink_%u`: the lowest that no other link has. */
class PadNumbers {
  readonly #used = new Set<string>();

  constructor(links: readonly WrittenLink[]) {
    for (const { from, fromPad, to, toPad } of links) {
      this.#used.add(padKey(from, fromPad));
      this.#used.add(padKey(to, toPad));
    }
  }

  /** The next pad of a pattern with one number; undefined for others. */
  next(element: string, pattern: string): string | undefined {
    if (!/^[^%]*%[ud]$/.test(pattern)) return undefined;
    for (let number = 0; ; number++) {
      const pad = pattern.replace(/%[ud]/, String(number));
      const key = padKey(element, pad);
      if (this.#used.has(key)) continue;
      this.#used.add(key);
      return pad;
    }
  }
}

function padKey(element: string, pad: string): string {
  return `${element}\n${pad}`;
}
