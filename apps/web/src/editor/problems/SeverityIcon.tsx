import type { RuleSeverity } from '@pipewright/graph';
import { CircleAlert, EyeOff, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const ICONS: Record<RuleSeverity, ReactNode> = {
  error: <CircleAlert size={14} className="mt-0.5 shrink-0 text-error" aria-label="Error" />,
  warning: (
    <TriangleAlert size={14} className="mt-0.5 shrink-0 text-warning" aria-label="Warning" />
  ),
  hint: <Info size={14} className="mt-0.5 shrink-0 text-hint" aria-label="Hint" />,
  off: <EyeOff size={14} className="mt-0.5 shrink-0 text-faint" aria-label="Off" />,
};

/** How bad a problem is, or that it is not shown. */
export function SeverityIcon({ severity }: { readonly severity: RuleSeverity }): ReactNode {
  return ICONS[severity];
}
