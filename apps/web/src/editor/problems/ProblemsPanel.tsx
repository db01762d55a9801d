import { BookOpen, CircleCheck } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import { Button, IconButton } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useChecks, useEditor, useRun, useWorkbench } from '../../workbench/workbench-context.tsx';
import { Evidence } from './Evidence.tsx';
import { explainRule } from './explain-rule.ts';
import { ProblemMenu } from './ProblemMenu.tsx';
import { type ProblemRow, placeText, problemRows } from './problem-rows.ts';
import { RuleOverrideNotice } from './RuleOverrideNotice.tsx';
import { ruleOf } from './rule-info.ts';
import { SeverityIcon } from './SeverityIcon.tsx';
import { showPlace } from './show-place.ts';

const SOURCES: Record<ProblemRow['source'], string> = {
  check: '',
  run: 'run',
  doctor: 'doctor',
  text: 'YAML',
};

const NO_ERRORS: readonly never[] = [];

/** All problems of document, text and run; each leads to its place and offers its fixes. */
export function ProblemsPanel(): ReactNode {
  const diagnostics = useChecks((state) => state.diagnostics);
  const refused = useChecks((state) => state.refused);
  const textErrors = useEditor((state) => state.draft?.errors ?? NO_ERRORS);
  const run = useRun((state) => state.run);
  const diagnoses = useRun((state) => state.diagnoses);
  const document = useEditor((state) => state.document);
  const rows = useMemo(
    () =>
      problemRows({
        diagnostics: [...diagnostics, ...refused],
        textErrors,
        run,
        diagnoses,
        document,
      }),
    [diagnostics, refused, textErrors, run, diagnoses, document],
  );
  return (
    <div className="flex h-full flex-col overflow-y-auto">
      <RuleOverrideNotice />
      {rows.length === 0 ? (
        <EmptyState icon={<CircleCheck size={18} className="text-accent" />} title="No problems" />
      ) : (
        <ul
          aria-label="Problems"
          data-testid="problems"
          className="py-1"
          onKeyDown={moveThroughRows}
        >
          {rows.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Row({ row }: { readonly row: ProblemRow }): ReactNode {
  const workbench = useWorkbench();
  const place = placeText(row.place);
  return (
    <li
      data-testid="problem"
      data-code={row.code}
      data-severity={row.severity}
      data-source={row.source}
      className="flex items-start gap-2 px-3 py-1 text-xs hover:bg-raised"
      onKeyDown={(event) => {
        if (event.key === 'F1' && explainRule(workbench, row)) {
          event.preventDefault();
        }
      }}
    >
      <SeverityIcon severity={row.severity} />
      {/* Where there is no room beside the text, the fixes stand below it. */}
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-2 gap-y-1">
        <div className="min-w-0 grow basis-60">
          <button
            type="button"
            data-problem-row
            className="w-full rounded text-left"
            onClick={() => showPlace(workbench, row)}
          >
            <span className="break-words">{row.message}</span>
            {row.remedy !== undefined && <span className="text-muted"> {row.remedy}</span>}
            <span className="ml-2 font-mono text-2xs whitespace-nowrap text-faint">
              {place}
              {SOURCES[row.source] !== '' && `${place === '' ? '' : ' · '}${SOURCES[row.source]}`}
            </span>
            {row.override !== undefined && (
              <span className="ml-2 text-2xs text-faint">
                {row.override.usualSeverity} turned into {row.severity}: {row.override.reason}
              </span>
            )}
          </button>
          {row.evidence !== undefined && <Evidence evidence={row.evidence} />}
        </div>
        {row.fixes.length > 0 && (
          <div className="flex max-w-full flex-wrap gap-x-2 gap-y-1">
            {row.fixes.map((fix) => (
              <Button
                key={fix.title}
                size="small"
                className="h-auto! min-h-6 max-w-full py-0.5 text-left whitespace-normal!"
                data-testid="quick-fix"
                onClick={() => workbench.edits.applyFix(fix)}
              >
                {fix.title}
              </Button>
            ))}
          </div>
        )}
      </div>
      {ruleOf(row) !== undefined && (
        <IconButton
          label="Explain this rule"
          shortcut="F1"
          size="small"
          data-testid="explain-rule"
          onClick={() => explainRule(workbench, row)}
        >
          <BookOpen size={13} />
        </IconButton>
      )}
      <ProblemMenu row={row} />
    </li>
  );
}

/** Arrow keys go from row to row. */
function moveThroughRows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) {
    return;
  }
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-problem-row]')];
  const current = document.activeElement?.closest('[data-testid="problem"]');
  const index = rows.findIndex((row) => current?.contains(row) === true);
  const next = rows[index + step];
  if (next !== undefined) {
    event.preventDefault();
    next.focus();
  }
}
