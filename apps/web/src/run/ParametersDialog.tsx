import type { Parameter, PropertyValue } from '@pipewright/graph';
import { type ReactNode, useState } from 'react';
import { defaultFromText } from '../editor/inspector/ParameterList.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Switch } from '../ui/Switch.tsx';
import type { OpenDialog } from '../workbench/ui-store.ts';
import { useWorkbench } from '../workbench/workbench-context.tsx';

/** Asks for the values a run is started with. */
export function ParametersDialog({
  dialog,
}: {
  readonly dialog: Extract<OpenDialog, { kind: 'parameters' }>;
}): ReactNode {
  const { ui } = useWorkbench();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      Object.entries(dialog.parameters).map(([name, parameter]) => [
        name,
        parameter.default === undefined ? '' : String(parameter.default),
      ]),
    ),
  );
  const finish = (values: Readonly<Record<string, PropertyValue>> | undefined): void => {
    ui.getState().closeDialog();
    dialog.resolve(values);
  };
  const missing = Object.entries(dialog.parameters).filter(
    ([name, parameter]) => texts[name] === '' && parameter.type !== 'boolean',
  );
  const start = (): void => {
    const values: Record<string, PropertyValue> = {};
    for (const [name, parameter] of Object.entries(dialog.parameters)) {
      const text = texts[name] ?? '';
      const value = defaultFromText(
        text === '' && parameter.type === 'boolean' ? 'false' : text,
        parameter.type,
      );
      if (value !== undefined) {
        values[name] = value;
      }
    }
    finish(values);
  };
  return (
    <Dialog
      title="Parameters of this run"
      description="Values for this run only; the document is not changed."
      width="small"
      testId="parameters-dialog"
      onClose={() => finish(undefined)}
      footer={
        <>
          <Button onClick={() => finish(undefined)}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form="parameters-form"
            disabled={missing.length > 0}
            title={
              missing.length > 0
                ? `Still needed: ${missing.map(([name]) => name).join(', ')}`
                : undefined
            }
          >
            Run
          </Button>
        </>
      }
    >
      <form
        id="parameters-form"
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        {Object.entries(dialog.parameters).map(([name, parameter]) => (
          <ParameterInput
            key={name}
            name={name}
            parameter={parameter}
            text={texts[name] ?? ''}
            onChange={(text) => setTexts({ ...texts, [name]: text })}
          />
        ))}
      </form>
    </Dialog>
  );
}

interface ParameterInputProps {
  readonly name: string;
  readonly parameter: Parameter;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

function ParameterInput({ name, parameter, text, onChange }: ParameterInputProps): ReactNode {
  const id = `run-parameter-${name}`;
  return (
    <div>
      <label htmlFor={id} className="mb-0.5 flex items-baseline gap-2 text-2xs">
        <span className="font-mono font-semibold">{name}</span>
        <span className="text-faint">{parameter.type}</span>
      </label>
      {parameter.type === 'boolean' ? (
        <Switch
          id={id}
          label={name}
          isOn={text === 'true'}
          onChange={(isOn) => onChange(String(isOn))}
        />
      ) : (
        <input
          id={id}
          type={parameter.secret === true ? 'password' : 'text'}
          autoComplete="off"
          value={text}
          className="field font-mono"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {parameter.description !== undefined && (
        <p className="mt-0.5 text-2xs text-muted">{parameter.description}</p>
      )}
    </div>
  );
}
