import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { selectionOf } from '../editor/selection.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useWorkbench } from '../workbench/workbench-context.tsx';
import { type ShownFile, SYNTAX_NAMES } from './use-config-file.ts';

export interface ConfigFileStatusProps {
  readonly file: ShownFile;
  readonly caret: { readonly line: number; readonly column: number } | undefined;
}

/** What the file was recognised as, who reads it, how many problems it has. */
export function ConfigFileStatus({ file, caret }: ConfigFileStatusProps): ReactNode {
  const { kind, problems, readers } = file;
  return (
    <div
      data-testid="config-status"
      className="flex h-6 shrink-0 items-center gap-2 overflow-hidden border-t border-line bg-surface px-2 text-2xs whitespace-nowrap text-muted"
    >
      <Tooltip text={explain(file)} side="top">
        <span className="truncate">
          {kind.schema === undefined ? 'Unknown kind' : kind.schema.title}
          <span className="text-faint"> · {SYNTAX_NAMES[kind.syntax]}</span>
        </span>
      </Tooltip>
      <span className="min-w-0 truncate">
        {readers.length === 0 ? (
          <span className="text-faint">read by no element</span>
        ) : (
          <>
            <span className="text-faint">read by </span>
            {readers.map(({ element, property }, index) => (
              <Reader
                key={`${element} ${property}`}
                {...{ element, property }}
                isFirst={index === 0}
              />
            ))}
          </>
        )}
      </span>
      <span className="flex-1" />
      <Counts problems={problems} />
      {caret !== undefined && (
        <span className="tabular text-faint">
          Line {caret.line}, column {caret.column}
        </span>
      )}
    </div>
  );
}

function Reader({
  element,
  property,
  isFirst,
}: {
  readonly element: string;
  readonly property: string;
  readonly isFirst: boolean;
}): ReactNode {
  const { editor, ui } = useWorkbench();
  return (
    <>
      {!isFirst && ', '}
      <Tooltip text={`Select ${element}: its property ${property} names the file`} side="top">
        <button
          type="button"
          className="rounded text-accent hover:underline"
          onClick={() => {
            if (!ui.getState().isInspectorOpen) {
              ui.getState().toggle('isInspectorOpen');
            }
            editor.getState().select(selectionOf([element]));
          }}
        >
          {element}
        </button>
      </Tooltip>
    </>
  );
}

function Counts({ problems }: { readonly problems: ShownFile['problems'] }): ReactNode {
  const numErrors = problems.filter(({ severity }) => severity === 'error').length;
  const numWarnings = problems.length - numErrors;
  if (problems.length === 0) {
    return (
      <span className="flex items-center gap-1">
        <CircleCheck size={12} className="text-accent" aria-hidden /> no problems
      </span>
    );
  }
  return (
    <span className="tabular flex items-center gap-2">
      {numErrors > 0 && (
        <span className="flex items-center gap-1 text-error">
          <CircleAlert size={12} aria-label="errors" /> {numErrors}
        </span>
      )}
      {numWarnings > 0 && (
        <span className="flex items-center gap-1 text-warning">
          <TriangleAlert size={12} aria-label="warnings" /> {numWarnings}
        </span>
      )}
    </span>
  );
}

function explain({ kind, readers }: ShownFile): string {
  const syntax = SYNTAX_NAMES[kind.syntax];
  switch (kind.toldBy) {
    case 'reader':
      return `The kind is that which ${readers[0]?.element ?? 'its element'} reads; it reads this file as ${syntax}.`;
    case 'content':
      return `No element reads it; the kind was told by what it holds. It is read as ${syntax}.`;
    case 'nothing':
      return 'No element reads it as its config file, and what it holds fits no known kind.';
  }
}
