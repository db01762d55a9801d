import { ANY_CAPS } from '@pipewright/caps';
import { findLink } from '@pipewright/graph';
import type { ReactNode } from 'react';
import { useLinkMetrics } from '../../run/telemetry-store.ts';
import { cx } from '../../ui/cx.ts';
import { formatCount, formatRate } from '../../ui/format.ts';
import { useCatalogue, useEditor, useWorkbench } from '../../workbench/workbench-context.tsx';
import { copyLabel, expectedFlow } from '../expected-caps.ts';
import { capsLines, capsOfText, memoryLabel, memoryOf } from '../link-caps.ts';

export interface HoveredLink {
  readonly link: string;
  readonly x: number;
  readonly y: number;
}

/** What flows over a link, or will: shown beside the pointer. */
export function LinkCard({ hovered }: { readonly hovered: HoveredLink }): ReactNode {
  const { telemetry } = useWorkbench();
  const document = useEditor((state) => state.document);
  const catalogue = useCatalogue((state) => state.catalogue);
  const metrics = useLinkMetrics(telemetry, hovered.link);
  const link = findLink(document, hovered.link);
  if (link === undefined) {
    return null;
  }
  const isNegotiated = metrics !== undefined && metrics.caps !== '';
  const flow = expectedFlow(document, catalogue);
  const expected = flow.links.get(hovered.link);
  const copy = flow.copies.get(hovered.link);
  const caps = isNegotiated ? capsOfText(metrics.caps) : (expected?.caps ?? ANY_CAPS);
  const memory = isNegotiated ? memoryOf(caps) : (expected?.memory ?? 'unknown');
  return (
    <div
      role="tooltip"
      data-testid="link-card"
      className="popup pointer-events-none fixed z-30 max-w-110 px-3 py-2 text-xs"
      style={{
        left: Math.min(hovered.x + 14, globalThis.innerWidth - 450),
        top: Math.min(hovered.y + 14, globalThis.innerHeight - 190),
      }}
    >
      <div className="font-mono text-2xs text-muted">{hovered.link}</div>
      <div className={cx('mt-1 font-semibold', `memory-text-${memory}`)}>{memoryLabel(memory)}</div>
      <div className="mt-1 text-2xs text-faint">
        {isNegotiated ? 'Negotiated caps' : 'Expected caps'}
      </div>
      <ul className="mt-0.5 space-y-0.5 font-mono text-2xs break-all">
        {capsLines(caps, 4).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {!isNegotiated && expected?.problem !== undefined && (
        <div className="mt-1.5 text-error">{expected.problem}</div>
      )}
      {copy !== undefined && (
        <div data-testid="link-copy" className="tabular mt-1.5 text-muted">
          {copyLabel(copy, metrics?.framesPerSecond)}
        </div>
      )}
      {metrics !== undefined && (
        <div className="tabular mt-1.5 text-muted">
          {formatRate(metrics.framesPerSecond)} fps · {formatCount(metrics.numFrames)} frames
          {metrics.numObjects > 0 && ` · ${formatRate(metrics.objectsPerSecond)} objects/s`}
          {metrics.streams.length > 1 && ` · ${metrics.streams.length} streams`}
        </div>
      )}
      {metrics !== undefined && (
        <div className="mt-1 text-2xs text-faint">Click for live video</div>
      )}
    </div>
  );
}
