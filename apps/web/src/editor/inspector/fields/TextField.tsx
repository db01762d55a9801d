import type { PropertyValue } from '@pipewright/graph';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cx } from '../../../ui/cx.ts';
import { defaultText, textOfValue } from '../field-value.ts';
import type { FieldProps } from './field-props.ts';

export interface TextFieldProps extends FieldProps {
  readonly placeholder?: string | undefined;
  readonly isMono?: boolean;
  readonly inputMode?: 'numeric' | 'decimal' | 'text';
  /** What typed text means; undefined resets to the default. */
  readonly parse?: (text: string) => PropertyValue | undefined;
}

function textOrDefault(text: string): PropertyValue | undefined {
  return text === '' ? undefined : text;
}

/** A line of text. What is typed stays as typed while the value behind it is the same. */
export function TextField({
  id,
  spec,
  value,
  isInvalid,
  describedBy,
  onChange,
  placeholder,
  isMono = false,
  inputMode = 'text',
  parse = textOrDefault,
}: TextFieldProps): ReactNode {
  const [text, setText] = useState(() => textOfValue(value));
  const committed = useRef(value);
  useEffect(() => {
    if (!Object.is(committed.current, value)) {
      committed.current = value;
      setText(textOfValue(value));
    }
  }, [value]);
  return (
    <input
      id={id}
      type="text"
      inputMode={inputMode}
      autoComplete="off"
      spellCheck={false}
      value={text}
      aria-label={spec.name}
      aria-invalid={isInvalid || undefined}
      aria-describedby={describedBy}
      placeholder={placeholder ?? defaultText(spec)}
      className={cx('field', isMono && 'font-mono')}
      onChange={(event) => {
        const typed = event.target.value;
        setText(typed);
        committed.current = parse(typed);
        onChange(committed.current);
      }}
    />
  );
}
