import { Tooltip as Primitive } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Keys } from './Keys.tsx';

export interface TooltipProps {
  readonly text: ReactNode;
  readonly shortcut?: string | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** The control; it gets the tooltip's listeners. */
  readonly children: ReactElement;
}

/** A short text beside a control, on hover and on keyboard focus. */
export function Tooltip({ text, shortcut, side = 'bottom', children }: TooltipProps): ReactNode {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          sideOffset={5}
          collisionPadding={8}
          className="popup z-60 flex max-w-80 items-center gap-2 px-2 py-1 text-xs text-ink"
        >
          <span className="min-w-0 break-words">{text}</span>
          {shortcut !== undefined && <Keys shortcut={shortcut} />}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Wraps the application: one delay for all tooltips. */
export const TooltipProvider = Primitive.Provider;
