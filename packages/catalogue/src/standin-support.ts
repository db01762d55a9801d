/** What DeepStream's elements do on the CPU stand-in. */
import data from '../data/standin-elements.json' with { type: 'json' };

/** An element that the stand-in has: it works, or hands buffers through as they are. */
export interface StandinElement {
  readonly support: 'works' | 'pass-through';
  /** What it does on a CPU, as a sentence. */
  readonly does: string;
}

/** An element that only the DeepStream SDK has. */
export interface SdkElement {
  readonly support: 'sdk';
  /** Why, as a sentence. */
  readonly why: string;
  /** What serves on a machine without the SDK, for behind "use"; absent where nothing does. */
  readonly instead?: string;
}

export type StandinSupport = StandinElement | SdkElement;

/** TypeScript's inferred type of the JSON is too wide; the generator checks the values. */
const supportById = data as unknown as Readonly<Record<string, StandinSupport>>;

/** What the stand-in makes of one of DeepStream's elements, by its catalogue id. */
export function standinSupport(id: string): StandinSupport | undefined {
  return supportById[id];
}

/** The same as a sentence or two. */
export function standinWords(support: StandinSupport): string {
  if (support.support !== 'sdk') return support.does;
  const instead = support.instead === undefined ? '' : ` Instead: ${support.instead}.`;
  return `Needs the DeepStream SDK. ${support.why}${instead}`;
}
