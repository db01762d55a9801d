import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}

/** What a panel shows when it has nothing to show. */
export function EmptyState({ icon, title, children }: EmptyStateProps): ReactNode {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-1.5 p-4 text-center">
      {icon !== undefined && <div className="text-faint">{icon}</div>}
      <div className="text-xs font-medium text-muted">{title}</div>
      {children !== undefined && <div className="max-w-90 text-xs text-faint">{children}</div>}
    </div>
  );
}
