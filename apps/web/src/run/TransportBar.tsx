import { Camera, Eraser, RefreshCcwDot, StepForward, Waypoints } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { formatPosition } from '../ui/format.ts';
import { Select } from '../ui/Select.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { CommandButton } from '../workbench/CommandButton.tsx';
import { useRun, useWorkbench } from '../workbench/workbench-context.tsx';
import { isLive } from './run-store.ts';

const RATES = ['0.25', '0.5', '1', '2', '4'].map((value) => ({ value, label: `${value}×` }));

/** Where the run is and what can be done with it; there while a run is live, below what must not move. */
export function TransportBar(): ReactNode {
  const isShown = useRun((state) => isLive(state.run?.state));
  if (!isShown) {
    return null;
  }
  return (
    <fieldset
      aria-label="Playback"
      data-testid="transport"
      className="flex h-9 shrink-0 items-center gap-1 border-t border-line bg-surface px-2"
    >
      <CommandButton command="run.step" icon={<StepForward size={15} />} />
      <CommandButton command="run.flush" icon={<Eraser size={15} />} />
      <span className="mx-1 h-5 w-px bg-line" aria-hidden />
      <Scrubber />
      <span className="mx-1 h-5 w-px bg-line" aria-hidden />
      <CommandButton command="run.snapshot" icon={<Camera size={15} />} />
      <CommandButton command="run.graph" icon={<Waypoints size={15} />} />
      <CommandButton command="run.update" icon={<RefreshCcwDot size={15} />} />
    </fieldset>
  );
}

/** The position, to be dragged where the sources can seek. */
function Scrubber(): ReactNode {
  const { playback } = useWorkbench();
  const position = useStore(playback.store, (state) => state.position);
  const [dragged, setDragged] = useState<number | undefined>(undefined);
  if (position === undefined) {
    return <span className="min-w-0 flex-1 text-xs text-faint">Asking for the position…</span>;
  }
  const { positionMillis, durationMillis, isSeekable, whyNotSeekable } = position;
  const shown = dragged ?? positionMillis;
  const release = (): void => {
    if (dragged !== undefined) {
      playback.seek(dragged, 'accurate');
      setDragged(undefined);
    }
  };
  const canSeek = isSeekable && durationMillis !== undefined;
  return (
    <>
      <span
        data-testid="position"
        data-millis={positionMillis}
        className="tabular shrink-0 text-xs whitespace-nowrap text-ink"
      >
        {shown === undefined ? '–' : formatPosition(shown)}
        {durationMillis !== undefined && (
          <span className="text-muted"> / {formatPosition(durationMillis)}</span>
        )}
      </span>
      {canSeek ? (
        <Tooltip text="Drag, or use the arrow keys, to go elsewhere">
          <input
            type="range"
            aria-label="Position"
            aria-valuetext={shown === undefined ? '' : formatPosition(shown)}
            data-testid="scrub"
            className="scrub min-w-16 flex-1"
            min={0}
            max={durationMillis}
            step="any"
            value={shown ?? 0}
            onChange={(event) => {
              const wanted = Number(event.currentTarget.value);
              setDragged(wanted);
              playback.seek(wanted, 'key-unit');
            }}
            onPointerUp={release}
            onKeyUp={release}
            onBlur={release}
          />
        </Tooltip>
      ) : (
        <Tooltip text={whyNotSeekable ?? 'The length of the streams is not known.'}>
          <span
            // biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip must be reachable by keyboard.
            tabIndex={0}
            data-testid="not-seekable"
            className="min-w-0 flex-1 truncate text-xs text-muted"
          >
            {whyNotSeekable ?? 'The length of the streams is not known.'}
          </span>
        </Tooltip>
      )}
      <Tooltip
        text={canSeek ? 'Speed of the recorded streams' : 'Only recorded streams have a speed'}
      >
        <span className="inline-flex">
          <Select
            label="Speed"
            testId="rate"
            className="h-6 w-18"
            value={String(position.rate)}
            options={RATES}
            isDisabled={!canSeek}
            onChange={(rate) => playback.setRate(Number(rate))}
          />
        </span>
      </Tooltip>
    </>
  );
}
