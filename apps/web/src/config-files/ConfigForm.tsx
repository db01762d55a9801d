import { type Config, type ConfigKey, type ConfigSchema, configGroup } from '@pipewright/catalogue';
import { addGroupEdits, type ConfigEdit, formOf, setKey } from '@pipewright/formats';
import { Plus, Search } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { ConfigFormGroup } from './ConfigFormGroup.tsx';
import { addableGroups, formGroups, freeKeyName, generalProblems } from './config-form-model.ts';
import type { FileProblem, ProblemFix } from './file-problems.ts';
import { ProblemNote } from './ProblemNote.tsx';

/** What fields do to the file. */
export interface FormActions {
  readonly schema: ConfigSchema;
  readonly set: (group: string, key: string, value: string, spec: ConfigKey | undefined) => void;
  readonly reset: (group: string, key: string) => void;
  readonly rename: (group: string, key: string, name: string) => void;
  readonly addKey: (group: string, pattern: ConfigKey) => void;
  readonly removeGroup: (group: string) => void;
  readonly fix: (fix: ProblemFix) => void;
  /** The field has the focus: its line is shown in the text. */
  readonly show: (group: string, key: string) => void;
}

export interface ConfigFormProps {
  readonly schema: ConfigSchema;
  readonly config: Config;
  readonly problems: readonly FileProblem[];
  readonly folder: string;
  readonly isReadOnly: boolean;
  /** `group/key` of the caret in the text. */
  readonly marked: string | undefined;
  /** Changes the file; the key merges steps of one field. */
  readonly onEdit: (label: string, edits: readonly ConfigEdit[], coalesceKey?: string) => void;
  readonly onFix: (fix: ProblemFix) => void;
  readonly onShow: (group: string, key: string) => void;
}

/** A config file as a form: every change goes through edits that keep comments and order. */
export function ConfigForm(props: ConfigFormProps): ReactNode {
  const { schema, config, problems, folder, isReadOnly, marked } = props;
  const [filter, setFilter] = useState('');
  const [onlySet, setOnlySet] = useState(false);
  const wanted = useDeferredValue(filter);
  const [first] = useState(
    () =>
      new Set(
        [...config.groups.values()].flatMap(({ name, entries }) =>
          [...entries.keys()].map((key) => `${name}/${key}`),
        ),
      ),
  );
  const groups = useMemo(
    () => formGroups(schema, config, problems, { filter: wanted, onlySet, first }),
    [schema, config, problems, wanted, onlySet, first],
  );
  const general = useMemo(() => generalProblems(problems, groups), [problems, groups]);
  const actions = useFormActions(props);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const field =
      marked === undefined
        ? null
        : body.current?.querySelector<HTMLElement>(`[data-config-field="${CSS.escape(marked)}"]`);
    if (field != null && !field.contains(document.activeElement)) {
      field.scrollIntoView({ block: 'nearest' });
    }
  }, [marked]);
  const isBroken = config.problems.length > 0;
  return (
    <section
      aria-label="Form"
      data-testid="config-form"
      className="flex h-full min-h-0 flex-col bg-surface"
    >
      <FormBar
        {...{ schema, config, filter, onlySet, setFilter, setOnlySet }}
        canAdd={!isReadOnly && !isBroken}
        onAdd={(name) => props.onEdit(`Add ${name}`, addGroupEdits(schema, name, config.format))}
      />
      <div ref={body} className="min-h-0 flex-1 overflow-y-auto pb-4">
        {general.length > 0 && (
          <div className="border-b border-line px-3 pb-2">
            {general.map((problem) => (
              <ProblemNote key={problem.id} problem={problem} onFix={props.onFix} />
            ))}
          </div>
        )}
        {groups.length === 0 && (
          <p className="p-4 text-center text-xs text-faint">
            {wanted === '' ? 'Nothing is set in this file.' : 'No key of this name.'}
          </p>
        )}
        {groups.map((group) => (
          <ConfigFormGroup
            key={group.name}
            group={group}
            syntax={config.format}
            folder={folder}
            marked={marked}
            isSearching={wanted !== ''}
            isReadOnly={isReadOnly || isBroken}
            actions={actions}
          />
        ))}
      </div>
    </section>
  );
}

interface FormBarProps {
  readonly schema: ConfigSchema;
  readonly config: Config;
  readonly filter: string;
  readonly onlySet: boolean;
  readonly canAdd: boolean;
  readonly setFilter: (filter: string) => void;
  readonly setOnlySet: (onlySet: boolean) => void;
  readonly onAdd: (group: string) => void;
}

function FormBar(props: FormBarProps): ReactNode {
  const { schema, config, filter, onlySet, canAdd, setFilter, setOnlySet, onAdd } = props;
  const addable = useMemo(() => addableGroups(schema, config), [schema, config]);
  return (
    <div className="flex flex-wrap items-center gap-1 border-b border-line p-1.5">
      <div className="relative min-w-32 flex-1">
        <Search
          size={13}
          className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-faint"
          aria-hidden
        />
        <input
          type="search"
          value={filter}
          aria-label="Filter keys"
          data-testid="config-filter"
          placeholder="Filter keys"
          className="field pl-7"
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      <Tooltip text="Show only the keys that the file sets">
        <Button
          variant="ghost"
          aria-pressed={onlySet}
          data-testid="config-only-set"
          onClick={() => setOnlySet(!onlySet)}
        >
          Only set
        </Button>
      </Tooltip>
      {addable.length > 0 && (
        <DropdownMenu.Root>
          <Tooltip text="Add another group to the file">
            <DropdownMenu.Trigger asChild disabled={!canAdd}>
              <Button variant="ghost" data-testid="config-add-group" aria-label="Add a group">
                <Plus size={14} aria-hidden /> Group
              </Button>
            </DropdownMenu.Trigger>
          </Tooltip>
          <DropdownMenu.Portal>
            <DropdownMenu.Content align="end" sideOffset={4} className="popup z-50 max-w-80 p-1">
              {addable.map(({ pattern, name, summary }) => (
                <DropdownMenu.Item
                  key={pattern}
                  className="menu-item text-xs"
                  onSelect={() => onAdd(name)}
                >
                  <span>
                    <span className="font-mono">{name}</span>
                    {summary !== '' && <span className="block text-2xs text-faint">{summary}</span>}
                  </span>
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      )}
    </div>
  );
}

/** Actions that stay the same objects while the file changes, so that fields need no new rendering. */
function useFormActions(props: ConfigFormProps): FormActions {
  const latest = useRef(props);
  latest.current = props;
  const { schema } = props;
  return useMemo((): FormActions => {
    const list = (group: string): { list?: string } => {
      const yamlList = configGroup(schema, group)?.yamlList;
      return yamlList === undefined ? {} : { list: yamlList };
    };
    const apply = (label: string, edits: readonly ConfigEdit[], coalesceKey?: string): void =>
      latest.current.onEdit(label, edits, coalesceKey);
    return {
      schema,
      set: (group, key, value, spec) =>
        apply(
          `Set ${key}`,
          [{ kind: 'set-key', group, key, value, ...(spec && formOf(spec)), ...list(group) }],
          `${group}/${key}`,
        ),
      reset: (group, key) =>
        apply(`Remove ${key}`, [{ kind: 'remove-key', group, key }], `${group}/${key}`),
      rename: (group, key, name) =>
        apply(`Rename ${key}`, [{ kind: 'rename-key', group, key, name }]),
      addKey: (group, pattern) => {
        const groupSchema = configGroup(schema, group);
        const entries = latest.current.config.groups.get(group)?.entries;
        const name = freeKeyName(pattern.key, (each) => entries?.has(each) ?? false);
        if (groupSchema !== undefined) {
          const edit = setKey(schema, group, groupSchema, pattern);
          apply(`Add ${name}`, [edit.kind === 'set-key' ? { ...edit, key: name } : edit]);
        }
      },
      removeGroup: (group) => apply(`Remove ${group}`, [{ kind: 'remove-group', group }]),
      fix: (fix) => latest.current.onFix(fix),
      show: (group, key) => latest.current.onShow(group, key),
    };
  }, [schema]);
}
