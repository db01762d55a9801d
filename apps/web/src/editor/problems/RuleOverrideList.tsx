import type { RuleOverride } from '@pipewright/graph';
import { Pencil, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { useWorkbench } from '../../workbench/workbench-context.tsx';
import { ruleInfo } from './rule-info.ts';
import { SeverityIcon } from './SeverityIcon.tsx';

/** The rules that the document judges otherwise, with its reasons and the way back. */
export function RuleOverrideList({
  rules,
}: {
  readonly rules: Readonly<Record<string, RuleOverride>>;
}): ReactNode {
  return (
    <ul aria-label="Changed rules" data-testid="rule-overrides" className="space-y-1">
      {Object.entries(rules).map(([id, override]) => (
        <Override key={id} id={id} override={override} />
      ))}
    </ul>
  );
}

function Override({
  id,
  override,
}: {
  readonly id: string;
  readonly override: RuleOverride;
}): ReactNode {
  const { edits, ui } = useWorkbench();
  const { severity, reason, elements } = override;
  return (
    <li
      data-testid="rule-override"
      data-rule={id}
      data-severity={severity}
      className="flex items-start gap-2 text-xs"
    >
      <SeverityIcon severity={severity} />
      <div className="min-w-0 flex-1">
        <p className="break-words">
          {ruleInfo(id)?.title ?? id}
          {elements !== undefined && <span className="text-muted"> at {elements.join(', ')}</span>}
        </p>
        <p className="text-2xs break-words text-muted">
          <span className="mr-2 font-mono text-faint">{id}</span>
          {severity === 'off' ? 'Off' : `Shown as ${severity}`}: {reason}
        </p>
      </div>
      <IconButton
        label="Change severity or reason…"
        size="small"
        onClick={() =>
          ui.getState().openDialog({
            kind: 'override-rule',
            rule: id,
            severity,
            elements: elements ?? [],
          })
        }
      >
        <Pencil size={13} />
      </IconButton>
      <IconButton
        label="Back to the rule’s own severity"
        size="small"
        data-testid="rule-reset"
        onClick={() => edits.resetRule(id)}
      >
        <RotateCcw size={13} />
      </IconButton>
    </li>
  );
}
