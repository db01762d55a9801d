import { shortLabel } from '@pipewright/catalogue';
import type { ElementNode } from '@pipewright/graph';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { CircleAlert, Info, TriangleAlert, Unplug } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { isActive, worstOf } from '../../run/run-store.ts';
import { type ElementMetrics, QUEUE_NEARLY_FULL } from '../../run/sample-metrics.ts';
import { useElementHeat, useElementMetrics, useQueueFill } from '../../run/telemetry-store.ts';
import { cx } from '../../ui/cx.ts';
import {
  formatCount,
  formatLatency,
  formatPercent,
  formatRate,
  lastPart,
} from '../../ui/format.ts';
import { useChecks, useRun, useUi, useWorkbench } from '../../workbench/workbench-context.tsx';
import { FOOTER_HEIGHT, HEADER_HEIGHT, PAD_ROW_HEIGHT, padRowY } from '../box-geometry.ts';
import { CategoryIcon } from '../CategoryIcon.tsx';
import { memoryOf, templateCaps } from '../link-caps.ts';
import { padKind } from '../link-check.ts';
import type { PadView } from '../pads.ts';
import { type ElementFlowNode, handleId } from './flow-adapter.ts';

/** An element as a box: label, name, pads, and what flows while it runs. */
export const ElementBox = memo(function ElementBox({
  data,
  selected,
}: NodeProps<ElementFlowNode>): ReactNode {
  const { name, element, factory, pads } = data;
  const { telemetry } = useWorkbench();
  const severity = useSeverity(name);
  const isHeatShown = useUi((state) => state.isHeatShown);
  const heat = useElementHeat(telemetry, name, isHeatShown);
  const isMissing = factory === undefined || factory.installed === false;
  return (
    <div
      data-element={name}
      data-testid="element-box"
      data-factory={element.factory}
      data-severity={severity}
      data-heat={heat}
      className={cx(
        'relative h-full w-full rounded-lg border bg-surface text-xs shadow-sm',
        severity === 'error'
          ? 'border-error'
          : severity === 'warning'
            ? 'border-warning'
            : 'border-line-strong',
        selected && 'ring-2 ring-select',
      )}
    >
      <header
        className="box-header flex items-center gap-2 rounded-t-lg border-b border-line bg-raised px-2"
        style={{ height: HEADER_HEIGHT }}
      >
        <CategoryIcon factory={factory} />
        <div className="min-w-0 flex-1 leading-tight">
          <div className="box-name truncate font-semibold text-ink">{name}</div>
          <div className="box-detail truncate text-2xs text-muted">
            {factory === undefined ? element.factory : `${shortLabel(factory)} · ${factory.name}`}
          </div>
        </div>
        {isMissing && (
          <span
            title={
              factory === undefined
                ? 'This element is not known.'
                : 'This machine does not have this element.'
            }
          >
            <Unplug size={14} className="text-warning" aria-label="Not on this machine" />
          </span>
        )}
        <SeverityIcon severity={severity} />
      </header>
      {pads.sinks.map((pad, row) => (
        <Pad key={pad.name} element={name} pad={pad} row={row} />
      ))}
      {pads.srcs.map((pad, row) => (
        <Pad key={pad.name} element={name} pad={pad} row={row} />
      ))}
      <Footer name={name} element={element} />
      {isHeatShown && <QueueFillMark name={name} />}
    </div>
  );
});

/** Of a queue: how full it is, along the lower edge of its box. */
function QueueFillMark({ name }: { readonly name: string }): ReactNode {
  const { telemetry } = useWorkbench();
  const fill = useQueueFill(telemetry, name);
  if (fill === undefined) {
    return null;
  }
  return (
    <span
      aria-hidden
      data-testid="queue-fill"
      data-value={fill}
      className={cx('queue-fill', fill >= QUEUE_NEARLY_FULL && 'queue-fill-full')}
    >
      <span style={{ width: `${fill * 100}%` }} />
    </span>
  );
}

type BoxSeverity = 'error' | 'warning' | 'hint' | undefined;

/** The worst finding about an element, of the checks and of the run. */
function useSeverity(name: string): BoxSeverity {
  const checked = useChecks((state) => state.byElement.get(name)?.worst);
  const ran = useRun((state) =>
    worstOf(state.problemsByElement.get(name), state.diagnosesByElement.get(name)),
  );
  if (checked === 'error' || ran === 'error') {
    return 'error';
  }
  return checked === 'warning' || ran === 'warning' ? 'warning' : checked;
}

function SeverityIcon({ severity }: { readonly severity: BoxSeverity }): ReactNode {
  switch (severity) {
    case 'error':
      return <CircleAlert size={15} className="shrink-0 text-error" aria-label="Has errors" />;
    case 'warning':
      return (
        <TriangleAlert size={15} className="shrink-0 text-warning" aria-label="Has warnings" />
      );
    case 'hint':
      return <Info size={14} className="shrink-0 text-hint" aria-label="Has hints" />;
    default:
      return null;
  }
}

interface PadProps {
  readonly element: string;
  readonly pad: PadView;
  readonly row: number;
}

function Pad({ element, pad, row }: PadProps): ReactNode {
  const { catalogue } = useWorkbench();
  const isSink = pad.direction === 'sink';
  const memory = memoryOf(templateCaps(pad.template, catalogue.getState().catalogue));
  const top = padRowY(row);
  return (
    <>
      <Handle
        id={handleId(pad.name, isSink ? 'to' : 'from')}
        type={isSink ? 'target' : 'source'}
        position={isSink ? Position.Left : Position.Right}
        data-pad={pad.name}
        data-pad-element={element}
        data-direction={pad.direction}
        title={`${element}.${pad.name} · ${padKind(pad.template)}`}
        style={{ top }}
        className={cx(
          'pad-handle',
          `pad-memory-${memory}`,
          pad.numLinks > 0 && 'pad-linked',
          (pad.isSlot || pad.template?.presence === 'sometimes') && 'pad-dashed',
          pad.template === undefined && 'pad-foreign',
        )}
      />
      <span
        className={cx(
          'box-pad-name pointer-events-none absolute max-w-[48%] truncate font-mono text-2xs',
          isSink ? 'left-2.5' : 'right-2.5 text-right',
          pad.isSlot && pad.numLinks === 0 ? 'text-faint italic' : 'text-muted',
        )}
        style={{ top: top - PAD_ROW_HEIGHT / 2, lineHeight: `${PAD_ROW_HEIGHT}px` }}
      >
        {pad.name}
      </span>
    </>
  );
}

interface FooterProps {
  readonly name: string;
  readonly element: ElementNode;
}

/** What flows while it runs; else the properties that were set. */
function Footer({ name, element }: FooterProps): ReactNode {
  const isRunning = useRun((state) => isActive(state.run?.state));
  return (
    <footer
      className="box-footer absolute right-0 bottom-0 left-0 flex items-center overflow-hidden whitespace-nowrap gap-2 border-t border-line px-2 text-2xs"
      style={{ height: FOOTER_HEIGHT }}
    >
      {isRunning ? <Metrics name={name} /> : <PropertySummary element={element} />}
    </footer>
  );
}

function Metrics({ name }: { readonly name: string }): ReactNode {
  const { telemetry } = useWorkbench();
  const metrics = useElementMetrics(telemetry, name);
  const isHeatShown = useUi((state) => state.isHeatShown);
  // Only a run that plays is at fault when nothing flows.
  const isPlaying = useRun((state) => state.run?.state === 'playing');
  if (metrics === undefined) {
    return <span className="text-faint">waiting for data…</span>;
  }
  const share = isHeatShown ? metrics.latencyShare : undefined;
  return (
    <>
      <span
        data-testid="element-fps"
        data-value={metrics.framesPerSecond}
        className={cx(
          'tabular rounded px-1 font-semibold',
          metrics.framesPerSecond > 0
            ? 'bg-accent-soft text-accent'
            : isPlaying
              ? 'text-warning'
              : 'text-muted',
        )}
      >
        {formatRate(metrics.framesPerSecond)} fps
      </span>
      <Measured metrics={metrics} hasShare={share !== undefined} />
      {share !== undefined && (
        <span
          data-testid="element-heat"
          data-value={share}
          className="tabular ml-auto font-semibold text-ink"
          title="Share of the time that all elements together work on a buffer (p95)"
        >
          {formatPercent(share)}
        </span>
      )}
      {metrics.numObjects > 0 && metrics.queue === undefined && share === undefined && (
        <span
          data-testid="element-objects"
          data-value={metrics.objectsPerSecond}
          className="box-near-only tabular ml-auto min-w-0 truncate text-muted"
          title={`${formatCount(metrics.numObjects)} objects since the start`}
        >
          {formatRate(metrics.objectsPerSecond)} obj/s
        </span>
      )}
    </>
  );
}

interface MeasuredProps {
  readonly metrics: ElementMetrics;
  /** Its share in the heat map comes behind it. */
  readonly hasShare: boolean;
}

/** How long buffers stay, how full it is, what it drops: as far as that is known. */
function Measured({ metrics, hasShare }: MeasuredProps): ReactNode {
  const { latency, queue, dropped } = metrics;
  return (
    <>
      {queue !== undefined && (
        <span
          data-testid="element-queue"
          data-value={queue.fill}
          title={`Queue: ${formatCount(queue.numBuffers)} buffers, ${Math.round(queue.fill * 100)} % of its nearest limit`}
          className={cx(
            'tabular flex items-center gap-1',
            queue.fill >= QUEUE_NEARLY_FULL ? 'text-warning' : 'text-muted',
          )}
        >
          <span aria-hidden className="h-1.5 w-7 overflow-hidden rounded-full bg-hover">
            <span
              className="block h-full bg-current"
              style={{ width: `${Math.round(queue.fill * 100)}%` }}
            />
          </span>
          <span className="box-near-only">{formatCount(queue.numBuffers)}</span>
        </span>
      )}
      {latency !== undefined && (
        <span
          data-testid="element-latency"
          data-value={latency.p95}
          className={cx('tabular text-muted', (hasShare || queue !== undefined) && 'box-near-only')}
          title={`Time in this element: p50 ${formatLatency(latency.p50)}, p95 ${formatLatency(latency.p95)}, p99 ${formatLatency(latency.p99)}, longest ${formatLatency(latency.max)}`}
        >
          {formatLatency(latency.p95)}
        </span>
      )}
      {dropped !== undefined && dropped.count > 0 && (
        <span
          data-testid="element-dropped"
          data-value={dropped.count}
          className="tabular text-warning"
          title={`${formatCount(dropped.count)} buffers dropped since the start`}
        >
          −{formatCount(dropped.count)}
        </span>
      )}
    </>
  );
}

const MOST_SUMMARY_PROPERTIES = 3;

function PropertySummary({ element }: { readonly element: ElementNode }): ReactNode {
  const entries = Object.entries(element.properties);
  if (entries.length === 0) {
    return <span className="box-detail text-faint">default properties</span>;
  }
  return (
    <span className="box-detail truncate text-muted">
      {entries
        .slice(0, MOST_SUMMARY_PROPERTIES)
        .map(([name, value]) => `${name} ${lastPart(String(value))}`)
        .join(' · ')}
      {entries.length > MOST_SUMMARY_PROPERTIES && ` +${entries.length - MOST_SUMMARY_PROPERTIES}`}
    </span>
  );
}
