import { Switch as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface SwitchProps {
  readonly id?: string;
  readonly label: string;
  readonly isOn: boolean;
  /** The shown state is a default that nobody chose. */
  readonly isDefault?: boolean;
  readonly isDisabled?: boolean;
  readonly describedBy?: string | undefined;
  readonly testId?: string;
  readonly onChange: (isOn: boolean) => void;
}

/** An on/off switch. */
export function Switch({
  id,
  label,
  isOn,
  isDefault = false,
  isDisabled = false,
  describedBy,
  testId,
  onChange,
}: SwitchProps): ReactNode {
  return (
    <Primitive.Root
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      checked={isOn}
      disabled={isDisabled}
      onCheckedChange={onChange}
      data-testid={testId}
      className={cx(
        'relative h-4.5 w-8 shrink-0 rounded-full border transition-colors disabled:opacity-50',
        isOn ? 'border-transparent bg-accent' : 'border-line-strong bg-raised',
        isDefault && 'opacity-75',
      )}
    >
      <Primitive.Thumb
        className={cx(
          'block size-3 translate-x-0.5 rounded-full transition-transform data-[state=checked]:translate-x-4',
          isOn ? 'bg-accent-ink' : 'bg-muted',
        )}
      />
    </Primitive.Root>
  );
}
