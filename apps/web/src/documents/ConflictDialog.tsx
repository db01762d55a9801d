import { type ReactNode, useMemo } from 'react';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { Dialog } from '../ui/Dialog.tsx';
import type { ConflictChoice, OpenDialog } from '../workbench/ui-store.ts';
import { useWorkbench } from '../workbench/workbench-context.tsx';
import { compareLines, type SideLine } from './compare-lines.ts';

/** Both texts of a file that somebody else changed; nothing is overwritten without saying so. */
export function ConflictDialog({
  dialog,
}: {
  readonly dialog: Extract<OpenDialog, { kind: 'conflict' }>;
}): ReactNode {
  const { ui } = useWorkbench();
  const finish = (choice: ConflictChoice): void => {
    ui.getState().closeDialog();
    dialog.resolve(choice);
  };
  const sides = useMemo(
    () => compareLines(dialog.conflict.currentText, dialog.mine),
    [dialog.conflict.currentText, dialog.mine],
  );
  return (
    <Dialog
      title="The file was changed by something else"
      description={`${dialog.conflict.path} is no longer what your changes were based on.`}
      width="large"
      testId="conflict-dialog"
      onClose={() => finish('cancel')}
      footer={
        <>
          <Button onClick={() => finish('cancel')}>Keep editing</Button>
          <Button data-choice="reload" onClick={() => finish('reload')}>
            Load theirs, drop mine
          </Button>
          <Button variant="danger" data-choice="overwrite" onClick={() => finish('overwrite')}>
            Overwrite theirs with mine
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-2 gap-3">
        <Side title="On the disk (theirs)" lines={sides.left} tone="bg-error-soft" />
        <Side title="In the editor (mine)" lines={sides.right} tone="bg-accent-soft" />
      </div>
    </Dialog>
  );
}

function Side({
  title,
  lines,
  tone,
}: {
  readonly title: string;
  readonly lines: readonly SideLine[];
  readonly tone: string;
}): ReactNode {
  return (
    <section className="min-w-0">
      <h3 className="mb-1 text-2xs font-semibold text-muted">{title}</h3>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
        tabIndex={0}
        className="max-h-[48vh] overflow-auto rounded-md border border-line bg-canvas py-1 font-mono text-2xs"
      >
        {lines.map((line, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no other identity.
            key={index}
            className={cx('min-h-4 px-2', line.isChanged && tone)}
          >
            {line.text}
          </div>
        ))}
      </pre>
    </section>
  );
}
