/** What the advisor says, and how an answer becomes an edit. */
import type { Edit } from '@pipewright/graph';
import { type ElementView, type PipelineView, readSetting } from './pipeline-view.ts';

export type AdviceTopic =
  | 'mux-batch-size'
  | 'infer-batch-size'
  | 'infer-precision'
  | 'infer-interval'
  | 'mux-size'
  | 'mux-live-source'
  | 'mux-push-timeout'
  | 'mux-buffer-pool'
  | 'decoder-surfaces'
  | 'queue-limits'
  | 'tiler-grid'
  | 'gpu-memory';

export type Confidence = 'high' | 'medium' | 'low';

/**
 * `differs`: the edit makes it so. `already-so`: the document has it. `by-hand`: it is set where no
 * edit of this document reaches (a file on disk, a parameter given at start). `estimate`: a number
 * to know, with nothing to set. `unknown`: a fact is missing that only a measurement gives.
 */
export type AdviceState = 'differs' | 'already-so' | 'by-hand' | 'estimate' | 'unknown';

export interface Advice {
  /** Stable and unique in a document: topic and element. */
  readonly id: string;
  readonly topic: AdviceTopic;
  readonly title: string;
  /** The answer in words, e.g. `4` or `2 rows, 2 columns`. */
  readonly value: string;
  /** Steps with the numbers filled in. */
  readonly arithmetic: readonly string[];
  /** What was not known, and which value stands in for it. */
  readonly assumptions: readonly string[];
  readonly why: string;
  readonly confidence: Confidence;
  /** Without a property: the element as a whole. */
  readonly place: { readonly element: string; readonly property?: string };
  readonly state: AdviceState;
  /** Only when `state` is `differs`. */
  readonly edit: Edit | undefined;
}

/** A property's wanted value. */
export interface Change {
  readonly element: ElementView;
  readonly property: string;
  readonly value: boolean | number | string;
  /**
   * Whether another value that is in effect will do as well; none when absent. `isWritten` is false for an element's default.
   */
  readonly accepts?: (current: number, isWritten: boolean) => boolean;
}

/** What a topic works out; `decide` adds what is left to do. */
export type Answer = Omit<Advice, 'state' | 'edit'>;

/**
 * The advice for wanted values: those that the document does not have become one edit, called
 * `label`. A value that is not the wanted one and will do is said, and stays.
 */
export function decide(
  view: PipelineView,
  answer: Answer,
  label: string,
  changes: readonly Change[],
): Advice {
  const edits: Edit[] = [];
  const kept: string[] = [];
  let isByHand = false;
  for (const { element, property, value, accepts } of changes) {
    const setting = readSetting(view, element, property);
    if (setting.isReference) {
      isByHand = true;
      kept.push(`${property} of '${element.name}' is given when a run starts`);
      continue;
    }
    const current = setting.number;
    const isWanted = current === wantedNumber(value, view, element, property);
    if (isWanted || (current !== undefined && accepts?.(current, setting.isWritten))) {
      if (!isWanted) kept.push(`${property} ${current} of '${element.name}' will do and stays`);
      continue;
    }
    edits.push({ kind: 'set-property', element: element.name, property: setting.property, value });
  }
  const arithmetic = [...answer.arithmetic, ...kept];
  const [only] = edits;
  if (!only) {
    return { ...answer, arithmetic, state: isByHand ? 'by-hand' : 'already-so', edit: undefined };
  }
  const edit: Edit = edits.length === 1 ? only : { kind: 'batch', label, edits };
  return { ...answer, arithmetic, state: 'differs', edit };
}

function wantedNumber(
  value: Change['value'],
  view: PipelineView,
  { node }: ElementView,
  property: string,
): number {
  const values = view.catalogue.property(node.factory, property)?.enum;
  return values?.find(({ nick }) => nick === value)?.value ?? Number(value);
}

/** A number for people: at most two decimals. */
export function shown(number: number): string {
  return String(Math.round(number * 100) / 100);
}

export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;

/** Bytes in MiB or GiB. */
export function shownBytes(bytes: number): string {
  return bytes >= GIB ? `${shown(bytes / GIB)} GiB` : `${shown(bytes / MIB)} MiB`;
}
