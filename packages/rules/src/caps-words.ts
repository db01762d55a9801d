/** Caps in words, for messages. */
import { type Caps, type CapsStructure, formatCaps, NVMM_MEMORY } from '@pipewright/caps';

/** Where the memory of buffers with these caps is. */
export function memoryInWords(caps: Caps): string {
  if (caps.kind !== 'structures') return 'any memory';
  const places = new Set(caps.structures.map(memoryOf));
  return [...places].join(' or ');
}

function memoryOf({ features, name }: CapsStructure): string {
  if (features === 'any') return 'any memory';
  if (features.length === 0) return `system memory (${name})`;
  if (features.includes(NVMM_MEMORY)) return `GPU memory (${name}(${NVMM_MEMORY}))`;
  return `${features.join(', ')} (${name})`;
}

/** Media types and, where there are few, formats: long caps are cut. */
export function capsInWords(caps: Caps): string {
  if (caps.kind === 'any') return 'anything';
  if (caps.kind === 'empty') return 'nothing';
  const text = formatCaps(caps);
  if (text.length <= 120) return text;
  const short = caps.structures.map((structure) => {
    const features =
      structure.features === 'any' || structure.features.length === 0
        ? ''
        : `(${structure.features.join(', ')})`;
    const format = structure.fields.get('format') ?? structure.fields.get('stream-format');
    const written = format && formatCaps({ kind: 'structures', structures: [
      { name: structure.name, features: [], fields: new Map([['format', format]]) },
    ] }).replace(/^[^,]*,\s*format\s*=\s*(\(string\))?/, '');
    return `${structure.name}${features}${written && written.length <= 60 ? `, format=${written}` : ', ...'}`;
  });
  return [...new Set(short)].join('; ');
}
