import type { ReactNode } from 'react';
import { ElementLink } from '../editor/ElementLink.tsx';
import { cx } from '../ui/cx.ts';
import { formatCount, formatLatency, formatPercent, formatRate } from '../ui/format.ts';
import { useWorkbench } from '../workbench/workbench-context.tsx';
import { mostTelling } from './most-telling.ts';
import type { ElementMetrics } from './sample-metrics.ts';
import { QUEUE_NEARLY_FULL } from './sample-metrics.ts';

/** Rows that can be looked through; of larger pipelines those that say most. */
const MOST_ROWS = 60;

const COLUMNS: readonly (readonly [name: string, meaning: string])[] = [
  ['Element', ''],
  ['fps', 'Frames per second that it gives; of a sink: that it takes'],
  ['p95', 'Time that a buffer stays in it: 95 % stay no longer'],
  ['Share', 'Of the time that all elements together work on a buffer'],
  ['Busy', 'Share of the time in which it worked'],
  ['Queued', 'Buffers that wait in it, and how near it is to its limit'],
  ['Dropped', 'Buffers that it dropped since the start'],
];

/** What is measured of each element, in the order of the pipeline's links. */
export function ElementTable(): ReactNode {
  const { telemetry } = useWorkbench();
  const elements = telemetry.elements();
  const shown = mostTelling(elements, MOST_ROWS);
  const bottleneck = telemetry.run()?.bottleneck?.element;
  if (shown.length === 0) {
    return null;
  }
  return (
    <table className="tabular" data-testid="element-metrics">
      <caption className="pb-1 text-left text-2xs text-muted">
        Elements
        {shown.length < elements.length &&
          `: the ${formatCount(shown.length)} slowest and fullest of ${formatCount(elements.length)}`}
      </caption>
      <thead>
        <tr className="text-2xs text-muted">
          {COLUMNS.map(([name, meaning]) => (
            <th
              key={name}
              scope="col"
              title={meaning === '' ? undefined : meaning}
              className="px-2 text-right font-normal first:pl-0 first:text-left"
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ name, metrics }) => (
          <tr key={name} data-element-row={name}>
            <th
              scope="row"
              className={cx(
                'max-w-48 truncate pr-2 text-left',
                name === bottleneck ? 'font-semibold' : 'font-normal',
              )}
            >
              <ElementLink element={name}>{name}</ElementLink>
            </th>
            <Cells metrics={metrics} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cells({ metrics }: { readonly metrics: ElementMetrics }): ReactNode {
  const { latency, latencyShare, busy, queue, dropped } = metrics;
  return (
    <>
      <Cell text={formatRate(metrics.framesPerSecond)} />
      <Cell text={latency && formatLatency(latency.p95)} />
      <Cell text={latencyShare === undefined ? undefined : formatPercent(latencyShare)} />
      <Cell text={busy === undefined ? undefined : formatPercent(busy)} />
      <Cell
        text={queue && `${formatCount(queue.numBuffers)} · ${formatPercent(queue.fill)}`}
        isWarning={queue !== undefined && queue.fill >= QUEUE_NEARLY_FULL}
      />
      <Cell
        text={dropped && formatCount(dropped.count)}
        isWarning={dropped !== undefined && dropped.perSecond > 0}
      />
    </>
  );
}

interface CellProps {
  /** Undefined where it is not measured. */
  readonly text: string | undefined;
  readonly isWarning?: boolean;
}

function Cell({ text, isWarning = false }: CellProps): ReactNode {
  return (
    <td className={cx('px-2 text-right whitespace-nowrap', isWarning && 'text-warning')}>
      {text ?? <span className="text-faint">–</span>}
    </td>
  );
}
