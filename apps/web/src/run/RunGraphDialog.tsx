import { Copy, Download, RefreshCw } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { errorText } from '../api/api-error.ts';
import { api } from '../api/trpc-client.ts';
import { download } from '../exchange/download.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { notify } from '../ui/toast-store.ts';
import { useRun, useWorkbench } from '../workbench/workbench-context.tsx';

const CodePane = lazy(() => import('../code/CodePane.tsx'));

/** The running pipeline as GStreamer sees it: elements inside bins, states, negotiated caps. */
export function RunGraphDialog(): ReactNode {
  const { ui } = useWorkbench();
  const runId = useRun((state) => state.run?.id);
  const [dot, setDot] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const load = useCallback(async () => {
    if (runId === undefined) {
      return;
    }
    try {
      const graph = await api.runs.graph.query({ runId });
      setDot(graph.dot);
      setProblem(undefined);
    } catch (error) {
      setProblem(errorText(error));
    }
  }, [runId]);
  useEffect(() => {
    void load();
  }, [load]);
  const save = useRef<HTMLButtonElement>(null);
  const isLoaded = dot !== '';
  useEffect(() => {
    if (isLoaded) {
      save.current?.focus();
    }
  }, [isLoaded]);
  const copy = (): void => {
    navigator.clipboard.writeText(dot).then(
      () => notify('success', 'The graph is copied.'),
      () => notify('error', 'The browser does not allow copying here.'),
    );
  };
  return (
    <Dialog
      title="Graph of the running pipeline"
      description="In Graphviz’ language, with the insides of bins, states, negotiated caps and properties. Graphviz draws it (dot -Tsvg), Import reads it."
      width="whole"
      testId="run-graph-dialog"
      onClose={() => ui.getState().closeDialog()}
      footer={
        <>
          <Button onClick={() => void load()}>
            <RefreshCw size={14} aria-hidden /> Refresh
          </Button>
          <Button disabled={!isLoaded} onClick={copy}>
            <Copy size={14} aria-hidden /> Copy
          </Button>
          <Button
            ref={save}
            variant="primary"
            data-testid="run-graph-save"
            disabled={!isLoaded}
            onClick={() => download(`${runId ?? 'run'}.dot`, dot)}
          >
            <Download size={14} aria-hidden /> Save DOT
          </Button>
        </>
      }
    >
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {problem !== undefined && (
          <p role="alert" className="p-3 text-xs text-error">
            {problem}
          </p>
        )}
        <div className="min-h-0 flex-1">
          <Suspense fallback={null}>
            <CodePane
              text={dot}
              language="dot"
              label="Graph of the running pipeline"
              testId="run-graph"
            />
          </Suspense>
        </div>
      </div>
    </Dialog>
  );
}
