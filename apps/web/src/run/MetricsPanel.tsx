import { Gauge } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatBytes, formatLatency, formatRate } from '../ui/format.ts';
import { useWorkbench } from '../workbench/workbench-context.tsx';
import { HISTORY_LENGTH, type RunMetrics } from './sample-metrics.ts';
import { useRunMetrics } from './telemetry-store.ts';

/** How a run does as a whole: its pace, its latency by stream, what it takes of the machine. */
export function MetricsPanel(): ReactNode {
  const { telemetry } = useWorkbench();
  const metrics = useRunMetrics(telemetry);
  if (metrics === undefined) {
    return (
      <EmptyState icon={<Gauge size={20} />} title="No run yet">
        Latency, load and GPUs are shown here while the pipeline runs.
      </EmptyState>
    );
  }
  return (
    <div className="h-full overflow-auto p-3 text-xs" data-testid="metrics-panel">
      <Verdict metrics={metrics} />
      <div className="flex flex-wrap items-start gap-3">
        <Charts metrics={metrics} />
        <Latencies metrics={metrics} />
        <Gpus metrics={metrics} />
      </div>
    </div>
  );
}

function Verdict({ metrics }: { readonly metrics: RunMetrics }): ReactNode {
  const { bottleneck } = metrics;
  return (
    <p data-testid="bottleneck" className="mb-3 flex items-center gap-2 text-ink">
      <Gauge size={14} className="shrink-0 text-muted" aria-hidden />
      {bottleneck === undefined
        ? 'No element holds the run back: its sources, or the clock of its sinks, set the pace.'
        : `Bottleneck: ${bottleneck.reason}`}
    </p>
  );
}

function Charts({ metrics }: { readonly metrics: RunMetrics }): ReactNode {
  const { history } = metrics;
  const latency = history.at(-1)?.latencyP95;
  return (
    <div className="grid grid-cols-2 gap-2 min-[1300px]:grid-cols-4">
      <Chart
        name="Frames"
        text={`${formatRate(metrics.framesPerSecond)} fps`}
        values={history.map((point) => point.framesPerSecond)}
      />
      <Chart
        name="Latency p95"
        text={latency === undefined ? 'not known' : formatLatency(latency)}
        values={history.flatMap((point) => point.latencyP95 ?? [])}
      />
      <Chart
        name="CPU"
        text={`${Math.round(metrics.cpuPercent)} %`}
        values={history.map((point) => point.cpuPercent)}
      />
      <Chart
        name="Memory"
        text={formatBytes(metrics.residentBytes)}
        values={history.map((point) => point.residentBytes)}
      />
    </div>
  );
}

const CHART_WIDTH = 112;
const CHART_HEIGHT = 32;

interface ChartProps {
  readonly name: string;
  readonly text: string;
  readonly values: readonly number[];
}

/** The newest value is at the right edge, zero at the lower one. */
function Chart({ name, text, values }: ChartProps): ReactNode {
  const highest = Math.max(...values, Number.EPSILON);
  const step = CHART_WIDTH / (HISTORY_LENGTH - 1);
  const points = values.map((value, index) => {
    const x = CHART_WIDTH - (values.length - 1 - index) * step;
    const y = CHART_HEIGHT - (value / highest) * (CHART_HEIGHT - 2) - 1;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <figure className="rounded-md border border-line bg-raised px-2 py-1">
      <figcaption className="flex justify-between gap-2 text-2xs text-muted">
        {name}
        <span className="tabular font-semibold text-ink">{text}</span>
      </figcaption>
      <svg width={CHART_WIDTH} height={CHART_HEIGHT} aria-hidden className="text-accent">
        <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth={1.5} />
      </svg>
    </figure>
  );
}

function Latencies({ metrics }: { readonly metrics: RunMetrics }): ReactNode {
  if (metrics.latencies.length === 0) {
    return null;
  }
  return (
    <table className="tabular" data-testid="stream-latencies">
      <caption className="pb-1 text-left text-2xs text-muted">From source to sink</caption>
      <thead>
        <tr className="text-2xs text-muted">
          {['Stream', 'p50', 'p95', 'p99', 'Longest'].map((name) => (
            <th key={name} scope="col" className="px-2 text-right font-normal first:text-left">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {metrics.latencies.map(({ sourceId, p50, p95, p99, max }) => (
          <tr key={sourceId ?? 'all'} data-stream={sourceId ?? 'all'}>
            <th scope="row" className="px-2 text-left font-normal text-muted">
              {sourceId === undefined ? 'all' : `source ${sourceId}`}
            </th>
            <td className="px-2 text-right">{formatLatency(p50)}</td>
            <td className="px-2 text-right font-semibold">{formatLatency(p95)}</td>
            <td className="px-2 text-right">{formatLatency(p99)}</td>
            <td className="px-2 text-right">{formatLatency(max)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Gpus({ metrics }: { readonly metrics: RunMetrics }): ReactNode {
  return metrics.gpus.map((gpu) => {
    const { memoryUsedBytes: used, memoryTotalBytes: total } = gpu;
    const facts = [
      ['GPU', percent(gpu.utilizationPercent)],
      ['Decoder', percent(gpu.decoderPercent)],
      ['Encoder', percent(gpu.encoderPercent)],
      [
        'Memory',
        used === undefined || total === undefined
          ? undefined
          : `${formatBytes(Number(used))} of ${formatBytes(Number(total))}`,
      ],
      ['Power', gpu.powerWatts === undefined ? undefined : `${Math.round(gpu.powerWatts)} W`],
      [
        'Temperature',
        gpu.temperatureCelsius === undefined ? undefined : `${gpu.temperatureCelsius} °C`,
      ],
    ] as const;
    return (
      <dl key={gpu.uuid} className="grid grid-cols-[auto_auto] gap-x-3" data-testid="gpu">
        <dt className="col-span-2 pb-1 text-2xs text-muted">
          {gpu.name} (GPU {gpu.index})
        </dt>
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="tabular text-right">{value}</dd>
            </div>
          ),
        )}
      </dl>
    );
  });
}

function percent(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${value} %`;
}
