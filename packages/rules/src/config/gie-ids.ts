/** Ids of inference elements and classes, as config files and messages name them. */
import { listItems } from '@pipewright/catalogue';
import { downstreamElements } from '../flow.ts';
import { inferenceBefore } from '../inference-chain.ts';
import { inferenceSetting, isInference } from '../inference-settings.ts';
import type { ElementView, PipelineIndex } from '../pipeline-index.ts';

/** An inference element with its id; undefined while only a file or parameter tells it. */
export interface Gie {
  readonly element: ElementView;
  readonly id: number | undefined;
}

/** The inference elements before an element, nearest first. */
export function giesBefore(element: ElementView, index: PipelineIndex): readonly Gie[] {
  return inferenceBefore(element).map((view) => gieOf(view, index));
}

/** The inference elements behind an element, nearest first. */
export function giesBehind(element: ElementView, index: PipelineIndex): readonly Gie[] {
  return downstreamElements(element)
    .filter(isInference)
    .map((view) => gieOf(view, index));
}

function gieOf(element: ElementView, index: PipelineIndex): Gie {
  return { element, id: inferenceSetting(element, index, 'unique-id')?.number };
}

/** `'pgie' (1), 'sgie' (2)` */
export function gieNames(gies: readonly Gie[]): string {
  return gies.map(({ element, id }) => `'${element.name}' (${id})`).join(', ');
}

/** The whole numbers of a list in a config file; undefined when something else stands in it. */
export function integersIn(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return undefined;
  const items = listItems(text);
  return items.every((item) => /^[+-]?\d+$/.test(item)) ? items.map(Number) : undefined;
}
