import type { ConfigKey, ConfigSyntax } from '@pipewright/catalogue';
import { isNamePattern } from '@pipewright/catalogue';
import { keyParagraphs, keySummary, starterValue } from '@pipewright/formats';
import { RotateCcw } from 'lucide-react';
import { memo, type ReactNode, useState } from 'react';
import { FilePicker } from '../documents/FilePicker.tsx';
import { folderOf, relativePath, workspacePath } from '../documents/workspace-paths.ts';
import { BooleanField } from '../editor/inspector/fields/BooleanField.tsx';
import type { FieldProps } from '../editor/inspector/fields/field-props.ts';
import { NumberField } from '../editor/inspector/fields/NumberField.tsx';
import { TextField } from '../editor/inspector/fields/TextField.tsx';
import { IconButton } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { Select } from '../ui/Select.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import type { FormActions } from './ConfigForm.tsx';
import { configFieldSpec, switchText, switchValue } from './config-field-spec.ts';
import type { FormField } from './config-form-model.ts';
import { ProblemNote } from './ProblemNote.tsx';

export interface ConfigFormFieldProps {
  readonly group: string;
  readonly field: FormField;
  readonly syntax: ConfigSyntax;
  /** Workspace folder from which paths in the file start. */
  readonly folder: string;
  readonly isMarked: boolean;
  readonly isReadOnly: boolean;
  readonly actions: FormActions;
}

/** One key: name, docs, value, and what is wrong with it. */
export const ConfigFormField = memo(function ConfigFormField(
  props: ConfigFormFieldProps,
): ReactNode {
  const { group, field, isMarked, isReadOnly, actions } = props;
  const { name, key, entry, problems } = field;
  const id = `config-${group}-${name}`;
  const worst = problems.some(({ severity }) => severity === 'error')
    ? 'error'
    : problems[0]?.severity;
  const isSwitch = key?.type === 'bool' && typeof switchValue(entry?.value) !== 'string';
  const control = <FieldControl {...props} id={id} isInvalid={worst === 'error'} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only follows the focus of what is inside.
    <div
      data-config-field={`${group}/${name}`}
      data-set={entry !== undefined}
      data-marked={isMarked}
      data-severity={worst}
      onFocus={() => actions.show(group, name)}
      className={cx(
        'scroll-mt-9 border-l-2 py-1 pr-3 pl-2.5',
        worst === 'error'
          ? 'border-error'
          : worst === 'warning'
            ? 'border-warning'
            : entry === undefined
              ? 'border-transparent'
              : 'border-accent',
        isMarked && 'bg-raised',
      )}
    >
      <div className="flex min-h-5 items-center gap-1">
        <KeyName {...props} id={id} />
        {key?.required && entry === undefined && (
          <span className="text-2xs text-warning">required</span>
        )}
        {key?.status !== undefined && <span className="text-2xs text-faint">{key.status}</span>}
        {key?.unit !== undefined && <span className="text-2xs text-faint">{key.unit}</span>}
        <span className="flex-1" />
        {entry !== undefined && !isReadOnly && (
          <IconButton
            label={`Remove ${name} from the file`}
            size="small"
            className="size-5"
            onClick={() => actions.reset(group, name)}
          >
            <RotateCcw size={12} />
          </IconButton>
        )}
        {isSwitch && control}
      </div>
      {key?.notes !== undefined && (
        <p className="mb-0.5 truncate text-2xs text-faint" title={key.notes}>
          {key.notes}
        </p>
      )}
      {!isSwitch && control}
      <div id={`${id}-notes`}>
        {problems.map((problem) => (
          <ProblemNote key={problem.id} problem={problem} onFix={actions.fix} />
        ))}
      </div>
    </div>
  );
}, isSameField);

/** Places in the text move with every letter: only what is shown counts. */
function isSameField(before: ConfigFormFieldProps, after: ConfigFormFieldProps): boolean {
  return (
    before.field.name === after.field.name &&
    before.field.key === after.field.key &&
    before.field.entry?.value === after.field.entry?.value &&
    (before.field.entry === undefined) === (after.field.entry === undefined) &&
    before.field.problems === after.field.problems &&
    before.group === after.group &&
    before.syntax === after.syntax &&
    before.folder === after.folder &&
    before.isMarked === after.isMarked &&
    before.isReadOnly === after.isReadOnly &&
    before.actions === after.actions
  );
}

/** The key's name; one that stands for a pattern can be changed. */
function KeyName({
  group,
  field,
  id,
  isReadOnly,
  actions,
}: ConfigFormFieldProps & { readonly id: string }): ReactNode {
  const { name, key, entry } = field;
  const [typed, setTyped] = useState<string | undefined>(undefined);
  if (key !== undefined && isNamePattern(key.key) && entry !== undefined && !isReadOnly) {
    const commit = (): void => {
      if (typed !== undefined && typed !== name) {
        actions.rename(group, name, typed);
      }
      setTyped(undefined);
    };
    return (
      <Tooltip text={<KeyDocs schemaKey={key} actions={actions} />} side="left">
        <input
          value={typed ?? name}
          aria-label={`Name of ${name}`}
          spellCheck={false}
          className="w-44 min-w-0 rounded border border-transparent bg-transparent px-0.5 font-mono text-2xs font-semibold hover:border-line-strong focus:border-line-strong focus:bg-field"
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              commit();
            } else if (event.key === 'Escape') {
              setTyped(undefined);
            }
          }}
        />
      </Tooltip>
    );
  }
  const label = (
    <label
      htmlFor={id}
      className={cx(
        'min-w-0 truncate font-mono text-2xs',
        entry === undefined ? 'text-muted' : 'font-semibold text-ink',
      )}
    >
      {name}
    </label>
  );
  return key === undefined ? (
    label
  ) : (
    <Tooltip text={<KeyDocs schemaKey={key} actions={actions} />} side="left">
      {label}
    </Tooltip>
  );
}

function KeyDocs({
  schemaKey,
  actions,
}: {
  readonly schemaKey: ConfigKey;
  readonly actions: FormActions;
}): ReactNode {
  const [notes, ...others] = keyParagraphs(actions.schema, schemaKey);
  const isList = (text: string): boolean => text.startsWith('- ');
  return (
    <span className="block space-y-1">
      {[notes, ...others]
        .filter((text): text is string => text !== undefined && !isList(text))
        .map((text) => (
          <span key={text} className="block">
            {text.replaceAll('`', '')}
          </span>
        ))}
      <span className="block font-mono text-2xs text-faint">{keySummary(schemaKey)}</span>
    </span>
  );
}

/** The control for a value, by the key's type. */
function FieldControl({
  group,
  field,
  syntax,
  folder,
  isReadOnly,
  actions,
  id,
  isInvalid,
}: ConfigFormFieldProps & { readonly id: string; readonly isInvalid: boolean }): ReactNode {
  const { name, key, entry } = field;
  const value = entry?.value;
  const set = (text: string | undefined): void => {
    if (text === undefined) {
      actions.reset(group, name);
    } else {
      actions.set(group, name, text, key);
    }
  };
  const props: FieldProps = {
    id,
    spec: configFieldSpec(name, key),
    value,
    isInvalid,
    describedBy: `${id}-notes`,
    onChange: (next) => set(next === undefined ? undefined : String(next)),
  };
  if (isReadOnly) {
    return (
      <input
        id={id}
        readOnly
        aria-label={name}
        value={value ?? ''}
        placeholder={String(props.spec.default ?? '')}
        className="field font-mono"
      />
    );
  }
  const options = key?.enum;
  if (options !== undefined && options.length > 0 && key?.isOpen !== true) {
    const standard = options.find((option) => String(option.value) === String(props.spec.default));
    return (
      <Select
        id={id}
        label={name}
        value={value}
        placeholder={standard?.meaning ?? String(props.spec.default ?? 'Choose…')}
        isInvalid={isInvalid}
        describedBy={`${id}-notes`}
        options={options.map((option) => ({
          value: String(option.value),
          label: option.meaning,
          detail: option.meaning === String(option.value) ? undefined : String(option.value),
        }))}
        onChange={set}
      />
    );
  }
  switch (key?.type) {
    case 'bool':
      return (
        <BooleanField
          {...props}
          value={switchValue(value)}
          onChange={(next) =>
            set(
              typeof next === 'boolean'
                ? switchText(next, value, syntax === 'protobuf')
                : next === undefined
                  ? undefined
                  : String(next),
            )
          }
        />
      );
    case 'int':
    case 'double':
      return <NumberField {...props} parse={textAsTyped} />;
    case 'path':
      return <PathControl {...props} folder={folder} />;
    default:
      return (
        <TextField
          {...props}
          isMono
          placeholder={placeholderOf(key, actions)}
          parse={textAsTyped}
        />
      );
  }
}

/** Numbers stay as they are typed: 0.50 is not 0.5 in somebody's file. */
function textAsTyped(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim();
}

/** How a list is written, where there is no default that shows it. */
function placeholderOf(key: ConfigKey | undefined, actions: FormActions): string | undefined {
  if (key === undefined || key.default !== undefined || !key.type.endsWith('-list')) {
    return undefined;
  }
  const isNumbers = key.type === 'int-list' || key.type === 'double-list';
  return isNumbers && key.elementCount !== undefined
    ? `e.g. ${starterValue(actions.schema.id, key)}`
    : 'separated by ;';
}

/** A path inside the file, with a picker over the workspace. */
function PathControl({ folder, ...props }: FieldProps & { readonly folder: string }): ReactNode {
  const text = String(props.value ?? '');
  const current = text === '' ? undefined : workspacePath(folder, text);
  return (
    <div className="flex gap-1">
      <div className="min-w-0 flex-1">
        <TextField {...props} isMono parse={textAsTyped} />
      </div>
      {!folder.startsWith('/') && (
        <FilePicker
          label={`Choose a file for ${props.spec.name}`}
          folder={current === undefined ? folder : folderOf(current)}
          wants="file"
          onPick={(picked) => props.onChange(relativePath(folder, picked))}
        />
      )}
    </div>
  );
}
