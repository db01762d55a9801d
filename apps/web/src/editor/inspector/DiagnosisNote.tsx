import type { RunDiagnosis } from '@pipewright/protocol';
import { Stethoscope } from 'lucide-react';
import type { ReactNode } from 'react';
import { editOfFix } from '../../run/diagnosis-fix.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { useEditor, useWorkbench } from '../../workbench/workbench-context.tsx';
import { Evidence } from '../problems/Evidence.tsx';

/** What the doctor found about a thing of the running pipeline, with its fixes. */
export function DiagnosisNote({ diagnosis }: { readonly diagnosis: RunDiagnosis }): ReactNode {
  const { edits } = useWorkbench();
  const document = useEditor((state) => state.document);
  const isError = diagnosis.severity === 'error';
  return (
    <div
      className={cx(
        'mt-2 flex items-start gap-1.5 rounded p-2 text-2xs',
        isError ? 'bg-error-soft' : 'bg-raised',
      )}
      data-testid="diagnosis-note"
      data-kind={diagnosis.kind}
    >
      <Stethoscope
        size={12}
        className={cx('mt-px shrink-0', isError ? 'text-error' : 'text-warning')}
        aria-label={isError ? 'Error' : 'Warning'}
      />
      <div className="min-w-0 flex-1">
        <p className="font-semibold break-words">{diagnosis.title}</p>
        <p className="mt-0.5 break-words text-muted">{diagnosis.explanation}</p>
        <Evidence evidence={diagnosis.evidence} />
        {diagnosis.fixes.map((fix) => {
          const edit = editOfFix(document, fix);
          return edit === undefined ? (
            fix.steps.length === 0 && (
              <p key={fix.title} className="mt-1 break-words">
                {fix.title}.
              </p>
            )
          ) : (
            <Button
              key={fix.title}
              size="small"
              className="mt-1 mr-1"
              data-testid="diagnosis-fix"
              onClick={() => edits.applyFix(edit)}
            >
              {fix.title}
            </Button>
          );
        })}
      </div>
    </div>
  );
}
