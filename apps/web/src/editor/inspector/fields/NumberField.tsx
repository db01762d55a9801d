import type { ReactNode } from 'react';
import { defaultText, numberFromText, rangeText } from '../field-value.ts';
import type { FieldProps } from './field-props.ts';
import { TextField } from './TextField.tsx';

/** A number: anything can be typed, and the rules say what is wrong with it. */
export function NumberField(props: FieldProps): ReactNode {
  const range = rangeText(props.spec);
  const placeholder = [defaultText(props.spec), range === '' ? '' : `(${range})`]
    .filter((part) => part !== '')
    .join('  ');
  return (
    <TextField
      {...props}
      isMono
      inputMode={
        props.spec.type === 'float' || props.spec.type === 'double' ? 'decimal' : 'numeric'
      }
      placeholder={placeholder}
      parse={numberFromText}
    />
  );
}
