/** Sizing advice for a pipeline: numbers with their arithmetic, each an edit away. */

export type { Advice, AdviceState, AdviceTopic, Confidence } from './advice.ts';
export { type AdviseOptions, advise } from './advise.ts';
export type { AdvisorFacts, ModelWeight, StreamFacts } from './facts.ts';
