import { useWorkbench } from '../workbench/workbench-context.tsx';
import { selectionOf } from './selection.ts';

/** Selects an element and brings it into sight. */
export function useSelectElement(): (name: string) => void {
  const { editor, canvas } = useWorkbench();
  return (name) => {
    editor.getState().select(selectionOf([name]));
    canvas.current?.reveal([name]);
  };
}
