/** Caps as lines of text: a structure a block, a field a line. */
import { capsWords } from '@pipewright/catalogue';
import { wrap } from './wrap.ts';

export function capsText(text: string, width: number, indent: string): string[] {
  return capsWords(text).flatMap(({ title, fields }) => [
    ...wrap(title, width, indent),
    ...fields.flatMap(([field, values]) => {
      const label = `${indent}  ${field.padEnd(14)} `;
      const [first = '', ...rest] = wrap(values, width, ' '.repeat(label.length));
      return [label + first.trimStart(), ...rest];
    }),
  ]);
}
