import type { RunEvidence } from '@pipewright/protocol';
import type { ReactNode } from 'react';
import { useWorkbench } from '../../workbench/workbench-context.tsx';
import { showPlace } from './show-place.ts';

/** What a finding of the doctor rests on; each fact leads to its place. */
export function Evidence({ evidence }: { readonly evidence: readonly RunEvidence[] }): ReactNode {
  const workbench = useWorkbench();
  return (
    <details className="mt-0.5 text-2xs" data-testid="evidence">
      <summary className="w-fit cursor-pointer text-muted">Evidence ({evidence.length})</summary>
      <ul className="mt-1 max-h-48 space-y-0.5 overflow-y-auto border-l-2 border-line-strong pl-2">
        {evidence.map(({ text, element, link }, index) => (
          // The facts of one finding stay in their order.
          // biome-ignore lint/suspicious/noArrayIndexKey: texts may be equal.
          <li key={index}>
            {element === undefined && link === undefined ? (
              <span className="break-words text-muted">{text}</span>
            ) : (
              <button
                type="button"
                className="rounded text-left break-words text-muted hover:text-ink hover:underline"
                onClick={() =>
                  showPlace(workbench, {
                    source: 'doctor',
                    place: {
                      ...(element === undefined ? {} : { element }),
                      ...(element !== undefined || link === undefined ? {} : { link }),
                    },
                  })
                }
              >
                {text}
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
