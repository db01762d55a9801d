import type { ReactNode } from 'react';
import { HEAT_STEPS } from '../../run/heat.ts';
import { isActive } from '../../run/run-store.ts';
import { useRunMetrics } from '../../run/telemetry-store.ts';
import { cx } from '../../ui/cx.ts';
import { formatLatency } from '../../ui/format.ts';
import { useRun, useUi, useWorkbench } from '../../workbench/workbench-context.tsx';

/** What the colours of the heat map mean; there while it is shown. */
export function HeatLegend(): ReactNode {
  const isShown = useUi((state) => state.isHeatShown);
  if (!isShown) {
    return null;
  }
  return (
    <aside
      aria-label="Heat map"
      data-testid="heat-legend"
      className="pointer-events-none absolute bottom-14 left-3 z-10 w-56 rounded-lg border border-line-strong bg-surface px-2 py-1.5 text-2xs text-muted shadow-sm"
    >
      <h3 className="flex justify-between gap-2 font-semibold whitespace-nowrap text-ink">
        Share of time <Total />
      </h3>
      <div className="mt-1 flex" aria-hidden>
        {HEAT_STEPS.map((bound, level) => (
          <span key={bound} className="flex-1">
            <span
              className={cx(
                'block h-2.5',
                `heat-${level}`,
                level === 0 && 'rounded-l-sm',
                level === HEAT_STEPS.length - 1 && 'rounded-r-sm',
              )}
            />
            <span className="tabular">{Math.round(bound * 100)} %</span>
          </span>
        ))}
      </div>
      <p className="flex items-center gap-2 @max-[600px]:hidden">
        <span aria-hidden className="queue-fill static! inline-block w-8 shrink-0">
          <span style={{ width: '60%' }} />
        </span>
        how full a queue is
      </p>
    </aside>
  );
}

/** What the shares are of, or why there are none. */
function Total(): ReactNode {
  const { telemetry } = useWorkbench();
  const total = useRunMetrics(telemetry)?.processingLatency ?? 0;
  const isRunning = useRun((state) => isActive(state.run?.state));
  return (
    <span
      className="tabular font-normal text-muted"
      data-testid="heat-total"
      data-value={total}
      title="What all elements together take for a buffer: 95 % take no longer"
    >
      {total > 0
        ? `of ${formatLatency(total)} (p95)`
        : isRunning
          ? 'nothing flows'
          : 'run to see it'}
    </span>
  );
}
