/** Caps for people: a structure a block, a field a line, without fields that allow anything. */
import {
  type CapsStructure,
  type CapsValue,
  describeFeatures,
  formatValue,
  parseCaps,
} from '@pipewright/caps';
import { wrap } from './wrap.ts';

/** Lines of a pad's caps; a text that can't be read stays as it is. */
export function capsText(text: string, width: number, indent: string): string[] {
  const parsed = parseCaps(text);
  if (!parsed.ok) return wrap(text, width, indent);
  const { caps } = parsed;
  if (caps.kind !== 'structures') return [indent + (caps.kind === 'any' ? 'anything' : 'nothing')];
  return caps.structures.flatMap((structure) => structureText(structure, width, indent));
}

function structureText(structure: CapsStructure, width: number, indent: string): string[] {
  const { name, features, fields } = structure;
  const isPlain = features !== 'any' && features.length === 0;
  const head = isPlain ? name : `${name} in ${describeFeatures(features)}`;
  const shown = [...fields].filter(([, value]) => !isUnbounded(value));
  return [
    indent + head,
    ...shown.flatMap(([field, value]) => {
      const label = `${indent}  ${field.padEnd(14)} `;
      const [first = '', ...rest] = wrap(valueText(value), width, ' '.repeat(label.length));
      return [label + first.trimStart(), ...rest];
    }),
  ];
}

function valueText(value: CapsValue): string {
  return formatValue(value)
    .replace(/^[{[(]\s*|\s*[}\])]$/g, value.kind === 'list' ? '' : '$&')
    .replace(/\((string|int|fraction|boolean)\)/g, '');
}

/** From nothing or one up to the largest number there is. */
function isUnbounded(value: CapsValue): boolean {
  if (value.kind === 'number-range') return Number(value.min) <= 1 && Number(value.max) >= 32_767;
  return (
    value.kind === 'fraction-range' && value.min.numerator === 0 && value.max.numerator >= 32_767
  );
}
