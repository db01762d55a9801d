import type { ElementFactory } from '@pipewright/catalogue';
import { useWorkbench } from '../../workbench/workbench-context.tsx';

/** Adds an element to the canvas and brings it into view. */
export function useAddElement(): (factory: ElementFactory) => void {
  const { edits, canvas, editor } = useWorkbench();
  return (factory) => {
    if (edits.addElement(factory.name) !== undefined) {
      requestAnimationFrame(() =>
        canvas.current?.reveal([...editor.getState().selection.elements]),
      );
    }
  };
}
