import type { Parameter } from '@pipewright/graph';
import type { ReactNode } from 'react';

export interface ExportParametersProps {
  readonly parameters: readonly (readonly [name: string, parameter: Parameter])[];
  readonly texts: Readonly<Record<string, string>>;
  readonly onChange: (name: string, text: string) => void;
}

/** Values for parameters that have none in the document. */
export function ExportParameters({
  parameters,
  texts,
  onChange,
}: ExportParametersProps): ReactNode {
  return (
    <fieldset
      data-testid="export-parameters"
      className="flex flex-wrap gap-x-3 gap-y-1.5 border-b border-line px-4 py-2"
    >
      <legend className="sr-only">Values that the document leaves open</legend>
      {parameters.map(([name, parameter]) => (
        <label key={name} className="flex min-w-0 items-center gap-1.5 text-2xs">
          <span className="font-mono font-semibold">{name}</span>
          <input
            type="text"
            autoComplete="off"
            value={texts[name] ?? ''}
            placeholder={`${parameter.type}, no default`}
            title={parameter.description}
            data-parameter={name}
            className="field w-52 font-mono"
            onChange={(event) => onChange(name, event.target.value)}
          />
        </label>
      ))}
    </fieldset>
  );
}
