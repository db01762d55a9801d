import type { RunProblem } from '@pipewright/protocol';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** What went wrong while running, on the thing it belongs to. */
export function RunProblemNote({ problem }: { readonly problem: RunProblem }): ReactNode {
  return (
    <div
      className="mt-2 flex items-start gap-1.5 rounded bg-error-soft p-2 text-2xs"
      data-testid="run-problem"
    >
      {problem.severity === 'error' ? (
        <CircleAlert size={12} className="mt-px shrink-0 text-error" aria-label="Error" />
      ) : (
        <TriangleAlert size={12} className="mt-px shrink-0 text-warning" aria-label="Warning" />
      )}
      <div className="min-w-0 flex-1">
        <p className="break-words">
          {problem.message}
          {problem.count > 1 && <span className="text-muted"> ({problem.count} times)</span>}
        </p>
        {problem.debug !== undefined && problem.debug !== '' && (
          <details className="mt-0.5">
            <summary className="cursor-pointer text-muted">Details</summary>
            <pre className="mt-1 max-h-40 overflow-auto font-mono break-all whitespace-pre-wrap text-muted">
              {problem.debug}
            </pre>
          </details>
        )}
      </div>
    </div>
  );
}
