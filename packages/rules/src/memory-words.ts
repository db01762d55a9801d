/** Where caps keep frames, in words. */
import { type Caps, type CapsStructure, NVMM_MEMORY } from '@pipewright/caps';

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
