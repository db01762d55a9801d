/** Pads of a run as requests name them. */
import type { RunSummary } from '@pipewright/protocol';
import { Refusal } from '../../errors/app-error.ts';

/** The index of a pad that is told by it, or as `element.pad`. */
export function padIndexOf({ pads }: RunSummary, pad: string): number {
  const found = pads.find(
    (each) => String(each.index) === pad || `${each.element}.${each.pad}` === pad,
  );
  if (found === undefined) {
    const known = pads.map(({ element, pad: name }) => `${element}.${name}`).join(', ');
    throw new Refusal('not-found', `The run has no pad '${pad}'; it has ${known || 'none yet'}.`);
  }
  return found.index;
}
