import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { OpenDialog } from '../ui-store.ts';
import { useWorkbench } from '../workbench-context.tsx';

/** Asks for a name. */
export function NameDialog({
  dialog,
}: {
  readonly dialog: Extract<OpenDialog, { kind: 'name' }>;
}): ReactNode {
  const { ui } = useWorkbench();
  const [name, setName] = useState(dialog.initial);
  const finish = (given: string | undefined): void => {
    ui.getState().closeDialog();
    dialog.resolve(given);
  };
  return (
    <Dialog
      title={dialog.title}
      width="small"
      testId="name-dialog"
      onClose={() => finish(undefined)}
      footer={
        <>
          <Button onClick={() => finish(undefined)}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form="name-form"
            disabled={name.trim() === ''}
            data-testid="name-dialog-ok"
          >
            {dialog.action}
          </Button>
        </>
      }
    >
      <form
        id="name-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') {
            finish(name.trim());
          }
        }}
      >
        <label htmlFor="dialog-name" className="mb-1 block text-2xs text-muted">
          Name
        </label>
        <input
          id="dialog-name"
          data-testid="name-dialog-input"
          className="field"
          value={name}
          maxLength={200}
          autoComplete="off"
          ref={(input) => {
            if (input !== null && document.activeElement !== input && name === dialog.initial) {
              input.focus();
              input.select();
            }
          }}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
