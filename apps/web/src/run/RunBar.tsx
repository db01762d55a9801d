import type { RunState } from '@pipewright/protocol';
import { LoaderCircle, Pause, Play, Square } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { formatDuration, formatRate } from '../ui/format.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { CommandButton } from '../workbench/CommandButton.tsx';
import { useCommand } from '../workbench/use-command.ts';
import { useRun, useWorkbench } from '../workbench/workbench-context.tsx';
import { isActive } from './run-store.ts';
import { useRunMetrics } from './telemetry-store.ts';

/** Run, pause, stop, and how it goes. */
export function RunBar(): ReactNode {
  const state = useRun((store) => store.run?.state);
  const isStarting = useRun((store) => store.isStarting);
  const isPaused = state === 'paused';
  return (
    <fieldset aria-label="Run" className="flex min-w-0 items-center gap-1.5">
      {isActive(state) ? <StopButton /> : <StartButton isStarting={isStarting} />}
      <CommandButton
        command="run.pause"
        icon={isPaused ? <Play size={15} /> : <Pause size={15} />}
      />
      <RuntimeBadge />
      <StateBadge />
      <Elapsed />
      <TotalRate />
    </fieldset>
  );
}

function StartButton({ isStarting }: { readonly isStarting: boolean }): ReactNode {
  const { shortcut, isEnabled, run } = useCommand('run.start');
  return (
    <Tooltip text="Check, then run the pipeline" shortcut={shortcut}>
      <Button
        variant="primary"
        data-testid="run"
        className="w-19"
        disabled={!isEnabled || isStarting}
        onClick={run}
      >
        {isStarting ? (
          <LoaderCircle size={14} className="animate-spin" aria-hidden />
        ) : (
          <Play size={14} fill="currentColor" aria-hidden />
        )}
        Run
      </Button>
    </Tooltip>
  );
}

function StopButton(): ReactNode {
  const { shortcut, run } = useCommand('run.stop');
  const isStopping = useRun((store) => store.run?.state === 'stopping');
  return (
    <Tooltip text="Send EOS, let files finish, then stop" shortcut={shortcut}>
      <Button
        variant="danger"
        data-testid="stop"
        className="w-19"
        disabled={isStopping}
        onClick={run}
      >
        <Square size={12} fill="currentColor" aria-hidden />
        Stop
      </Button>
    </Tooltip>
  );
}

const RUNTIMES = {
  deepstream: { label: 'DeepStream', text: 'NVIDIA DeepStream is used.' },
  standin: {
    label: 'CPU stand-in',
    text: 'DeepStream is not installed here: Pipewright’s own elements do the same job on the CPU.',
  },
} as const;

function RuntimeBadge(): ReactNode {
  const { server } = useWorkbench();
  const info = useStore(server, (state) => state.info);
  const used = useRun((state) => state.run?.runtime);
  const name = used ?? info?.runtime?.name;
  if (name === undefined) {
    return info?.problem === undefined ? null : (
      <Tooltip text={info.problem}>
        <span
          // biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip must be reachable by keyboard.
          tabIndex={0}
          data-testid="runtime-badge"
          className="rounded-md bg-error-soft px-1.5 py-0.5 text-2xs whitespace-nowrap text-error"
        >
          No runtime
        </span>
      </Tooltip>
    );
  }
  const runtime = RUNTIMES[name];
  return (
    <Tooltip
      text={`${runtime.text} ${info?.runtime === undefined ? '' : `GStreamer ${info.runtime.gstreamerVersion}.`}`}
    >
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip must be reachable by keyboard.
        tabIndex={0}
        data-testid="runtime-badge"
        data-runtime={name}
        className={cx(
          'rounded-md px-1.5 py-0.5 text-2xs whitespace-nowrap',
          name === 'deepstream' ? 'bg-accent-soft text-accent' : 'bg-hint-soft text-hint',
        )}
      >
        {runtime.label}
      </span>
    </Tooltip>
  );
}

const STATES: Record<RunState, { readonly label: string; readonly tone: string }> = {
  starting: { label: 'Starting', tone: 'text-hint' },
  playing: { label: 'Playing', tone: 'text-accent' },
  paused: { label: 'Paused', tone: 'text-warning' },
  stopping: { label: 'Stopping', tone: 'text-hint' },
  finished: { label: 'Finished', tone: 'text-muted' },
  failed: { label: 'Failed', tone: 'text-error' },
};

function StateBadge(): ReactNode {
  const state = useRun((store) => store.run?.state);
  const isStarting = useRun((store) => store.isStarting);
  const shown = isStarting ? 'starting' : state;
  const look = shown === undefined ? { label: 'Not running', tone: 'text-muted' } : STATES[shown];
  return (
    <span
      role="status"
      data-testid="run-state"
      data-state={shown ?? 'none'}
      className={cx('flex items-center gap-1.5 text-xs whitespace-nowrap', look.tone)}
    >
      <span
        aria-hidden
        className={cx('size-2 rounded-full bg-current', shown === 'playing' && 'animate-pulse')}
      />
      {look.label}
    </span>
  );
}

function Elapsed(): ReactNode {
  const startedAt = useRun((store) => store.run?.startedAtMillis);
  const endedAt = useRun((store) => store.run?.endedAtMillis);
  const [now, setNow] = useState(() => Date.now());
  const isTicking = startedAt !== undefined && endedAt === undefined;
  useEffect(() => {
    if (!isTicking) {
      return;
    }
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isTicking]);
  if (startedAt === undefined) {
    return null;
  }
  return (
    <span className="tabular text-xs text-muted" data-testid="elapsed">
      {formatDuration((endedAt ?? now) - startedAt)}
    </span>
  );
}

function TotalRate(): ReactNode {
  const { telemetry } = useWorkbench();
  const metrics = useRunMetrics(telemetry);
  if (metrics === undefined) {
    return null;
  }
  return (
    <Tooltip text="Frames per second of all sources together">
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip must be reachable by keyboard.
        tabIndex={0}
        data-testid="total-fps"
        data-value={metrics.framesPerSecond}
        className="tabular text-xs font-semibold whitespace-nowrap text-ink"
      >
        {formatRate(metrics.framesPerSecond)} fps
      </span>
    </Tooltip>
  );
}
