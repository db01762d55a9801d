import { Gauge } from 'lucide-react';
import type { ReactNode } from 'react';
import { ElementLink } from '../editor/ElementLink.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatLatency } from '../ui/format.ts';
import { useRun, useWorkbench } from '../workbench/workbench-context.tsx';
import { ElementTable } from './ElementTable.tsx';
import { GpuMetrics } from './GpuMetrics.tsx';
import { MetricsCharts } from './MetricsCharts.tsx';
import { isActive } from './run-store.ts';
import type { RunMetrics } from './sample-metrics.ts';
import { useRunMetrics } from './telemetry-store.ts';
import { verdictOf } from './verdict.ts';

/** How a run does: its pace, its latency by stream, each element, what it takes of the machine. */
export function MetricsPanel(): ReactNode {
  const { telemetry } = useWorkbench();
  const metrics = useRunMetrics(telemetry);
  const state = useRun((store) => store.run?.state);
  if (metrics === undefined) {
    const title = isActive(state)
      ? 'Waiting for the first numbers…'
      : state === undefined
        ? 'No run yet'
        : 'The run is over';
    return (
      <EmptyState icon={<Gauge size={20} />} title={title}>
        Latency, queues, load and GPUs are shown here while the pipeline runs.
      </EmptyState>
    );
  }
  return (
    <div className="h-full overflow-auto p-3 text-xs" data-testid="metrics-panel">
      <VerdictLine metrics={metrics} />
      <div className="flex flex-wrap items-start gap-x-5 gap-y-3">
        <MetricsCharts metrics={metrics} />
        <Latencies metrics={metrics} />
        <GpuMetrics gpus={metrics.gpus} />
        <ElementTable />
      </div>
    </div>
  );
}

function VerdictLine({ metrics }: { readonly metrics: RunMetrics }): ReactNode {
  const state = useRun((store) => store.run?.state);
  const diagnoses = useRun((store) => store.diagnoses);
  const { text, element } = verdictOf(state, diagnoses, metrics.bottleneck);
  return (
    <p data-testid="bottleneck" className="mb-3 flex items-start gap-2 text-ink">
      <Gauge size={14} className="mt-0.75 shrink-0 text-muted" aria-hidden />
      {element === undefined ? (
        text
      ) : (
        <ElementLink element={element} className="text-left">
          {text}
        </ElementLink>
      )}
    </p>
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
            <th
              key={name}
              scope="col"
              className="px-2 text-right font-normal first:pl-0 first:text-left"
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {metrics.latencies.map(({ sourceId, p50, p95, p99, max }) => (
          <tr key={sourceId ?? 'all'} data-stream={sourceId ?? 'all'}>
            <th scope="row" className="pr-2 text-left font-normal text-muted">
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
