import { ANY_CAPS, parseCaps } from '@pipewright/caps';
import { findLink, type PadRef } from '@pipewright/graph';
import { ArrowRight, Camera, MonitorPlay, Trash2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { isLive } from '../../run/run-store.ts';
import { useLinkMetrics } from '../../run/telemetry-store.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { formatCount, formatRate } from '../../ui/format.ts';
import {
  useCatalogue,
  useChecks,
  useEditor,
  useRun,
  useWorkbench,
} from '../../workbench/workbench-context.tsx';
import { copyLabel, expectedFlow } from '../expected-caps.ts';
import { capsLines, capsOfText, memoryLabel, memoryOf } from '../link-caps.ts';
import { useSelectElement } from '../use-select-element.ts';
import { DiagnosisNote } from './DiagnosisNote.tsx';
import { FieldFinding } from './PropertyField.tsx';
import { RunProblemNote } from './RunProblemNote.tsx';

/** A link: its ends, what flows, and a filter on it. */
export function LinkInspector({ id }: { readonly id: string }): ReactNode {
  const { edits, ui, telemetry } = useWorkbench();
  const document = useEditor((state) => state.document);
  const catalogue = useCatalogue((state) => state.catalogue);
  const findings = useChecks((state) => state.byLink.get(id));
  const problems = useRun((state) => state.problemsByLink.get(id));
  const diagnoses = useRun((state) => state.diagnosesByLink.get(id));
  const isRunning = useRun((state) => isLive(state.run?.state));
  const metrics = useLinkMetrics(telemetry, id);
  const link = findLink(document, id);
  if (link === undefined) {
    return null;
  }
  const negotiated = metrics?.caps ?? '';
  const flow = expectedFlow(document, catalogue);
  const expected = flow.links.get(id);
  const copy = flow.copies.get(id);
  const caps = negotiated === '' ? (expected?.caps ?? ANY_CAPS) : capsOfText(negotiated);
  const memory = negotiated === '' ? (expected?.memory ?? 'unknown') : memoryOf(caps);
  return (
    <div className="min-h-0 flex-1 space-y-4 overflow-y-auto p-3">
      <header>
        <h2 className="text-xs font-semibold">Link</h2>
        <div className="mt-2 flex flex-wrap items-center gap-1.5">
          <EndButton end={link.from} />
          <ArrowRight size={13} className="text-faint" aria-label="to" />
          <EndButton end={link.to} />
        </div>
        {findings?.diagnostics.map((diagnostic) => (
          <FieldFinding key={diagnostic.code + diagnostic.message} diagnostic={diagnostic} />
        ))}
        {problems?.map((problem) => (
          <RunProblemNote key={`${problem.code} ${problem.message}`} problem={problem} />
        ))}
        {diagnoses?.map((diagnosis) => (
          <DiagnosisNote key={diagnosis.id} diagnosis={diagnosis} />
        ))}
      </header>
      <CapsFilter key={id} id={id} caps={link.caps} />
      <section>
        <h3 className="text-2xs font-semibold text-muted">
          {negotiated === '' ? 'Expected caps' : 'Negotiated caps'}
        </h3>
        <p className={cx('mt-1 text-xs font-semibold', `memory-text-${memory}`)}>
          {memoryLabel(memory)}
        </p>
        {copy !== undefined && (
          <p className="tabular mt-1 text-xs text-muted">
            {copyLabel(copy, metrics?.framesPerSecond)}
          </p>
        )}
        <ul
          className="mt-1 space-y-1 font-mono text-2xs break-all text-muted"
          data-testid="link-caps"
        >
          {capsLines(caps).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      {metrics !== undefined && (
        <section>
          <h3 className="text-2xs font-semibold text-muted">Flow</h3>
          <dl className="tabular mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-xs">
            <dt className="text-muted">Frames</dt>
            <dd>
              {formatRate(metrics.framesPerSecond)}/s, {formatCount(metrics.numFrames)} in all
            </dd>
            <dt className="text-muted">Buffers</dt>
            <dd>{formatRate(metrics.buffersPerSecond)}/s</dd>
            {metrics.numObjects > 0 && (
              <>
                <dt className="text-muted">Objects</dt>
                <dd>
                  {formatRate(metrics.objectsPerSecond)}/s, {formatCount(metrics.numObjects)} in all
                </dd>
              </>
            )}
            {metrics.streams.map((stream) => (
              <div key={stream.sourceId} className="contents">
                <dt className="text-muted">Stream {stream.sourceId}</dt>
                <dd>
                  {formatRate(stream.framesPerSecond)} fps, {formatRate(stream.objectsPerSecond)}{' '}
                  objects/s
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={!isRunning}
          onClick={() => ui.getState().showPreview({ link: id, stream: -1 })}
        >
          <MonitorPlay size={14} aria-hidden /> Live video
        </Button>
        <Button
          disabled={!isRunning}
          data-testid="link-snapshot"
          title={isRunning ? undefined : 'No run is playing or paused'}
          onClick={() =>
            ui.getState().openDialog({ kind: 'snapshot', target: { link: id, stream: -1 } })
          }
        >
          <Camera size={14} aria-hidden /> Snapshot
        </Button>
        <Button variant="ghost" onClick={() => edits.apply({ kind: 'remove-link', link: id })}>
          <Trash2 size={14} aria-hidden /> Delete link
        </Button>
      </div>
    </div>
  );
}

function EndButton({ end }: { readonly end: PadRef }): ReactNode {
  const select = useSelectElement();
  return (
    <Button size="small" className="max-w-full font-mono" onClick={() => select(end.element)}>
      <span className="truncate">
        {end.element}.{end.pad}
      </span>
    </Button>
  );
}

/** Caps that are not finished while typing are kept in the field and said so; the link waits. */
function CapsFilter({
  id,
  caps,
}: {
  readonly id: string;
  readonly caps: string | undefined;
}): ReactNode {
  const { editor } = useWorkbench();
  const [text, setText] = useState(caps ?? '');
  const committed = useRef(caps);
  useEffect(() => {
    if (committed.current !== caps) {
      committed.current = caps;
      setText(caps ?? '');
    }
  }, [caps]);
  const trimmed = text.trim();
  const parsed = trimmed === '' || trimmed.includes('${') ? undefined : parseCaps(trimmed);
  const problem = parsed !== undefined && !parsed.ok ? parsed.error.message : undefined;
  return (
    <section>
      <label htmlFor="link-caps-filter" className="text-2xs font-semibold text-muted">
        Caps filter
      </label>
      <textarea
        id="link-caps-filter"
        data-testid="caps-filter"
        rows={3}
        value={text}
        spellCheck={false}
        placeholder="none: whatever both ends agree on"
        aria-invalid={problem !== undefined || undefined}
        aria-describedby="link-caps-problem"
        className="field mt-1 h-auto resize-y py-1 font-mono"
        onChange={(event) => {
          const typed = event.target.value;
          setText(typed);
          const next = typed.trim() === '' ? undefined : typed.trim();
          committed.current = next;
          const outcome = editor
            .getState()
            .dispatch(
              { kind: 'set-link-caps', link: id, ...(next === undefined ? {} : { caps: next }) },
              { coalesceKey: `caps:${id}` },
            );
          if (!outcome.ok) {
            committed.current = caps;
          }
        }}
      />
      <p id="link-caps-problem" className="text-2xs text-error">
        {problem}
      </p>
    </section>
  );
}
