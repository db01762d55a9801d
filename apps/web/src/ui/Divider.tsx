import type { ReactNode } from 'react';
import { Separator } from 'react-resizable-panels';
import { cx } from './cx.ts';

export interface DividerProps {
  /** Direction of the line itself. */
  readonly orientation: 'horizontal' | 'vertical';
  readonly label: string;
}

/** The line between two panels; dragged, or moved with the arrow keys. */
export function Divider({ orientation, label }: DividerProps): ReactNode {
  return (
    <Separator
      aria-label={label}
      className={cx(
        'relative shrink-0 bg-line transition-colors outline-none',
        'hover:bg-select focus-visible:bg-focus data-[separator=active]:bg-select data-[separator=focus]:bg-focus',
        orientation === 'vertical' ? 'w-px' : 'h-px',
      )}
    />
  );
}
