/** A pad's caps for people: structure by structure, without the fields that allow anything. */
import {
  type CapsStructure,
  type CapsValue,
  describeFeatures,
  formatValue,
  parseCaps,
} from '@pipewright/caps';

export interface CapsWords {
  /** e.g. `video/x-raw in memory:NVMM`, or `anything`. */
  readonly title: string;
  readonly fields: readonly (readonly [name: string, values: string])[];
}

/** A text that can't be read is given back as the only title. */
export function capsWords(text: string): CapsWords[] {
  const parsed = parseCaps(text);
  if (!parsed.ok) return [{ title: text, fields: [] }];
  const { caps } = parsed;
  if (caps.kind === 'structures') return caps.structures.map(structureWords);
  return [{ title: caps.kind === 'any' ? 'anything' : 'nothing', fields: [] }];
}

function structureWords({ name, features, fields }: CapsStructure): CapsWords {
  const isPlain = features !== 'any' && features.length === 0;
  return {
    title: isPlain ? name : `${name} in ${describeFeatures(features)}`,
    fields: [...fields]
      .filter(([, value]) => !isUnbounded(value))
      .map(([field, value]) => [field, valueWords(value)]),
  };
}

function valueWords(value: CapsValue): string {
  switch (value.kind) {
    case 'list':
      return value.values.map(valueWords).join(', ');
    case 'number-range':
      return `${value.min} to ${value.max}`;
    default:
      return formatValue(value);
  }
}

/** From nothing or one up to the largest number there is. */
function isUnbounded(value: CapsValue): boolean {
  if (value.kind === 'number-range') return Number(value.min) <= 1 && Number(value.max) >= 32_767;
  return (
    value.kind === 'fraction-range' && value.min.numerator === 0 && value.max.numerator >= 32_767
  );
}
