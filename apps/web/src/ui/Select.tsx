import { Check, ChevronDown } from 'lucide-react';
import { Select as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  /** Second column, e.g. an enum's number. */
  readonly detail?: string | undefined;
  readonly description?: string | undefined;
}

export interface SelectProps {
  readonly id?: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly SelectOption[];
  readonly placeholder?: string;
  readonly isInvalid?: boolean;
  readonly isDisabled?: boolean;
  readonly className?: string;
  readonly describedBy?: string | undefined;
  readonly testId?: string;
  readonly onChange: (value: string) => void;
}

/** A list of choices; a value that is none of them is shown as it is. */
export function Select({
  id,
  label,
  value,
  options,
  placeholder = 'Choose…',
  isInvalid = false,
  isDisabled = false,
  className,
  describedBy,
  testId,
  onChange,
}: SelectProps): ReactNode {
  const chosen = options.find((option) => option.value === value);
  return (
    <Primitive.Root value={chosen?.value ?? ''} onValueChange={onChange} disabled={isDisabled}>
      <Primitive.Trigger
        id={id}
        aria-label={label}
        aria-invalid={isInvalid || undefined}
        aria-describedby={describedBy}
        data-testid={testId}
        data-value={value}
        className={cx('field flex items-center justify-between gap-2 text-left', className)}
      >
        <span className={cx('min-w-0 flex-1 truncate', value === undefined && 'text-faint')}>
          {chosen?.label ?? value ?? placeholder}
        </span>
        {chosen?.detail !== undefined && (
          <span className="shrink-0 font-mono text-2xs text-faint">{chosen.detail}</span>
        )}
        <ChevronDown size={13} className="shrink-0 text-faint" aria-hidden />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="popup z-60 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) max-w-100 overflow-hidden"
        >
          <Primitive.Viewport className="p-1">
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                className="menu-item text-xs"
                data-option={option.value}
              >
                <span className="inline-flex w-3.5 shrink-0">
                  <Primitive.ItemIndicator>
                    <Check size={13} />
                  </Primitive.ItemIndicator>
                </span>
                <span className="min-w-0 flex-1">
                  <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  {option.description !== undefined && (
                    <span className="block text-2xs text-faint">{option.description}</span>
                  )}
                </span>
                {option.detail !== undefined && (
                  <span className="font-mono text-2xs text-faint">{option.detail}</span>
                )}
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
