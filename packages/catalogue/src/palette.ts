/** How elements are grouped and named in a palette. */
import type { ElementFactory } from './element-factory.ts';
import { elementLabels } from './overlays/element-labels.ts';

export interface PaletteGroup {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly factories: readonly ElementFactory[];
}

const groups: readonly Omit<PaletteGroup, 'factories'>[] = [
  {
    id: 'source',
    label: 'Sources',
    description: 'Files, cameras, network streams',
  },
  { id: 'decoder', label: 'Decode', description: 'Compressed data to frames' },
  {
    id: 'batch',
    label: 'Batch',
    description: 'Streams into batches and out of them',
  },
  {
    id: 'preprocess',
    label: 'Prepare',
    description: 'Dewarp, crop, make tensors',
  },
  {
    id: 'inference',
    label: 'Infer',
    description: 'Detectors, classifiers, segmentation',
  },
  {
    id: 'tracker',
    label: 'Track',
    description: 'Objects followed from frame to frame',
  },
  {
    id: 'analytics',
    label: 'Analyse',
    description: 'Lines, regions, directions, flow',
  },
  {
    id: 'overlay',
    label: 'Draw',
    description: 'Boxes, text and masks on the picture',
  },
  {
    id: 'tiler',
    label: 'Compose',
    description: 'Several streams in one picture',
  },
  {
    id: 'converter',
    label: 'Convert',
    description: 'Format, size and memory of frames',
  },
  { id: 'encoder', label: 'Encode', description: 'Frames to compressed data' },
  {
    id: 'container',
    label: 'Containers',
    description: 'Muxers, demuxers, parsers, payloaders',
  },
  { id: 'message', label: 'Messages', description: 'Metadata to brokers' },
  { id: 'sink', label: 'Sinks', description: 'Screens, files, networks' },
  {
    id: 'bin',
    label: 'Ready-made bins',
    description: 'Several elements in one',
  },
  {
    id: 'utility',
    label: 'Flow and tools',
    description: 'Queues, tees, caps, debugging',
  },
];

/** In the order of a pipeline. */
export const paletteGroupIds: readonly string[] = groups.map(({ id }) => id);

/** Which palette group an element is in. */
export function paletteGroupOf(factory: ElementFactory): string {
  const { category, subcategory, origin } = factory;
  if (subcategory === 'bin' && category === 'utility') return 'bin';
  if (category === 'muxer') return origin === 'deepstream' ? 'batch' : 'container';
  if (category === 'parser' || subcategory === 'payloader' || subcategory === 'rtp') {
    return 'container';
  }
  return groups.some((group) => group.id === category) ? category : 'utility';
}

/** Factories in groups, in the order of a pipeline; empty groups are left out. */
export function paletteGroups(factories: readonly ElementFactory[]): PaletteGroup[] {
  const members = new Map<string, ElementFactory[]>(groups.map((group) => [group.id, []]));
  for (const factory of factories) members.get(paletteGroupOf(factory))?.push(factory);
  return groups.flatMap((group) => {
    const inGroup = members.get(group.id) ?? [];
    return inGroup.length > 0 ? [{ ...group, factories: inGroup }] : [];
  });
}

/** A few words for a box or list entry, e.g. `Detector` for nvinfer. */
export function shortLabel(factory: ElementFactory): string {
  return labelOf(factory)?.[0] ?? factory.longName;
}

/** One line on what the element does; empty when only its name is known. */
export function shortSummary(factory: ElementFactory): string {
  return labelOf(factory)?.[1] ?? factory.notes[0] ?? '';
}

/** Names come from documents: `constructor` has no label. */
function labelOf({ name }: ElementFactory): (typeof elementLabels)[string] | undefined {
  return Object.hasOwn(elementLabels, name) ? elementLabels[name] : undefined;
}
