import type { ReactNode } from 'react';
import { Switch } from '../../../ui/Switch.tsx';
import type { FieldProps } from './field-props.ts';
import { TextField } from './TextField.tsx';

/** A switch; text that is neither true nor false is shown as text, so that it can be mended. */
export function BooleanField(props: FieldProps): ReactNode {
  const { id, spec, value, describedBy, onChange } = props;
  const effective = value ?? spec.default;
  const isOn = effective === true || effective === 'true' || effective === 1;
  if (typeof value === 'string' && value !== 'true' && value !== 'false') {
    return <TextField {...props} isMono parse={booleanFromText} />;
  }
  return (
    <Switch
      id={id}
      label={spec.name}
      isOn={isOn}
      isDefault={value === undefined}
      describedBy={describedBy}
      onChange={onChange}
    />
  );
}

function booleanFromText(text: string): boolean | string | undefined {
  switch (text.trim().toLowerCase()) {
    case '':
      return undefined;
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return text;
  }
}
