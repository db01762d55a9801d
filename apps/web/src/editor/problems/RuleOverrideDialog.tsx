import type { RuleOverride, RuleSeverity } from '@pipewright/graph';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { OpenDialog } from '../../workbench/ui-store.ts';
import { useEditor, useWorkbench } from '../../workbench/workbench-context.tsx';
import { mergedOverride } from './merged-override.ts';
import { ruleInfo, SEVERITIES } from './rule-info.ts';

const LABELS: Record<RuleSeverity, string> = {
  off: 'Off',
  hint: 'Hint',
  warning: 'Warning',
  error: 'Error',
};

/** Asks how a rule's findings count in this pipeline, and why. */
export function RuleOverrideDialog({
  dialog,
}: {
  readonly dialog: Extract<OpenDialog, { kind: 'override-rule' }>;
}): ReactNode {
  const { ui, edits } = useWorkbench();
  const present = useEditor((state) => state.document.rules[dialog.rule]);
  const [severity, setSeverity] = useState<RuleSeverity>(dialog.severity);
  const [reason, setReason] = useState(present?.reason ?? '');
  const [isLimited, setLimited] = useState(
    present?.elements !== undefined && dialog.elements.length > 0,
  );
  const id = useId();
  const close = (): void => ui.getState().closeDialog();
  const override: RuleOverride = mergedOverride(present, {
    severity,
    reason: reason.trim(),
    ...(isLimited && { elements: dialog.elements }),
  });
  const rule = ruleInfo(dialog.rule);
  return (
    <Dialog
      title={severity === 'off' ? 'Turn off a rule' : 'Change a rule’s severity'}
      description={rule === undefined ? dialog.rule : `${rule.title} (${rule.id})`}
      width="small"
      testId="override-dialog"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={`${id}-form`}
            disabled={override.reason === ''}
            data-testid="override-ok"
          >
            {severity === 'off' ? 'Turn off' : `Show as ${severity}`}
          </Button>
        </>
      }
    >
      <form
        id={`${id}-form`}
        className="space-y-3 text-xs"
        onSubmit={(event) => {
          event.preventDefault();
          if (override.reason !== '' && edits.overrideRule(dialog.rule, override)) {
            close();
          }
        }}
      >
        <fieldset>
          <legend className="mb-1 text-2xs text-muted">Show what it finds as</legend>
          <div className="flex gap-4">
            {(['off', ...SEVERITIES] as const).map((each) => (
              <Choice
                key={each}
                name={`${id}-severity`}
                label={LABELS[each]}
                isChosen={severity === each}
                onChoose={() => setSeverity(each)}
              />
            ))}
          </div>
        </fieldset>
        {dialog.elements.length > 0 && (
          <fieldset>
            <legend className="mb-1 text-2xs text-muted">Where</legend>
            <div className="space-y-1">
              <Choice
                name={`${id}-where`}
                label="In the whole pipeline"
                isChosen={!isLimited}
                onChoose={() => setLimited(false)}
              />
              <Choice
                name={`${id}-where`}
                label={`Only at ${override.elements?.join(', ') ?? dialog.elements.join(', ')}`}
                isChosen={isLimited}
                onChoose={() => setLimited(true)}
              />
            </div>
          </fieldset>
        )}
        <div>
          <label htmlFor={`${id}-reason`} className="mb-1 block text-2xs text-muted">
            Reason, kept in the document for whoever reads it next
          </label>
          <textarea
            id={`${id}-reason`}
            data-testid="override-reason"
            className="field h-auto resize-y py-1 leading-5"
            rows={3}
            required
            maxLength={500}
            value={reason}
            placeholder="The sink is a file, and the tee is only for debugging"
            ref={focusOnce}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.shiftKey) {
                event.preventDefault();
                event.currentTarget.form?.requestSubmit();
              }
            }}
          />
        </div>
        {present !== undefined && (
          <p className="text-2xs text-faint">
            It replaces: {LABELS[present.severity].toLowerCase()}
            {present.elements === undefined ? '' : ` at ${present.elements.join(', ')}`} (
            {present.reason})
          </p>
        )}
      </form>
    </Dialog>
  );
}

/** The reason is what is left to say: severity and place were chosen before. */
function focusOnce(area: HTMLTextAreaElement | null): void {
  if (area !== null && area.dataset.wasFocused === undefined) {
    area.dataset.wasFocused = 'true';
    requestAnimationFrame(() => area.focus());
  }
}

function Choice({
  name,
  label,
  isChosen,
  onChoose,
}: {
  readonly name: string;
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}): ReactNode {
  return (
    <label className="flex items-center gap-1.5">
      <input
        type="radio"
        name={name}
        className="accent-accent"
        checked={isChosen}
        onChange={onChoose}
      />
      <span className="min-w-0 break-words">{label}</span>
    </label>
  );
}
