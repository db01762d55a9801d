import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from './cx.ts';
import { Tooltip } from './Tooltip.tsx';

export type ButtonVariant = 'primary' | 'plain' | 'ghost' | 'danger';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: ButtonVariant;
  readonly size?: 'small' | 'normal';
  readonly ref?: Ref<HTMLButtonElement>;
}

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-accent-ink font-semibold hover:brightness-110 border-transparent',
  plain: 'bg-raised text-ink border-line-strong hover:bg-hover',
  ghost:
    'bg-transparent text-muted border-transparent hover:bg-hover hover:text-ink aria-pressed:bg-active aria-pressed:text-ink',
  danger: 'bg-error-strong text-white font-semibold border-transparent hover:brightness-110',
};

/** A push button with text. */
export function Button({
  variant = 'plain',
  size = 'normal',
  className,
  type = 'button',
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      type={type}
      className={cx(
        'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border select-none',
        'disabled:opacity-45 disabled:hover:brightness-100',
        size === 'small' ? 'h-6 px-2 text-2xs' : 'h-7 px-2.5 text-xs',
        VARIANTS[variant],
        className,
      )}
      {...rest}
    />
  );
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'title'> {
  /** What it does: tooltip and accessible name. */
  readonly label: string;
  /** Shown beside the label, e.g. `Ctrl+S`. */
  readonly shortcut?: string | undefined;
  readonly isActive?: boolean;
  /** Disables it, and is told where it is pointed at. */
  readonly whyDisabled?: string | undefined;
  readonly size?: 'small' | 'normal';
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A square button with an icon; its label is the tooltip. */
export function IconButton({
  label,
  shortcut,
  isActive,
  whyDisabled,
  size = 'normal',
  className,
  children,
  onClick,
  ...rest
}: IconButtonProps): ReactNode {
  const isDisabled = whyDisabled !== undefined;
  return (
    <Tooltip text={isDisabled ? `${label}: ${whyDisabled}` : label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={isActive}
        // It still takes the pointer and the focus, so that its reason can be read.
        aria-disabled={isDisabled || undefined}
        onClick={isDisabled ? undefined : onClick}
        className={cx(
          'inline-flex shrink-0 items-center justify-center rounded-md text-muted select-none',
          'hover:bg-hover hover:text-ink disabled:opacity-40 disabled:hover:bg-transparent disabled:hover:text-muted',
          'aria-disabled:opacity-40 aria-disabled:hover:bg-transparent aria-disabled:hover:text-muted',
          size === 'small' ? 'size-6' : 'size-7',
          'aria-pressed:bg-active aria-pressed:text-ink',
          className,
        )}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  );
}
