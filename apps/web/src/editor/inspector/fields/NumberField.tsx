import { rangeWords } from '@pipewright/catalogue';
import type { ReactNode } from 'react';
import { defaultText, numberFromText } from '../field-value.ts';
import type { FieldProps } from './field-props.ts';
import { TextField, type TextFieldProps } from './TextField.tsx';

export interface NumberFieldProps extends FieldProps {
  /** What typed text means; a number unless told otherwise. */
  readonly parse?: TextFieldProps['parse'];
}

/** A number: anything can be typed, and the rules say what is wrong with it. */
export function NumberField({ parse = numberFromText, ...props }: NumberFieldProps): ReactNode {
  const range = rangeWords(props.spec);
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
      parse={parse}
    />
  );
}
