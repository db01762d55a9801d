import type { ReactNode } from 'react';
import { formatBytes, formatLatency, formatRate } from '../ui/format.ts';
import { HISTORY_LENGTH, type RunMetrics } from './sample-metrics.ts';

/** Pace, latency and load of the last minutes. */
export function MetricsCharts({ metrics }: { readonly metrics: RunMetrics }): ReactNode {
  const { history } = metrics;
  return (
    <div className="flex flex-wrap gap-2">
      <Chart
        name="Frames"
        format={(value) => `${formatRate(value)} fps`}
        values={history.map((point) => point.framesPerSecond)}
      />
      <Chart
        name="Latency p95"
        format={formatLatency}
        values={history.map((point) => point.latencyP95)}
      />
      <Chart
        name="CPU"
        format={(value) => `${Math.round(value)} %`}
        values={history.map((point) => point.cpuPercent)}
      />
      <Chart
        name="Memory"
        format={formatBytes}
        values={history.map((point) => point.residentBytes)}
      />
    </div>
  );
}

const CHART_WIDTH = 122;
const CHART_HEIGHT = 32;

interface ChartProps {
  readonly name: string;
  readonly format: (value: number) => string;
  /** The newest last; undefined where nothing is known. */
  readonly values: readonly (number | undefined)[];
}

/** The newest value is at the right edge, zero at the lower one. */
function Chart({ name, format, values }: ChartProps): ReactNode {
  const known = values.filter((value) => value !== undefined);
  const latest = values.at(-1);
  const highest = Math.max(...known, Number.EPSILON);
  const title =
    known.length === 0
      ? 'Not measured as yet'
      : `The last two minutes: up to ${format(Math.max(...known))}`;
  return (
    <figure
      className="shrink-0 rounded-md border border-line bg-raised px-2 py-1"
      title={title}
      style={{ width: CHART_WIDTH + 18 }}
    >
      <figcaption className="flex justify-between gap-2 text-2xs whitespace-nowrap text-muted">
        {name}
        <span className="tabular font-semibold text-ink">
          {latest === undefined ? '–' : format(latest)}
        </span>
      </figcaption>
      <svg width={CHART_WIDTH} height={CHART_HEIGHT} aria-hidden className="text-accent">
        <line
          x2={CHART_WIDTH}
          y1={CHART_HEIGHT - 0.5}
          y2={CHART_HEIGHT - 0.5}
          className="stroke-line-strong"
        />
        {lines(values, highest).map((points) => (
          <polyline
            key={points}
            points={points}
            fill="none"
            stroke="currentColor"
            strokeWidth={1.5}
          />
        ))}
      </svg>
    </figure>
  );
}

/** A line for each stretch without a gap. */
function lines(values: readonly (number | undefined)[], highest: number): string[] {
  const step = CHART_WIDTH / (HISTORY_LENGTH - 1);
  const found: string[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (value === undefined) {
      found.push([]);
      continue;
    }
    const x = CHART_WIDTH - (values.length - 1 - index) * step;
    const y = CHART_HEIGHT - (value / highest) * (CHART_HEIGHT - 2) - 1;
    found.at(-1)?.push(`${x.toFixed(1)},${y.toFixed(1)}`);
  }
  return found.filter((points) => points.length > 0).map((points) => points.join(' '));
}
