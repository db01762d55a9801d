import { concernedElements, type Severity } from '@pipewright/rules';
import { EllipsisVertical } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { notify } from '../../ui/toast-store.ts';
import { useEditor, useWorkbench } from '../../workbench/workbench-context.tsx';
import { explainRule } from './explain-rule.ts';
import type { ProblemRow } from './problem-rows.ts';
import { overridableRule, ruleOf, SEVERITIES } from './rule-info.ts';

/** What can be done about the rule behind a problem. */
export function ProblemMenu({ row }: { readonly row: ProblemRow }): ReactNode {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <IconButton label="More about this problem" size="small" data-testid="problem-menu">
          <EllipsisVertical size={14} />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          collisionPadding={8}
          className="popup z-50 max-w-80 min-w-60 p-1 text-xs"
        >
          <Entries row={row} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Entries({ row }: { readonly row: ProblemRow }): ReactNode {
  const workbench = useWorkbench();
  const rule = ruleOf(row);
  return (
    <>
      {rule !== undefined && (
        <>
          <div className="px-2 pt-1 pb-1.5">
            <div>{rule.title}</div>
            <div className="font-mono text-2xs text-faint">{rule.id}</div>
          </div>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item
            className="menu-item justify-between"
            data-testid="rule-explain"
            onSelect={() => explainRule(workbench, row)}
          >
            Explain this rule…
            <Keys shortcut="F1" />
          </DropdownMenu.Item>
          <OverrideEntries row={row} />
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
        </>
      )}
      <DropdownMenu.Item className="menu-item" onSelect={() => void copyMessage(row)}>
        Copy the message
      </DropdownMenu.Item>
    </>
  );
}

function OverrideEntries({ row }: { readonly row: ProblemRow }): ReactNode {
  const { edits, ui } = useWorkbench();
  const document = useEditor((state) => state.document);
  if (overridableRule(row) === undefined) {
    return (
      <div className="px-2 py-1 text-2xs text-faint">
        It finds faults of the document itself, so it always holds.
      </div>
    );
  }
  const change = (severity: Severity | 'off'): void =>
    ui.getState().openDialog({
      kind: 'override-rule',
      rule: row.code,
      severity,
      elements: concernedElements(document, row.place),
    });
  const isOverridden = document.rules[row.code] !== undefined;
  return (
    <>
      <DropdownMenu.Item
        className="menu-item"
        data-testid="rule-off"
        onSelect={() => change('off')}
      >
        Turn off for this pipeline…
      </DropdownMenu.Item>
      {SEVERITIES.filter((severity) => severity !== row.severity).map((severity) => (
        <DropdownMenu.Item
          key={severity}
          className="menu-item"
          data-testid={`rule-${severity}`}
          onSelect={() => change(severity)}
        >
          Show as {severity}…
        </DropdownMenu.Item>
      ))}
      {isOverridden && (
        <DropdownMenu.Item className="menu-item" onSelect={() => edits.resetRule(row.code)}>
          Show as usual again
        </DropdownMenu.Item>
      )}
    </>
  );
}

async function copyMessage({ code, message, remedy }: ProblemRow): Promise<void> {
  const text = [message, remedy, `[${code}]`].filter((part) => part !== undefined).join(' ');
  try {
    await navigator.clipboard.writeText(text);
    notify('info', 'Copied.');
  } catch {
    notify('error', 'The browser does not allow copying here.');
  }
}
