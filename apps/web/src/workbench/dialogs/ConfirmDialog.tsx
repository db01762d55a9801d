import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { OpenDialog } from '../ui-store.ts';
import { useWorkbench } from '../workbench-context.tsx';

/** A question with buttons. */
export function ConfirmDialog({
  dialog,
}: {
  readonly dialog: Extract<OpenDialog, { kind: 'confirm' }>;
}): ReactNode {
  const { ui } = useWorkbench();
  const finish = (choice: string | undefined): void => {
    ui.getState().closeDialog();
    dialog.resolve(choice);
  };
  return (
    <Dialog
      title={dialog.title}
      width="small"
      testId="confirm-dialog"
      onClose={() => finish(undefined)}
      footer={dialog.choices.map((choice) => (
        <Button
          key={choice.value}
          variant={choice.variant ?? 'plain'}
          data-choice={choice.value}
          autoFocus={choice.variant === 'primary'}
          onClick={() => finish(choice.value)}
        >
          {choice.label}
        </Button>
      ))}
    >
      <p className="text-xs break-words text-muted">{dialog.body}</p>
    </Dialog>
  );
}
