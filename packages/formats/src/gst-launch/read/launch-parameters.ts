/** Open values of a script -> parameters of the document. */
import type { Parameter, ParameterType, PropertyValue } from '@pipewright/graph';
import type { OpenValue } from './shell/shell-values.ts';

interface Use {
  readonly value: OpenValue;
  /** Absent: it is part of a longer text. */
  readonly types: (ParameterType | undefined)[];
}

/** Gathers what values are used for, which tells their types. */
export class LaunchParameters {
  readonly #uses = new Map<string, Use>();

  /** The parameter's name. `type` is what it is used as, when it is a whole value. */
  use(value: OpenValue, type: ParameterType | undefined): string {
    for (let number = 1; ; number++) {
      const name = number === 1 ? value.name : `${value.name}-${number}`;
      const use = this.#uses.get(name);
      // A variable that is assigned anew is another parameter.
      if (use !== undefined && use.value.default !== value.default) continue;
      if (use === undefined) this.#uses.set(name, { value, types: [type] });
      else use.types.push(type);
      return name;
    }
  }

  parameters(): Record<string, Parameter> {
    return Object.fromEntries(
      [...this.#uses].map(([name, { value, types }]) => [name, parameterOf(value, types)]),
    );
  }

  /** Those without a value, by name. */
  *openValues(): Generator<readonly [name: string, value: OpenValue]> {
    for (const [name, { value }] of this.#uses) {
      if (value.default === undefined) yield [name, value];
    }
  }
}

const SECRET = /PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY/i;

function parameterOf(value: OpenValue, types: readonly (ParameterType | undefined)[]): Parameter {
  const [first = 'string'] = types;
  const type = types.every((each) => each === first) ? first : 'string';
  if (value.default === undefined) {
    return SECRET.test(value.name) ? { type, secret: true } : { type };
  }
  const typed = defaultOf(value.default, type);
  return typed === undefined
    ? { type: 'string', default: value.default }
    : { type, default: typed };
}

/** Undefined: the text is no value of this type. */
function defaultOf(text: string, type: ParameterType): PropertyValue | undefined {
  switch (type) {
    case 'string':
      return text;
    case 'path':
    case 'uri':
      return text.trim() === '' ? undefined : text;
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'boolean':
      if (/^(?:true|t|yes|1)$/i.test(text)) return true;
      return /^(?:false|f|no|0)$/i.test(text) ? false : undefined;
  }
}
