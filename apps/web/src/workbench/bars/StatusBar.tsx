import { CircleAlert, Info, PanelBottom, PanelLeft, PanelRight, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { connectionStore } from '../../api/connection-store.ts';
import { useRunMetrics } from '../../run/telemetry-store.ts';
import { cx } from '../../ui/cx.ts';
import { formatBytes } from '../../ui/format.ts';
import { CommandButton } from '../CommandButton.tsx';
import { useChecks, useEditor, useRun, useWorkbench } from '../workbench-context.tsx';

/** Counts, connection and load, at the lower edge. */
export function StatusBar(): ReactNode {
  return (
    <footer className="flex h-7 shrink-0 items-center gap-3 border-t border-line bg-surface px-2 text-2xs text-muted">
      <CommandButton command="view.palette" size="small" icon={<PanelLeft size={14} />} />
      <ProblemCounts />
      <span className="flex-1" />
      <ProcessLoad />
      <WorkspaceName />
      <Connection />
      <CommandButton command="view.bottom" size="small" icon={<PanelBottom size={14} />} />
      <CommandButton command="view.inspector" size="small" icon={<PanelRight size={14} />} />
    </footer>
  );
}

function ProblemCounts(): ReactNode {
  const { ui } = useWorkbench();
  const counts = useChecks((state) => state.counts);
  const numTextErrors = useEditor((state) => state.draft?.errors.length ?? 0);
  const problems = useRun((state) => state.run?.problems);
  const diagnoses = useRun((state) => state.diagnoses);
  const ran = [...(problems ?? []), ...diagnoses];
  const numRunErrors = ran.filter(({ severity }) => severity === 'error').length;
  const numErrors = counts.error + numTextErrors + numRunErrors;
  const numWarnings = counts.warning + ran.length - numRunErrors;
  return (
    <button
      type="button"
      data-testid="problem-counts"
      title="Show the problems"
      className="flex items-center gap-2.5 rounded px-1 hover:bg-hover hover:text-ink"
      onClick={() => ui.getState().showBottom('problems')}
    >
      <Count icon={<CircleAlert size={13} />} count={numErrors} noun="errors" tone="text-error" />
      <Count
        icon={<TriangleAlert size={13} />}
        count={numWarnings}
        noun="warnings"
        tone="text-warning"
      />
      <Count icon={<Info size={13} />} count={counts.hint} noun="hints" tone="text-hint" />
    </button>
  );
}

function Count({
  icon,
  count,
  noun,
  tone,
}: {
  readonly icon: ReactNode;
  readonly count: number;
  readonly noun: string;
  readonly tone: string;
}): ReactNode {
  return (
    <span className={cx('tabular flex items-center gap-1', count > 0 && tone)}>
      {icon}
      {count}
      <span className="sr-only">{noun}</span>
    </span>
  );
}

function ProcessLoad(): ReactNode {
  const { telemetry } = useWorkbench();
  const metrics = useRunMetrics(telemetry);
  return metrics === undefined ? null : (
    <span
      className="tabular"
      title="Processor and memory of the running pipeline; 100 % is one core"
    >
      CPU {Math.round(metrics.cpuPercent)} % · {formatBytes(metrics.residentBytes)}
    </span>
  );
}

function WorkspaceName(): ReactNode {
  const { server } = useWorkbench();
  const workspace = useStore(server, (state) => state.info?.workspace);
  return workspace === undefined ? null : (
    <span className="max-w-60 truncate max-[1100px]:hidden" title={workspace.root}>
      {workspace.name}
    </span>
  );
}

const CONNECTIONS = {
  connecting: { label: 'Connecting', tone: 'bg-hint' },
  connected: { label: 'Connected', tone: 'bg-accent' },
  lost: { label: 'Disconnected', tone: 'bg-error' },
} as const;

function Connection(): ReactNode {
  const state = useStore(connectionStore, (store) => store.state);
  const look = CONNECTIONS[state];
  return (
    <span className="flex items-center gap-1.5" data-testid="connection" data-state={state}>
      <span aria-hidden className={cx('size-2 rounded-full', look.tone)} />
      {look.label}
    </span>
  );
}
