/** Parameters that a script reads: of Pipewright's own exports, and from its command line. */
import { type Parameter, type PropertyValue, unescapeReferences } from '@pipewright/graph';
import { propertyValueOf, textValue, unknownValue, type Value } from './python-value.ts';

/** Calls of `settings` in exported applications, and the types of the parameters they read. */
const PARAMETER_CALLS: Readonly<Record<string, Parameter['type'] | 'secret'>> = {
  text: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  path_parameter: 'path',
  uri_parameter: 'uri',
  secret: 'secret',
};

/** Calls of `settings` that find files: the document says what is found as it is written. */
const FILE_CALLS = new Set(['path', 'uri', 'uris']);

export class ScriptParameters {
  readonly declared: Record<string, Parameter> = {};

  /** The value of a call of `settings`; undefined when it is none of its calls. */
  settingsCall(method: string, args: readonly Value[]): Value | undefined {
    const [first, fallback] = args;
    if (first?.kind !== 'text') return undefined;
    if (FILE_CALLS.has(method)) return first;
    const type = PARAMETER_CALLS[method];
    return type === undefined ? undefined : this.#declare(first.text, type, fallback);
  }

  #declare(name: string, type: Parameter['type'] | 'secret', fallback: Value | undefined): Value {
    const value = fallback === undefined ? undefined : propertyValueOf(fallback);
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) return unknownValue(name);
    this.declared[name] = {
      type: type === 'secret' ? 'string' : type,
      ...(value !== undefined && { default: asDefault(value) }),
      ...(type === 'secret' && { secret: true }),
    };
    return textValue(`\${${name}}`);
  }

  /** A variable of the environment: a parameter of that name. */
  environment(variable: string, fallback: Value | undefined): Value {
    const isKnown = fallback !== undefined && propertyValueOf(fallback) !== undefined;
    return this.#declare(variable.toLowerCase(), 'string', isKnown ? fallback : undefined);
  }

  /** An argument of the command line: a parameter without a default. */
  argument(number: number): Value {
    return this.#declare(`argument-${number}`, 'string', undefined);
  }
}

function asDefault(value: PropertyValue): PropertyValue {
  return typeof value === 'string' ? unescapeReferences(value) : value;
}
