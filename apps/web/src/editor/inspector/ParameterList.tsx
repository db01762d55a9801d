import {
  type Parameter,
  type ParameterType,
  type PropertyValue,
  parameterNameProblem,
} from '@pipewright/graph';
import { Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { useChecks, useEditor, useWorkbench } from '../../workbench/workbench-context.tsx';
import { numberFromText, textOfValue } from './field-value.ts';
import { FieldFinding } from './PropertyField.tsx';

const TYPES: readonly ParameterType[] = ['string', 'integer', 'number', 'boolean', 'path', 'uri'];

/** Parameters that a run is started with; properties refer to them as `${name}`. */
export function ParameterList(): ReactNode {
  const { edits } = useWorkbench();
  const parameters = useEditor((state) => state.document.parameters);
  const diagnostics = useChecks((state) => state.diagnostics);
  const [newName, setNewName] = useState('');
  const problem =
    newName === ''
      ? undefined
      : (parameterNameProblem(newName) ??
        (Object.hasOwn(parameters, newName) ? 'there is one with this name' : undefined));
  const add = (): void => {
    if (newName !== '' && problem === undefined) {
      edits.apply({ kind: 'set-parameter', name: newName, parameter: { type: 'string' } });
      setNewName('');
    }
  };
  return (
    <section>
      <h3 className="text-2xs font-semibold tracking-wide text-muted uppercase">Parameters</h3>
      <ul className="mt-1 space-y-2">
        {Object.entries(parameters).map(([name, parameter]) => (
          <li key={name} className="rounded-md border border-line p-2" data-parameter={name}>
            <ParameterRow name={name} parameter={parameter} />
            {diagnostics
              .filter(({ place }) => place.parameter === name)
              .map((diagnostic) => (
                <FieldFinding key={diagnostic.code + diagnostic.message} diagnostic={diagnostic} />
              ))}
          </li>
        ))}
      </ul>
      <form
        className="mt-2 flex gap-1"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <input
          value={newName}
          aria-label="Name of a new parameter"
          aria-invalid={problem !== undefined || undefined}
          aria-describedby="new-parameter-problem"
          placeholder="new parameter"
          className="field font-mono"
          onChange={(event) => setNewName(event.target.value)}
        />
        <Button type="submit" disabled={newName === '' || problem !== undefined}>
          <Plus size={13} aria-hidden /> Add
        </Button>
      </form>
      <p id="new-parameter-problem" className="text-2xs text-error">
        {problem}
      </p>
    </section>
  );
}

function ParameterRow({
  name,
  parameter,
}: {
  readonly name: string;
  readonly parameter: Parameter;
}): ReactNode {
  const { edits } = useWorkbench();
  const set = (next: Parameter): void => {
    edits.apply(
      { kind: 'set-parameter', name, parameter: next },
      { coalesceKey: `parameter:${name}` },
    );
  };
  return (
    <>
      <div className="flex items-center gap-1">
        <span className="min-w-0 flex-1 truncate font-mono text-2xs font-semibold">{name}</span>
        <Select
          label={`Type of ${name}`}
          className="w-24"
          value={parameter.type}
          options={TYPES.map((type) => ({ value: type, label: type }))}
          onChange={(type) => set({ ...parameter, type: type as ParameterType })}
        />
        <IconButton
          label={`Delete the parameter ${name}`}
          size="small"
          onClick={() => edits.apply({ kind: 'set-parameter', name })}
        >
          <Trash2 size={13} />
        </IconButton>
      </div>
      {parameter.secret === true ? (
        <p className="mt-1 text-2xs text-faint">Secret: asked for at every start, never stored.</p>
      ) : (
        <input
          aria-label={`Default of ${name}`}
          defaultValue={textOfValue(parameter.default)}
          key={textOfValue(parameter.default)}
          placeholder="no default: asked for at every start"
          className="field mt-1 font-mono"
          onBlur={(event) => {
            const value = defaultFromText(event.target.value, parameter.type);
            if (value !== parameter.default) {
              const { default: _, ...rest } = parameter;
              set(value === undefined ? rest : { ...rest, default: value });
            }
          }}
        />
      )}
      <input
        aria-label={`Description of ${name}`}
        value={parameter.description ?? ''}
        placeholder="what it is for"
        className="field mt-1"
        onChange={(event) => {
          const { description: _, ...rest } = parameter;
          const text = event.target.value;
          set(text === '' ? rest : { ...rest, description: text });
        }}
      />
    </>
  );
}

/** Text as a parameter's value; what does not fit the type stays text for the rules to speak of. */
export function defaultFromText(text: string, type: ParameterType): PropertyValue | undefined {
  if (text === '') {
    return undefined;
  }
  if (type === 'integer' || type === 'number') {
    return numberFromText(text);
  }
  if (type === 'boolean') {
    return text === 'true' ? true : text === 'false' ? false : text;
  }
  return text;
}
