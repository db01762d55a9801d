import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { OpenDialog } from '../../workbench/ui-store.ts';
import { useWorkbench } from '../../workbench/workbench-context.tsx';
import { ruleInfo } from './rule-info.ts';
import { SeverityIcon } from './SeverityIcon.tsx';

/** What a rule looks at, why, and what to do about what it finds. */
export function RuleExplanationDialog({
  dialog,
}: {
  readonly dialog: Extract<OpenDialog, { kind: 'explain-rule' }>;
}): ReactNode {
  const { ui } = useWorkbench();
  const rule = ruleInfo(dialog.rule);
  const close = (): void => ui.getState().closeDialog();
  if (rule === undefined) {
    return null;
  }
  return (
    <Dialog
      title={rule.title}
      testId="rule-dialog"
      onClose={close}
      footer={
        <>
          {rule.isFixed !== true && (
            <Button
              onClick={() =>
                ui.getState().openDialog({
                  kind: 'override-rule',
                  rule: rule.id,
                  severity: 'off',
                  elements: dialog.elements,
                })
              }
            >
              Turn off or change…
            </Button>
          )}
          <Button variant="primary" onClick={close}>
            Close
          </Button>
        </>
      }
    >
      <div className="space-y-3 text-xs">
        <p className="flex items-start gap-1.5 text-muted">
          <SeverityIcon severity={rule.severity} />
          <span>
            Usually {rule.severity === 'error' ? 'an error' : `a ${rule.severity}`} ·{' '}
            <span className="font-mono text-faint">{rule.id}</span>
          </span>
        </p>
        <p className="leading-5 break-words" data-testid="rule-explanation">
          {rule.explanation}
        </p>
        {rule.isFixed === true && (
          <p className="text-faint">It finds faults of the document itself, so it always holds.</p>
        )}
      </div>
    </Dialog>
  );
}
