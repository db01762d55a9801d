import { type ElementFactory, paletteGroupOf } from '@pipewright/catalogue';
import {
  ArrowLeftRight,
  BrainCircuit,
  ChartSpline,
  CircleHelp,
  Crosshair,
  FileArchive,
  FileVideo,
  Film,
  Grid2x2,
  Layers,
  type LucideIcon,
  MonitorPlay,
  PackageOpen,
  PenTool,
  Radio,
  SlidersHorizontal,
  Wrench,
  Zap,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../ui/cx.ts';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  source: FileVideo,
  decoder: Film,
  batch: Layers,
  preprocess: SlidersHorizontal,
  inference: BrainCircuit,
  tracker: Crosshair,
  analytics: ChartSpline,
  overlay: PenTool,
  tiler: Grid2x2,
  converter: ArrowLeftRight,
  encoder: Zap,
  container: FileArchive,
  message: Radio,
  sink: MonitorPlay,
  bin: PackageOpen,
  utility: Wrench,
};

/** The icon of a palette group. */
export function GroupIcon({
  group,
  size = 14,
}: {
  readonly group: string;
  readonly size?: number;
}): ReactNode {
  const Icon = ICONS[group] ?? CircleHelp;
  return <Icon size={size} aria-hidden />;
}

/** An element's icon; DeepStream's own elements are in the accent colour. */
export function CategoryIcon({
  factory,
  size = 15,
}: {
  readonly factory: ElementFactory | undefined;
  readonly size?: number;
}): ReactNode {
  return (
    <span
      className={cx(
        'inline-flex size-6.5 shrink-0 items-center justify-center rounded-md',
        factory?.origin === 'deepstream' ? 'bg-accent-soft text-accent' : 'bg-hover text-muted',
      )}
    >
      <GroupIcon group={factory === undefined ? '' : paletteGroupOf(factory)} size={size} />
    </span>
  );
}
