import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Copy,
  Flame,
  Map as MapIcon,
  Maximize,
  Minus,
  Plus,
  Spline,
  Trash2,
  Workflow,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { CommandButton } from '../../workbench/CommandButton.tsx';
import { useEditor, useUi, useWorkbench } from '../../workbench/workbench-context.tsx';
import type { Alignment } from '../alignment.ts';

const ALIGNMENTS: readonly (readonly [Alignment, string, ReactNode])[] = [
  ['left', 'Align left edges', <AlignStartVertical key="left" size={15} />],
  ['centre', 'Align centres', <AlignCenterVertical key="centre" size={15} />],
  ['right', 'Align right edges', <AlignEndVertical key="right" size={15} />],
  ['top', 'Align tops', <AlignStartHorizontal key="top" size={15} />],
  ['middle', 'Align middles', <AlignCenterHorizontal key="middle" size={15} />],
  [
    'distribute-horizontally',
    'Equal gaps, left to right',
    <AlignHorizontalDistributeCenter key="h" size={15} />,
  ],
  [
    'distribute-vertically',
    'Equal gaps, top to bottom',
    <AlignVerticalDistributeCenter key="v" size={15} />,
  ],
];

/** Zoom and layout, and what can be done with several selected boxes. */
export function CanvasToolbar(): ReactNode {
  const { edits, ui } = useWorkbench();
  const numSelected = useEditor((state) => state.selection.elements.size);
  const isMinimapShown = useUi((state) => state.isMinimapShown);
  const areRelationsShown = useUi((state) => state.areRelationsShown);
  const isHeatShown = useUi((state) => state.isHeatShown);
  return (
    <>
      <div
        role="toolbar"
        aria-label="View"
        className="absolute bottom-3 left-3 z-10 flex gap-0.5 rounded-lg border border-line-strong bg-surface p-0.5 shadow-sm"
      >
        <CommandButton command="view.zoom-out" icon={<Minus size={15} />} />
        <CommandButton command="view.zoom-in" icon={<Plus size={15} />} />
        <CommandButton command="view.fit" icon={<Maximize size={14} />} />
        <CommandButton command="layout.arrange" icon={<Workflow size={15} />} />
        <CommandButton
          command="view.relations"
          icon={<Spline size={15} />}
          isActive={areRelationsShown}
        />
        <CommandButton command="view.heat" icon={<Flame size={15} />} isActive={isHeatShown} />
        <IconButton
          label={isMinimapShown ? 'Hide the overview' : 'Show the overview'}
          isActive={isMinimapShown}
          onClick={() => ui.getState().toggle('isMinimapShown')}
        >
          <MapIcon size={15} />
        </IconButton>
      </div>
      {numSelected > 1 && (
        <div
          role="toolbar"
          aria-label={`${numSelected} selected elements`}
          className="absolute top-3 left-1/2 z-10 flex -translate-x-1/2 items-center gap-0.5 rounded-lg border border-line-strong bg-surface p-0.5 shadow-sm"
        >
          <span className="px-2 text-2xs text-muted">{numSelected} selected</span>
          {ALIGNMENTS.map(([alignment, label, icon]) => (
            <IconButton key={alignment} label={label} onClick={() => edits.align(alignment)}>
              {icon}
            </IconButton>
          ))}
          <CommandButton command="edit.duplicate" icon={<Copy size={15} />} />
          <CommandButton command="edit.delete" icon={<Trash2 size={15} />} />
        </div>
      )}
    </>
  );
}
