/** Queues: limited by buffers alone, and dropping only where late frames are worthless. */

import { type Advice, type Answer, decide, shown } from '../advice.ts';
import { Assumptions } from '../assumptions.ts';
import {
  downstream,
  type ElementView,
  isBatcher,
  type PipelineView,
  readSetting,
  upstream,
} from '../pipeline-view.ts';
import { poolsOf } from '../pools.ts';
import { anyLive, rateOf, streamsAt, streamsOf } from '../streams.ts';
import { wantedBatchSize } from './batch-size.ts';
import { wantedPool } from './buffer-pools.ts';

const BUFFERS_PER_POOL = 10;
const LEAKY_DOWNSTREAM = 2;
const recorders = new Set([
  'filesink',
  'splitmuxsink',
  'multifilesink',
  'nvmsgbroker',
  'kafkasink',
]);

/** Queues whose buffers come from a pool. */
export function queueLimits(view: PipelineView): Advice[] {
  return [...view.elements.values()].flatMap((element) => {
    if (element.node.factory !== 'queue') return [];
    const pool = poolBefore(view, element);
    return pool ? [limitsOf(view, element, pool)] : [];
  });
}

interface PoolBefore {
  readonly owner: string;
  readonly numBuffers: number;
}

/** The nearest pool that a queue's buffers come from; of a mux at least what it should have. */
function poolBefore(view: PipelineView, queue: ElementView): PoolBefore | undefined {
  for (const element of upstream(view, queue)) {
    const numBuffers = poolsOf(view, element, new Assumptions()).at(-1)?.numBuffers;
    const batch = isBatcher(element) ? wantedBatchSize(view, element)?.value : undefined;
    const wanted = batch === undefined ? 0 : wantedPool(streamsOf(view, element).length, batch);
    if (numBuffers !== undefined || wanted > 0) {
      return { owner: element.name, numBuffers: Math.max(numBuffers ?? 0, wanted) };
    }
  }
  return undefined;
}

function limitsOf(view: PipelineView, element: ElementView, pool: PoolBefore): Advice {
  const assumptions = new Assumptions();
  const streams = streamsAt(view, element);
  const isLive = anyLive(streams, assumptions);
  const isGuess = !isLive && !assumptions.isEmpty;
  const recorder = downstream(view, element).find(({ node }) => recorders.has(node.factory));
  const leaks = isLive && recorder === undefined;
  const max = BUFFERS_PER_POOL * pool.numBuffers;
  const holdsPool = (limit: number) => limit === 0 || limit >= pool.numBuffers;
  const set = readSetting(view, element, 'max-size-buffers');
  const kept = set.isWritten && set.number !== undefined && holdsPool(set.number);
  const rate = Math.max(...streams.map((stream) => rateOf(stream, assumptions)));
  const millis = (max * 1000) / rate;
  const answer: Answer = {
    id: `queue-limits:${element.name}`,
    topic: 'queue-limits',
    title: `Limits of '${element.name}'`,
    value: `max-size-buffers ${kept ? set.number : max}, max-size-time 0, leaky ${leaks ? 'downstream' : 'no'}`,
    arithmetic: [
      `'${pool.owner}' has ${pool.numBuffers} buffers; ${BUFFERS_PER_POOL} x ${pool.numBuffers} = ${max}`,
      `${max} buffers / ${shown(rate)} per second = ${shown(millis)} ms of data: a limit by time would cut in at another point, so 0`,
      leaks
        ? 'live: old frames are dropped when the queue is full (leaky 2)'
        : recorder
          ? `'${recorder.name}' keeps the data: nothing may be dropped (leaky 0)`
          : 'files: nothing may be dropped (leaky 0)',
    ],
    assumptions: assumptions.list(),
    why: leaks
      ? 'A live source does not wait: dropping old frames keeps the delay short when something behind the queue is slow. The limit by buffers never holds back the pool.'
      : 'The limit by buffers never holds back the pool, and a full queue slows its source down instead of losing frames.',
    confidence: 'medium',
    place: { element: element.name, property: 'max-size-buffers' },
  };
  return decide(view, answer, `Set the limits of ${element.name}`, [
    {
      element,
      property: 'max-size-buffers',
      value: max,
      accepts: (current, isWritten) => isWritten && holdsPool(current),
    },
    { element, property: 'max-size-time', value: 0 },
    {
      element,
      property: 'leaky',
      value: leaks ? 'downstream' : 'no',
      accepts: (current, isWritten) =>
        current === (leaks ? LEAKY_DOWNSTREAM : 0) || (isGuess && isWritten),
    },
  ]);
}
