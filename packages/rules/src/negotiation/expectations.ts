/** What is told of caps to those who draw: caps and memory of each link, and copies between memories. */
import { type Caps, type CapsStructure, NVMM_MEMORY } from '@pipewright/caps';
import type { LinkId } from '@pipewright/graph';
import type { ElementView, LinkView, PipelineIndex } from '../pipeline-views.ts';
import { bytesPerFrame, framesPerSecond } from './data-rate.ts';
import { explainLink } from './explain.ts';
import { unsettled } from './link-caps.ts';
import { capsAt } from './solve.ts';

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

/** What flows through a link. */
export function negotiatedLink(view: LinkView, index: PipelineIndex): NegotiatedLink {
  const { expected } = capsAt(view, index) ?? unsettled;
  const problem = explainLink(view, index)?.message;
  return {
    caps: expected,
    memory: memoryKindOf(expected),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** The copy that an element makes when it takes raw frames in one memory and gives them in the other. */
export function memoryCopyAt(element: ElementView, index: PipelineIndex): MemoryCopy | undefined {
  const [input, ...otherInputs] = element.inputs;
  const before = input && otherInputs.length === 0 ? capsAt(input, index)?.expected : undefined;
  const [output] = element.outputs;
  const after = output && capsAt(output, index)?.expected;
  if (!before || !after || !isRaw(before) || !isRaw(after)) return undefined;
  const [from, to] = [memoryKindOf(before), memoryKindOf(after)];
  if (from === to || from === 'unknown' || to === 'unknown') return undefined;
  // It is the frame in system memory that crosses; on the GPU it is scaled and converted.
  const moved = to === 'system' ? after : before;
  const bytes = bytesPerFrame(moved);
  const frames = framesPerSecond(moved);
  return {
    element: element.name,
    direction: to === 'system' ? 'to-system' : 'to-gpu',
    links: element.outputs.map(({ id }) => id),
    ...(bytes === undefined ? {} : { bytesPerFrame: bytes }),
    ...(bytes === undefined || frames === undefined
      ? {}
      : { bytesPerSecond: Math.round(bytes * frames) }),
  };
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
