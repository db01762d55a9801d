/** The values of a document's parameters in one expansion. */
import type { Parameter, PropertyValue } from '../document.ts';
import { nearestName } from '../names.ts';
import { own } from '../records.ts';
import { convertParameter } from './convert-parameter.ts';
import type { ExpansionError } from './expand-document.ts';
import { resolveUri } from './paths.ts';

export class ParameterScope {
  readonly #declared: Readonly<Record<string, Parameter>>;
  readonly #values = new Map<string, PropertyValue>();
  /** Parameters whose error has been reported: each once, however often it is referred to. */
  readonly #failed = new Set<string>();
  readonly #report: (error: ExpansionError) => void;

  /** Reports given values that no parameter takes or that don't convert. */
  constructor(
    declared: Readonly<Record<string, Parameter>>,
    given: Readonly<Record<string, PropertyValue>>,
    resolvePath: (path: string) => string,
    report: (error: ExpansionError) => void,
  ) {
    this.#declared = declared;
    this.#report = report;
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(declared, name)) {
        this.#failUndeclared(name, `a value is given for "${name}"`, {});
      }
    }
    for (const [name, parameter] of Object.entries(declared)) {
      const value = own(given, name) ?? parameter.default;
      if (value === undefined) continue;
      const converted = convertParameter(value, parameter.type);
      if (!converted.ok) {
        // A secret's value stays out of messages.
        const reason = parameter.secret ? `must be of type ${parameter.type}` : converted.message;
        this.#fail(name, {
          message: `parameter "${name}" ${reason}`,
          parameter: name,
        });
        continue;
      }
      this.#values.set(name, located(converted.value, parameter, resolvePath));
    }
  }

  /** The value; undefined after reporting that there is none. */
  valueOf(name: string, place: Omit<ExpansionError, 'message'>): PropertyValue | undefined {
    const value = this.#values.get(name);
    if (value !== undefined || this.#failed.has(name)) return value;
    if (!Object.hasOwn(this.#declared, name)) {
      this.#failUndeclared(name, `a value refers to \${${name}}`, place);
      return undefined;
    }
    this.#fail(name, {
      message: `parameter "${name}" has no value: give it one for this run, or give it a default`,
      parameter: name,
      ...place,
    });
    return undefined;
  }

  #failUndeclared(name: string, what: string, place: Omit<ExpansionError, 'message'>): void {
    const meant = nearestName(name, Object.keys(this.#declared));
    const hint = meant === undefined ? 'declare it under parameters' : `did you mean "${meant}"?`;
    const message = `${what}, but there is no such parameter: ${hint}`;
    this.#fail(name, { message, parameter: name, ...place });
  }

  #fail(name: string, error: ExpansionError): void {
    this.#failed.add(name);
    this.#report(error);
  }
}

/** Paths and URIs start at the document's folder wherever they are used, also inside caps or text. */
function located(
  value: PropertyValue,
  { type }: Parameter,
  resolvePath: (path: string) => string,
): PropertyValue {
  if (type === 'path') return resolvePath(String(value));
  if (type === 'uri') return resolveUri(String(value), resolvePath);
  return value;
}
