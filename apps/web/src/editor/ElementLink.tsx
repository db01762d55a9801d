import type { ReactNode } from 'react';
import { cx } from '../ui/cx.ts';
import { useSelectElement } from './use-select-element.ts';

interface ElementLinkProps {
  readonly element: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A text that leads to an element: selects it and brings it into sight. */
export function ElementLink({ element, className, children }: ElementLinkProps): ReactNode {
  const select = useSelectElement();
  return (
    <button
      type="button"
      className={cx('rounded hover:underline', className)}
      title={`Show ${element}`}
      onClick={() => select(element)}
    >
      {children}
    </button>
  );
}
