import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { cx } from './cx.ts';

export interface DialogProps {
  readonly title: string;
  readonly description?: string | undefined;
  readonly onClose: () => void;
  /** `whole` takes the window's height too, and leaves the room inside to its children. */
  readonly width?: 'small' | 'normal' | 'large' | 'whole';
  /** CSS selector of what has the focus first; the first field when absent. */
  readonly focusFirst?: string;
  readonly testId?: string;
  readonly children: ReactNode;
  /** Buttons, right-aligned, the main one last. */
  readonly footer?: ReactNode;
}

const WIDTHS = {
  small: 'w-105',
  normal: 'w-150',
  large: 'w-220',
  whole: 'h-[92vh] w-340',
} as const;

/** A modal dialog; it is open as long as it is rendered. */
export function Dialog({
  title,
  description,
  onClose,
  width = 'normal',
  focusFirst = 'input, textarea',
  testId,
  children,
  footer,
}: DialogProps): ReactNode {
  const [opener] = useState(() => document.activeElement);
  return (
    <Primitive.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) {
          onClose();
        }
      }}
    >
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/55" />
        <Primitive.Content
          data-testid={testId}
          onOpenAutoFocus={(event) => {
            const field = (event.currentTarget as HTMLElement).querySelector<HTMLElement>(
              focusFirst,
            );
            if (field !== null) {
              event.preventDefault();
              field.focus();
            }
          }}
          onCloseAutoFocus={(event) => {
            // No trigger of its own gets the focus back, so what had it does, unless it went on.
            event.preventDefault();
            if (document.activeElement === document.body && opener instanceof HTMLElement) {
              opener.focus();
            }
          }}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={cx(
            'popup fixed top-1/2 left-1/2 z-50 flex max-w-[94vw] -translate-x-1/2 -translate-y-1/2 flex-col outline-none',
            width !== 'whole' && 'max-h-[88vh]',
            WIDTHS[width],
          )}
        >
          <header className="flex items-start gap-3 border-b border-line px-4 pt-3 pb-2.5">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="text-sm font-semibold">{title}</Primitive.Title>
              {description !== undefined && (
                <Primitive.Description className="mt-0.5 text-xs text-muted">
                  {description}
                </Primitive.Description>
              )}
            </div>
            <Primitive.Close
              aria-label="Close"
              className="inline-flex size-6 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <X size={15} />
            </Primitive.Close>
          </header>
          <div
            className={cx(
              'min-h-0 flex-1',
              width === 'whole' ? 'flex overflow-hidden' : 'overflow-auto px-4 py-3',
            )}
          >
            {children}
          </div>
          {footer !== undefined && (
            <footer className="flex items-center justify-end gap-2 border-t border-line px-4 py-2.5">
              {footer}
            </footer>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
