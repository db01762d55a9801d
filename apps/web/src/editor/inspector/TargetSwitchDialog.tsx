import { switchTarget, switchTitle, type TargetChange, targetChanges } from '@pipewright/rules';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { notify } from '../../ui/toast-store.ts';
import type { OpenDialog } from '../../workbench/ui-store.ts';
import { useEditor, useWorkbench } from '../../workbench/workbench-context.tsx';
import { knownFiles } from '../problems/known-files.ts';
import { placeText } from '../problems/problem-rows.ts';

/** What a switch of the target asks for, to review and apply as one step. */
export function TargetSwitchDialog({
  dialog,
}: {
  readonly dialog: Extract<OpenDialog, { kind: 'switch-target' }>;
}): ReactNode {
  const { ui, edits, checker } = useWorkbench();
  const document = useEditor((state) => state.document);
  const { target } = dialog;
  const { changes, open } = useMemo(
    () => targetChanges(document, target, knownFiles(checker)),
    [document, target, checker],
  );
  const [left, setLeft] = useState<ReadonlySet<TargetChange>>(new Set());
  const chosen = changes.filter((change) => !left.has(change));
  const close = (): void => ui.getState().closeDialog();
  const apply = (): void => {
    const { edit, skipped } = switchTarget(document, target, chosen);
    if (!edits.apply(edit)) {
      return;
    }
    close();
    if (skipped.length > 0) {
      const titles = skipped.map(({ title }) => title).join(', ');
      notify('info', `Left out, since they need changes that were not chosen: ${titles}`);
    }
  };
  const isAllChosen = chosen.length === changes.length;
  return (
    <Dialog
      title={switchTitle(document.target, target)}
      description="Nothing changes before you apply it, and one undo takes all of it back."
      testId="switch-dialog"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" data-testid="switch-apply" onClick={apply}>
            {chosen.length === 0 ? 'Switch only' : `Switch and apply ${countOf(chosen.length)}`}
          </Button>
        </>
      }
    >
      {changes.length > 0 && (
        <section aria-label="Changes">
          <label className="flex items-center gap-2 border-b border-line pb-1.5 text-2xs text-muted">
            <input
              type="checkbox"
              className="accent-accent"
              checked={isAllChosen}
              ref={(box) => {
                if (box !== null) {
                  box.indeterminate = !isAllChosen && chosen.length > 0;
                }
              }}
              onChange={() => setLeft(isAllChosen ? new Set(changes) : new Set())}
            />
            {countOf(changes.length)} for the new target
          </label>
          <ul>
            {changes.map((change) => (
              <Change
                key={`${change.title} ${placeText(change.place)}`}
                change={change}
                isChosen={!left.has(change)}
                onToggle={() => setLeft((before) => toggled(before, change))}
              />
            ))}
          </ul>
        </section>
      )}
      {open.length > 0 && (
        <section aria-label="Left to you" className={changes.length > 0 ? 'mt-3' : undefined}>
          <h3 className="border-b border-line pb-1.5 text-2xs text-muted">
            Left to you: no edit would do
          </h3>
          <ul>
            {open.map(({ code, message, remedy, severity }) => (
              <li
                key={code + message}
                data-testid="switch-open"
                className="flex items-start gap-2 py-1.5 text-xs"
              >
                {severity === 'error' ? (
                  <CircleAlert
                    size={14}
                    className="mt-0.5 shrink-0 text-error"
                    aria-label="Error"
                  />
                ) : (
                  <TriangleAlert
                    size={14}
                    className="mt-0.5 shrink-0 text-warning"
                    aria-label="Warning"
                  />
                )}
                <span className="min-w-0 break-words">
                  {message}
                  {remedy !== undefined && <span className="text-muted"> {remedy}</span>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {changes.length + open.length === 0 && (
        <p className="text-xs text-muted">The pipeline fits the new target as it is.</p>
      )}
    </Dialog>
  );
}

function Change({
  change,
  isChosen,
  onToggle,
}: {
  readonly change: TargetChange;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  const { element } = change.place;
  return (
    <li className="border-b border-line last:border-b-0">
      <label
        data-testid="target-change"
        className="flex items-start gap-2 py-1.5 text-xs hover:bg-raised"
      >
        <input
          type="checkbox"
          className="mt-1 accent-accent"
          checked={isChosen}
          onChange={onToggle}
        />
        <span className="min-w-0 flex-1">
          <span className="font-medium break-words">{change.title}</span>
          {element !== undefined && !change.title.includes(element) && (
            <span className="ml-2 font-mono text-2xs text-faint">{element}</span>
          )}
          <span className="block text-2xs break-words text-muted">{change.reason}</span>
        </span>
      </label>
    </li>
  );
}

function toggled(set: ReadonlySet<TargetChange>, change: TargetChange): ReadonlySet<TargetChange> {
  const next = new Set(set);
  if (!next.delete(change)) {
    next.add(change);
  }
  return next;
}

function countOf(number: number): string {
  return number === 1 ? '1 change' : `${number} changes`;
}
