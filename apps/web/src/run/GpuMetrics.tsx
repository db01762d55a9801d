import type { telemetry } from '@pipewright/protocol';
import type { ReactNode } from 'react';
import { formatBytes } from '../ui/format.ts';

/** What NVML tells of each GPU of the run. */
export function GpuMetrics({ gpus }: { readonly gpus: readonly telemetry.GpuSample[] }): ReactNode {
  return gpus.map((gpu) => {
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
