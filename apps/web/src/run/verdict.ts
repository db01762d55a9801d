/** What is to be said of a run in one sentence. */
import type { RunDiagnosis, RunState } from '@pipewright/protocol';
import type { Bottleneck } from './bottleneck.ts';

export interface Verdict {
  readonly text: string;
  /** The one to look at. */
  readonly element?: string;
}

/** The doctor's finding comes first, then why nothing flows, then what sets the pace. */
export function verdictOf(
  state: RunState | undefined,
  diagnoses: readonly RunDiagnosis[],
  bottleneck: Bottleneck | undefined,
): Verdict {
  const [finding] = diagnoses.filter(({ severity }) => severity === 'error');
  if (finding !== undefined) {
    const [element] = finding.elements;
    return { text: finding.title, ...(element === undefined ? {} : { element }) };
  }
  switch (state) {
    case 'starting':
      return { text: 'The pipeline is starting: nothing flows yet.' };
    case 'paused':
      return { text: 'The run is paused: nothing flows.' };
    case 'stopping':
      return { text: 'The run is stopping: what is on its way goes on to the sinks.' };
    default:
      return bottleneck === undefined
        ? {
            text: 'No element holds the run back: its sources, or the clock of its sinks, set the pace.',
          }
        : { text: `Bottleneck: ${bottleneck.reason}`, element: bottleneck.element };
  }
}
