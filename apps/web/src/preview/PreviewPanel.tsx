import { findLink, type PipelineDocument, upstreamOf } from '@pipewright/graph';
import { Camera, Maximize2, Minimize2, MonitorX, RefreshCw, SquareDashed, X } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api } from '../api/trpc-client.ts';
import { isLive } from '../run/run-store.ts';
import { useLinkMetrics } from '../run/telemetry-store.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { formatRate } from '../ui/format.ts';
import { Select } from '../ui/Select.tsx';
import { CommandButton } from '../workbench/CommandButton.tsx';
import type { PreviewTarget } from '../workbench/ui-store.ts';
import { useEditor, useRun, useWorkbench } from '../workbench/workbench-context.tsx';
import { ClassToggles, ObjectTable } from './ObjectTable.tsx';
import { openPreview, type PreviewRequest, type PreviewState } from './preview-session.ts';
import { type PictureInfo, useOverlay } from './use-overlay.ts';

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

/** Live video of a link, with what was found in it drawn in step. */
export function PreviewPanel({ target }: { readonly target: PreviewTarget }): ReactNode {
  const { ui, telemetrySocket } = useWorkbench();
  const document = useEditor((state) => state.document);
  const isOverlayUseful = useMemo(
    () => !isDrawnUpstream(document, target.link),
    [document, target],
  );
  const [isOverlayOn, setOverlayOn] = useState(isOverlayUseful);
  const [hiddenLabels, setHiddenLabels] = useState(NOTHING_HIDDEN);
  const [isLarge, setLarge] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const request = useRequest(target);
  const state = usePreview(request, video, attempt);
  const info = useOverlay({
    socket: telemetrySocket,
    request,
    video,
    canvas,
    isDrawn: isOverlayOn,
    hiddenLabels,
  });
  const close = (): void => ui.getState().showPreview(undefined);
  const toggleLabel = (label: string): void => {
    const next = new Set(hiddenLabels);
    if (!next.delete(label)) {
      next.add(label);
    }
    setHiddenLabels(next);
  };
  return (
    <section
      aria-label="Preview"
      data-testid="preview"
      data-state={state.kind}
      className={cx(
        'flex min-h-0 flex-col bg-surface',
        isLarge ? 'popup fixed inset-6 z-30' : 'h-full',
      )}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          if (isLarge) {
            setLarge(false);
          } else {
            close();
          }
        }
      }}
    >
      <header className="flex h-9 shrink-0 items-center gap-1 border-b border-line pr-1 pl-3">
        <h2 className="min-w-0 flex-1 truncate text-xs">
          <span className="font-semibold">Preview </span>
          <span className="font-mono text-2xs text-muted" title={target.link}>
            {target.link}
          </span>
        </h2>
        <IconButton
          label={isOverlayOn ? 'Hide boxes' : 'Draw boxes'}
          size="small"
          isActive={isOverlayOn}
          data-testid="overlay-toggle"
          onClick={() => setOverlayOn(!isOverlayOn)}
        >
          <SquareDashed size={14} />
        </IconButton>
        <CommandButton command="run.snapshot" icon={<Camera size={14} />} size="small" />
        <IconButton
          label={isLarge ? 'Smaller' : 'Larger'}
          size="small"
          onClick={() => setLarge(!isLarge)}
        >
          {isLarge ? <Minimize2 size={14} /> : <Maximize2 size={14} />}
        </IconButton>
        <IconButton
          label="Close the preview"
          size="small"
          data-testid="preview-close"
          onClick={close}
        >
          <X size={15} />
        </IconButton>
      </header>
      <div className="relative min-h-28 flex-1 bg-black">
        <video
          ref={video}
          data-testid="preview-video"
          aria-label={`Live video of ${target.link}`}
          className="absolute inset-0 h-full w-full object-contain"
          muted
          playsInline
          autoPlay
        />
        <canvas
          ref={canvas}
          data-testid="preview-overlay"
          aria-hidden
          className="pointer-events-none absolute inset-0 h-full w-full"
        />
        <StateNotice
          state={state}
          hasPicture={info !== undefined}
          onRetry={() => setAttempt(attempt + 1)}
        />
      </div>
      <PictureNumbers info={info} state={state}>
        <StreamSelect target={target} />
      </PictureNumbers>
      {info !== undefined && info.classes.length > 0 && (
        <>
          <ClassToggles classes={info.classes} hidden={hiddenLabels} onToggle={toggleLabel} />
          <ObjectTable objects={info.objects} />
        </>
      )}
    </section>
  );
}

/** An nvdsosd before the link has drawn the boxes already. */
function isDrawnUpstream(document: PipelineDocument, link: string): boolean {
  const from = findLink(document, link)?.from.element;
  return (
    from !== undefined &&
    [from, ...upstreamOf(document, from)].some(
      (name) => document.elements[name]?.factory === 'nvdsosd',
    )
  );
}

/** What to ask the server for; absent while no run shows this link. */
function useRequest(target: PreviewTarget): PreviewRequest | undefined {
  const runId = useRun((state) => (isLive(state.run?.state) ? state.run?.id : undefined));
  const padIndex = useRun(
    (state) => state.run?.pads.find((pad) => pad.link === target.link)?.index,
  );
  const { stream } = target;
  return useMemo(
    () => (runId === undefined || padIndex === undefined ? undefined : { runId, padIndex, stream }),
    [runId, padIndex, stream],
  );
}

function usePreview(
  request: PreviewRequest | undefined,
  video: React.RefObject<HTMLVideoElement | null>,
  attempt: number,
): PreviewState {
  const [state, setState] = useState<PreviewState>({ kind: 'connecting' });
  const show = useCallback(
    (stream: MediaStream | null) => {
      if (video.current !== null) {
        video.current.srcObject = stream;
      }
    },
    [video],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt connects anew.
  useEffect(() => {
    if (request === undefined) {
      setState({ kind: 'ended', reason: 'The run has ended.' });
      return;
    }
    setState({ kind: 'connecting' });
    const session = openPreview(api, request, { onState: setState, onVideo: show });
    return () => {
      session.close();
      show(null);
    };
  }, [request, show, attempt]);
  return state;
}

function StreamSelect({ target }: { readonly target: PreviewTarget }): ReactNode {
  const { ui, telemetry } = useWorkbench();
  const metrics = useLinkMetrics(telemetry, target.link);
  const sources = metrics?.streams.map((stream) => stream.sourceId).join() ?? '';
  const options = useMemo(
    () => [
      { value: '-1', label: 'Tiled' },
      ...sources
        .split(',')
        .filter((source) => source !== '')
        .map((source) => ({ value: source, label: `Source ${source}` })),
    ],
    [sources],
  );
  if (options.length < 3 && target.stream === -1) {
    return null;
  }
  return (
    <Select
      label="Stream of the batch"
      testId="preview-stream"
      className="h-5.5 w-24 shrink-0"
      value={String(target.stream)}
      options={options}
      onChange={(value) => ui.getState().showPreview({ link: target.link, stream: Number(value) })}
    />
  );
}

interface StateNoticeProps {
  readonly state: PreviewState;
  readonly hasPicture: boolean;
  readonly onRetry: () => void;
}

function StateNotice({ state, hasPicture, onRetry }: StateNoticeProps): ReactNode {
  if (state.kind === 'live' && hasPicture) {
    return null;
  }
  if (state.kind === 'connecting' || state.kind === 'live') {
    return (
      <div
        role="status"
        className="absolute inset-0 flex items-center justify-center gap-2 text-xs text-zinc-300"
      >
        <RefreshCw size={14} className="animate-spin" aria-hidden />
        {state.kind === 'live' ? 'Waiting for the first picture…' : 'Connecting…'}
      </div>
    );
  }
  return (
    <div
      role={state.kind === 'failed' ? 'alert' : 'status'}
      className="absolute inset-0 flex flex-col items-center justify-center gap-2 bg-black/70 p-4 text-center text-xs text-zinc-200"
    >
      <MonitorX size={20} aria-hidden />
      <p className="max-w-80">{state.reason}</p>
      {state.kind === 'failed' && (
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

interface PictureNumbersProps {
  readonly info: PictureInfo | undefined;
  readonly state: PreviewState;
  /** At the end of the line. */
  readonly children: ReactNode;
}

function PictureNumbers({ info, state, children }: PictureNumbersProps): ReactNode {
  const latency = info?.latencyMillis;
  return (
    <div
      data-testid="preview-numbers"
      data-in-step={info?.isInStep}
      className="tabular flex h-7 shrink-0 items-center gap-2 border-t border-line pr-1 pl-3 text-2xs whitespace-nowrap text-muted"
    >
      <span className="flex min-w-0 flex-1 gap-3 overflow-hidden">
        {info === undefined ? (
          <span>no picture</span>
        ) : (
          <>
            <span>{formatRate(info.framesPerSecond)} fps</span>
            <span>
              {info.width}×{info.height}
            </span>
            {state.kind === 'live' && state.codec !== '' && <span>{state.codec}</span>}
            {latency !== undefined && (
              <span title="From the encoder to the screen">
                {Math.max(0, Math.round(latency))} ms
              </span>
            )}
          </>
        )}
      </span>
      {children}
    </div>
  );
}
