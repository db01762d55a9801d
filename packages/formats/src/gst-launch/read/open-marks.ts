/** Values that are open until the pipeline runs stand in launch text as one character each. */
import { escapeReferences } from '@pipewright/graph';
import type { OpenValue } from './shell/shell-values.ts';

const FIRST = 0xe100;
const LAST = 0xf8ff;

/** Characters for open values; those that a text has itself are not used. */
export class OpenMarks {
  readonly #values: OpenValue[] = [];

  /** Undefined when there are too many. */
  mark(value: OpenValue): string | undefined {
    const code = FIRST + this.#values.length;
    if (code > LAST) return undefined;
    this.#values.push(value);
    return String.fromCharCode(code);
  }

  valueOf(character: string): OpenValue | undefined {
    return this.#values[character.charCodeAt(0) - FIRST];
  }

  /** The open values in a text, in order. */
  valuesIn(text: string): OpenValue[] {
    return [...text].flatMap((character) => this.valueOf(character) ?? []);
  }

  /** With what the script writes in the place of marks: for messages. */
  written(text: string): string {
    return this.#replace(text, (value) => value.written);
  }

  /** With the values that the script gives. Undefined when one has none. */
  withDefaults(text: string): string | undefined {
    if (this.valuesIn(text).some((value) => value.default === undefined)) return undefined;
    return this.#replace(text, (value) => value.default ?? '');
  }

  /** With references to parameters; text that looks like one is escaped. */
  withReferences(text: string, nameOf: (value: OpenValue) => string): string {
    return this.#replace(escapeReferences(text), (value) => `\${${nameOf(value)}}`);
  }

  #replace(text: string, replacement: (value: OpenValue) => string): string {
    if (this.#values.length === 0) return text;
    return text.replace(/[\ue100-\uf8ff]/g, (character) => {
      const value = this.valueOf(character);
      return value === undefined ? character : replacement(value);
    });
  }
}
