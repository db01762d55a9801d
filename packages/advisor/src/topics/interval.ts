/** nvinfer's interval: how many batches to leave out when the model is too slow for all. */

import { type Advice, type Answer, decide, shown } from '../advice.ts';
import { Assumptions } from '../assumptions.ts';
import { positive } from '../facts.ts';
import { inferenceNumber, isSecondary } from '../inference-config.ts';
import {
  batcherOf,
  downstream,
  type ElementView,
  isInference,
  type PipelineView,
} from '../pipeline-view.ts';
import { rateOf, streamsOf } from '../streams.ts';
import { wantedBatchSize } from './batch-size.ts';

const MAX_INT = 2_147_483_647;

/** Only for primary models: secondaries follow the objects. */
export function inferIntervals(view: PipelineView): Advice[] {
  return [...view.elements.values()].flatMap((element) => {
    if (!isInference(element) || isSecondary(view, element)) return [];
    const batcher = batcherOf(view, element);
    const wanted = batcher && wantedBatchSize(view, batcher);
    if (!batcher || !wanted) return [];
    return [intervalOf(view, element, batcher, wanted.value)];
  });
}

function intervalOf(
  view: PipelineView,
  element: ElementView,
  batcher: ElementView,
  batchSize: number,
): Advice {
  const assumptions = new Assumptions();
  const streams = streamsOf(view, batcher);
  const rate = Math.max(...streams.map((stream) => rateOf(stream, assumptions)));
  const rounds = Math.ceil(streams.length / batchSize);
  const budgetMillis = 1000 / (rate * rounds);
  const millis = positive(ownNumber(view.facts.inferenceMillis, element.name));
  const hasTracker = downstream(view, element).some(({ node }) => node.factory === 'nvtracker');
  const budget = `1000 ms / ${shown(rate)} frames per second${rounds > 1 ? ` / ${rounds} batches per round` : ''} = ${shown(budgetMillis)} ms per batch`;
  const current = inferenceNumber(view, element, 'interval');
  const common = {
    id: `infer-interval:${element.name}`,
    topic: 'infer-interval',
    title: `interval of '${element.name}'`,
    place: { element: element.name, property: 'interval' },
  } as const;
  if (millis === undefined) {
    return {
      ...common,
      value: `0, while a batch takes at most ${shown(budgetMillis)} ms`,
      arithmetic: [budget, ...(current === undefined ? [] : [`interval ${current} is in effect`])],
      assumptions: [
        ...assumptions.list(),
        `How long a batch takes in '${element.name}' is not known: run it and measure`,
      ],
      why: 'An interval over 0 leaves batches out: it is only needed when the model takes longer than the frames take to come.',
      confidence: 'low',
      state: 'unknown',
      edit: undefined,
    };
  }
  const value = Math.min(MAX_INT, Math.max(0, Math.ceil(millis / budgetMillis) - 1));
  const answer: Answer = {
    ...common,
    value: String(value),
    arithmetic: [
      budget,
      `ceil(${shown(millis)} ms / ${shown(budgetMillis)} ms) - 1 = ${value} of ${value + 1} batches left out`,
    ],
    assumptions: assumptions.list(),
    why: hasTracker
      ? 'The tracker carries boxes over the batches left out: trackers with a visual model (NvDCF) do it well, IOU needs detections in every frame.'
      : 'Batches left out have no boxes: put an nvtracker behind the model to carry them over.',
    confidence: hasTracker || value === 0 ? 'medium' : 'low',
  };
  // More left out than needed is a choice, also when the config file makes it.
  if (current !== undefined && current >= value) {
    const kept = current > value ? [`interval ${current} is set and stays`] : [];
    return {
      ...answer,
      arithmetic: [...answer.arithmetic, ...kept],
      state: 'already-so',
      edit: undefined,
    };
  }
  return decide(view, answer, `Set interval to ${value}`, [
    { element, property: 'interval', value },
  ]);
}

function ownNumber(
  record: Readonly<Record<string, number>> | undefined,
  key: string,
): number | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
