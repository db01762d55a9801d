/** The solver for those who draw: caps and memory of each link, and copies between memories. */
import { type Caps, type CapsStructure, NVMM_MEMORY } from '@pipewright/caps';
import type { Catalogue } from '@pipewright/catalogue';
import type { LinkId, PipelineDocument } from '@pipewright/graph';
import { indexPipeline, type PipelineIndex } from '../pipeline-index.ts';
import { bytesPerFrame, framesPerSecond } from './data-rate.ts';
import { explainLink } from './explain.ts';
import { solveCaps } from './solve.ts';

/** Where buffers are: `nvmm` in GPU memory. */
export type MemoryKind = 'nvmm' | 'system' | 'unknown';

export interface NegotiatedLink {
  /** What flows when the pipeline runs, as far as it can be told; empty where nothing can. */
  readonly caps: Caps;
  readonly memory: MemoryKind;
  /** Why the two ends can't agree, with what each has after propagation. */
  readonly problem?: string;
}

/** An element that moves frames between GPU and system memory. */
export interface MemoryCopy {
  readonly element: string;
  readonly direction: 'to-system' | 'to-gpu';
  /** The links whose frames are the copies. */
  readonly links: readonly LinkId[];
  /** Absent while size or format are not known. */
  readonly bytesPerFrame?: number;
  /** Absent while size, format or rate are not known. */
  readonly bytesPerSecond?: number;
}

/** Expected caps and memory of every link, by its id; never throws. */
export function negotiate(
  document: PipelineDocument,
  catalogue: Catalogue,
): ReadonlyMap<LinkId, NegotiatedLink> {
  const index = indexOf(document, catalogue);
  const links = new Map<LinkId, NegotiatedLink>();
  for (const [view, { expected }] of solveCaps(index)) {
    const problem = explainLink(view, index)?.message;
    links.set(view.id, {
      caps: expected,
      memory: memoryKindOf(expected),
      ...(problem === undefined ? {} : { problem }),
    });
  }
  return links;
}

/** Elements that take raw frames in one memory and give them in the other, in the document's order. */
export function memoryCopies(
  document: PipelineDocument,
  catalogue: Catalogue,
): readonly MemoryCopy[] {
  const index = indexOf(document, catalogue);
  const solution = solveCaps(index);
  const copies: MemoryCopy[] = [];
  for (const element of index.elements.values()) {
    const [input, ...otherInputs] = element.inputs;
    const before = input && otherInputs.length === 0 ? solution.get(input)?.expected : undefined;
    const [output] = element.outputs;
    const after = output && solution.get(output)?.expected;
    if (!before || !after || !isRaw(before) || !isRaw(after)) continue;
    const [from, to] = [memoryKindOf(before), memoryKindOf(after)];
    if (from === to || from === 'unknown' || to === 'unknown') continue;
    // It is the frame in system memory that crosses; on the GPU it is scaled and converted.
    const moved = to === 'system' ? after : before;
    const bytes = bytesPerFrame(moved);
    const frames = framesPerSecond(moved);
    copies.push({
      element: element.name,
      direction: to === 'system' ? 'to-system' : 'to-gpu',
      links: element.outputs.map(({ id }) => id),
      ...(bytes === undefined ? {} : { bytesPerFrame: bytes }),
      ...(bytes === undefined || frames === undefined
        ? {}
        : { bytesPerSecond: Math.round(bytes * frames) }),
    });
  }
  return copies;
}

/** Where all buffers with these caps are. */
export function memoryKindOf(caps: Caps): MemoryKind {
  if (caps.kind !== 'structures') return 'unknown';
  const kinds = new Set(caps.structures.map(kindOf));
  const [kind] = kinds;
  return kinds.size === 1 && kind !== undefined ? kind : 'unknown';
}

function kindOf({ features }: CapsStructure): MemoryKind {
  if (features === 'any') return 'unknown';
  if (features.length === 0) return 'system';
  return features.includes(NVMM_MEMORY) ? 'nvmm' : 'unknown';
}

function isRaw(caps: Caps): boolean {
  return caps.kind === 'structures' && caps.structures.every(({ name }) => name.endsWith('/x-raw'));
}

const indexes = new WeakMap<PipelineDocument, WeakMap<Catalogue, PipelineIndex>>();

/** Nothing here asks for files. */
function indexOf(document: PipelineDocument, catalogue: Catalogue): PipelineIndex {
  let ofDocument = indexes.get(document);
  if (!ofDocument) {
    ofDocument = new WeakMap();
    indexes.set(document, ofDocument);
  }
  let index = ofDocument.get(catalogue);
  if (!index) {
    index = indexPipeline(document, catalogue, () => undefined, new Set());
    ofDocument.set(catalogue, index);
  }
  return index;
}
