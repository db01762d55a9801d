import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import type { FileProblem, ProblemFix } from './file-problems.ts';

const ICONS = {
  error: <CircleAlert size={12} className="mt-px shrink-0 text-error" aria-label="Error" />,
  warning: <TriangleAlert size={12} className="mt-px shrink-0 text-warning" aria-label="Warning" />,
  hint: <Info size={12} className="mt-px shrink-0 text-hint" aria-label="Hint" />,
};

/** A problem of a config file beside its field, with its fixes. */
export function ProblemNote({
  problem,
  onFix,
}: {
  readonly problem: FileProblem;
  readonly onFix: (fix: ProblemFix) => void;
}): ReactNode {
  return (
    <div
      className="mt-1 flex items-start gap-1.5 text-2xs"
      data-testid="config-problem"
      data-code={problem.code}
    >
      {ICONS[problem.severity]}
      <div className="min-w-0 flex-1">
        <p className="break-words">{problem.message}</p>
        {problem.fixes.length === 0 && problem.remedy !== undefined && (
          <p className="break-words text-muted">{problem.remedy}</p>
        )}
        {problem.fixes.length > 0 && (
          <div className="mt-1 flex flex-wrap gap-1">
            {problem.fixes.map((fix) => (
              <Button
                key={fix.title}
                size="small"
                className="max-w-full"
                data-testid="config-fix"
                onClick={() => onFix(fix)}
              >
                <span className="truncate">{fix.title}</span>
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
