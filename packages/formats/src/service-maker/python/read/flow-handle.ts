/** Where a `Flow` stands: the ends that its next stage is linked to. */
import type { PipelineRecord } from './pipeline-record.ts';

export interface FlowHandle {
  readonly record: PipelineRecord;
  /** Elements whose source pads are not linked yet, with the pad where it matters. */
  readonly ends: readonly { readonly element: string; readonly pad: string }[];
  /** Behind a fork: every stage from here on is a branch of its own, with a queue. */
  readonly isForked: boolean;
}
