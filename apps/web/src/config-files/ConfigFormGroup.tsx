import type { ConfigSyntax } from '@pipewright/catalogue';
import { ChevronRight, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, IconButton } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import type { FormActions } from './ConfigForm.tsx';
import { ConfigFormField } from './ConfigFormField.tsx';
import type { FormGroup } from './config-form-model.ts';
import { ProblemNote } from './ProblemNote.tsx';

export interface ConfigFormGroupProps {
  readonly group: FormGroup;
  readonly syntax: ConfigSyntax;
  readonly folder: string;
  readonly marked: string | undefined;
  readonly isSearching: boolean;
  readonly isReadOnly: boolean;
  readonly actions: FormActions;
}

/** One group of the file, or one that may be added: setting a key adds it. */
export function ConfigFormGroup(props: ConfigFormGroupProps): ReactNode {
  const { group, syntax, folder, marked, isSearching, isReadOnly, actions } = props;
  const [isShown, setShown] = useState<boolean | undefined>(undefined);
  const holdsMark = marked?.startsWith(`${group.name}/`) === true;
  const shown = isShown ?? (group.isWritten || isSearching || holdsMark);
  const numSet = group.fields.filter(({ entry }) => entry !== undefined).length;
  return (
    <div data-config-group={group.name} className="border-b border-line">
      <div className="sticky top-0 z-10 flex h-8 items-center bg-surface pr-2">
        <button
          type="button"
          aria-expanded={shown}
          className="flex h-full min-w-0 flex-1 items-center gap-1 px-2 text-left text-2xs text-muted hover:text-ink"
          onClick={() => setShown(!shown)}
        >
          <ChevronRight
            size={13}
            className={cx('shrink-0 transition-transform', shown && 'rotate-90')}
            aria-hidden
          />
          <span className={cx('truncate font-mono', group.isWritten && 'font-semibold text-ink')}>
            {group.name}
          </span>
          <span className="tabular shrink-0 text-faint">
            {group.isWritten ? `${numSet} set` : 'not in the file'}
          </span>
        </button>
        {group.isWritten && !isReadOnly && (
          <IconButton
            label={`Remove the group ${group.name}`}
            size="small"
            onClick={() => actions.removeGroup(group.name)}
          >
            <Trash2 size={12} />
          </IconButton>
        )}
      </div>
      {shown && (
        <div className="pb-1.5">
          {group.schema?.summary !== undefined && (
            <p className="px-3 pb-1 text-2xs text-faint">{group.schema.summary}</p>
          )}
          {group.problems.length > 0 && (
            <div className="px-3 pb-1">
              {group.problems.map((problem) => (
                <ProblemNote key={problem.id} problem={problem} onFix={actions.fix} />
              ))}
            </div>
          )}
          {group.fields.map((field) => (
            <ConfigFormField
              key={field.name}
              group={group.name}
              field={field}
              syntax={syntax}
              folder={folder}
              isMarked={marked === `${group.name}/${field.name}`}
              isReadOnly={isReadOnly}
              actions={actions}
            />
          ))}
          {!isReadOnly && !isSearching && group.patterns.length > 0 && (
            <div className="flex flex-wrap gap-1 px-3 pt-1">
              {group.patterns.map((pattern) => (
                <Button
                  key={pattern.key}
                  size="small"
                  variant="ghost"
                  title={pattern.notes}
                  onClick={() => actions.addKey(group.name, pattern)}
                >
                  <Plus size={12} aria-hidden />
                  <span className="font-mono">{pattern.key}</span>
                </Button>
              ))}
            </div>
          )}
        </div>
      )}
    </div>
  );
}
