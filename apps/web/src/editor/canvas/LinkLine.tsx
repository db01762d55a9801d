import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { ArrowRightLeft, Filter, TriangleAlert } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { isActive, worstOf } from '../../run/run-store.ts';
import { useLinkMetrics } from '../../run/telemetry-store.ts';
import { cx } from '../../ui/cx.ts';
import { formatRate } from '../../ui/format.ts';
import { useChecks, useRun, useUi, useWorkbench } from '../../workbench/workbench-context.tsx';
import { memoryOfText } from '../link-caps.ts';
import type { LinkFlowEdge } from './flow-adapter.ts';

/** A link: coloured by memory, with its rate while it runs, its filter and its problems. */
export const LinkLine = memo(function LinkLine(props: EdgeProps<LinkFlowEdge>): ReactNode {
  const { id, data, selected, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } =
    props;
  const [path, labelX, labelY] = getBezierPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    curvature: 0.3,
  });
  const checked = useChecks((state) => state.byLink.get(id)?.worst);
  const ran = useRun((state) =>
    worstOf(state.problemsByLink.get(id), state.diagnosesByLink.get(id)),
  );
  const isRunning = useRun((state) => isActive(state.run?.state));
  const isPreviewed = useUi((state) => state.preview?.link === id);
  const severity = checked === 'error' ? checked : (ran ?? checked);
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={18}
        className={cx(
          'link-line',
          `link-${data?.memory ?? 'unknown'}`,
          severity === 'error' && 'link-error',
          (selected || isPreviewed) && 'link-selected',
        )}
      />
      {(isRunning ||
        data?.link.caps !== undefined ||
        data?.copy !== undefined ||
        severity !== undefined ||
        isPreviewed) && (
        <EdgeLabelRenderer>
          <div
            className="link-label pointer-events-none absolute flex items-center gap-1"
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {(severity === 'error' || severity === 'warning') && (
              <span
                className={cx(
                  'rounded-full border bg-surface p-0.5',
                  severity === 'error' ? 'border-error text-error' : 'border-warning text-warning',
                )}
              >
                <TriangleAlert size={11} aria-label={`Link with ${severity}`} />
              </span>
            )}
            {data?.link.caps !== undefined && (
              <span
                className="rounded-full border border-line-strong bg-surface p-0.5 text-muted"
                title={data.link.caps}
              >
                <Filter size={10} aria-label="Caps filter" />
              </span>
            )}
            {data?.copy !== undefined && (
              <span
                className="rounded-full border border-line-strong bg-surface p-0.5 text-faint"
                title={data.copy}
              >
                <ArrowRightLeft size={10} aria-label={data.copy} />
              </span>
            )}
            {isRunning && <LinkRate id={id} isPreviewed={isPreviewed} />}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

function LinkRate({
  id,
  isPreviewed,
}: {
  readonly id: string;
  readonly isPreviewed: boolean;
}): ReactNode {
  const { telemetry } = useWorkbench();
  const metrics = useLinkMetrics(telemetry, id);
  const isPlaying = useRun((state) => state.run?.state === 'playing');
  if (metrics === undefined) {
    return null;
  }
  return (
    <span
      data-testid="link-fps"
      data-link={id}
      data-value={metrics.framesPerSecond}
      className={cx(
        'tabular rounded-full border bg-surface px-1.5 text-2xs leading-4',
        isPreviewed
          ? 'border-select text-select'
          : metrics.framesPerSecond > 0
            ? `border-line-strong memory-text-${memoryOfText(metrics.caps)}`
            : isPlaying
              ? 'border-warning text-warning'
              : 'border-line-strong text-muted',
      )}
    >
      {formatRate(metrics.framesPerSecond)} fps
    </span>
  );
}
