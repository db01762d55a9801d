import { FileWarning, MousePointerClick } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { useEditor, useUi, useWorkbench } from '../../workbench/workbench-context.tsx';

/** What the canvas says of itself: that it is empty, or behind typed YAML. */
export function CanvasNotices(): ReactNode {
  const { editor, ui, canvas, documents } = useWorkbench();
  const isEmpty = useEditor((state) => Object.keys(state.document.elements).length === 0);
  const firstError = useEditor((state) => state.draft?.errors[0]);
  const view = useUi((state) => state.view);
  if (firstError !== undefined) {
    return (
      <div
        role="status"
        className="absolute top-3 left-1/2 z-10 flex max-w-[92%] -translate-x-1/2 items-center gap-2 rounded-lg border border-error bg-error-soft px-3 py-1.5 text-xs"
      >
        <FileWarning size={15} className="shrink-0 text-error" aria-hidden />
        <span className="min-w-0">
          The YAML text has an error in line {firstError.line}. The canvas shows the last valid
          state.
        </span>
        {view === 'canvas' && (
          <Button size="small" onClick={() => ui.getState().setView('split')}>
            Show text
          </Button>
        )}
        <Button size="small" onClick={() => editor.getState().discardDraft()}>
          Discard text
        </Button>
      </div>
    );
  }
  if (!isEmpty) {
    return null;
  }
  return (
    <div className="pointer-events-none absolute inset-0 z-5 flex items-center justify-center">
      <div className="pointer-events-auto flex max-w-90 flex-col items-center gap-2 rounded-xl border border-dashed border-line-strong bg-surface/80 px-6 py-5 text-center">
        <MousePointerClick size={22} className="text-accent" aria-hidden />
        <h2 className="text-sm font-semibold">Start with a source</h2>
        <p className="text-xs text-muted">
          Drag elements from the palette, double-click the canvas to search them, or drop a link on
          empty canvas to see what fits.
        </p>
        <div className="mt-1 flex gap-2">
          <Button
            variant="primary"
            onClick={() => {
              const centre = canvas.current?.centre() ?? { x: 0, y: 0 };
              const screen = canvas.current?.toScreen(centre) ?? { x: 200, y: 200 };
              ui.getState().openAddMenu({ screen, canvas: centre });
            }}
          >
            Add an element
          </Button>
          <Button onClick={() => void documents.openSample()}>Open the sample</Button>
        </div>
      </div>
    </div>
  );
}
