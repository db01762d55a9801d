import { CircleAlert, LoaderCircle } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { Button } from '../ui/Button.tsx';
import { useEditor, useWorkbench } from '../workbench/workbench-context.tsx';

const YamlEditor = lazy(() => import('./YamlEditor.tsx'));

/** The YAML of the document, and what is wrong with it while it is no document. */
export function YamlView(): ReactNode {
  const { editor } = useWorkbench();
  const firstError = useEditor((state) => state.draft?.errors[0]);
  const numErrors = useEditor((state) => state.draft?.errors.length ?? 0);
  return (
    <section
      aria-label="YAML"
      data-testid="yaml-view"
      className="flex h-full min-h-0 flex-col bg-canvas"
    >
      {firstError !== undefined && (
        <div
          role="alert"
          data-testid="yaml-error"
          className="flex items-start gap-2 border-b border-error bg-error-soft px-3 py-1.5 text-xs"
        >
          <CircleAlert size={14} className="mt-0.5 shrink-0 text-error" aria-hidden />
          <span className="min-w-0 flex-1">
            Line {firstError.line}: {firstError.message} {firstError.remedy}
            {numErrors > 1 && <span className="text-muted"> ({numErrors} errors)</span>}
            <span className="block text-muted">
              The last valid state is kept on the canvas until this is corrected.
            </span>
          </span>
          <Button size="small" onClick={() => editor.getState().discardDraft()}>
            Discard text
          </Button>
        </div>
      )}
      <div className="min-h-0 flex-1">
        <Suspense fallback={<CodeLoading />}>
          <YamlEditor />
        </Suspense>
      </div>
    </section>
  );
}

/** While the text editor's code is being loaded. */
export function CodeLoading(): ReactNode {
  return (
    <div role="status" className="flex h-full items-center justify-center gap-2 text-xs text-muted">
      <LoaderCircle size={15} className="animate-spin" aria-hidden />
      Loading the text editor…
    </div>
  );
}
