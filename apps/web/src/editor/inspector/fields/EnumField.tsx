import type { ReactNode } from 'react';
import { Select } from '../../../ui/Select.tsx';
import { defaultText, enumEntry, isParameterReference } from '../field-value.ts';
import type { FieldProps } from './field-props.ts';
import { TextField } from './TextField.tsx';

/** A choice by nick, with its number and meaning; a value that is no choice stays visible. */
export function EnumField(props: FieldProps): ReactNode {
  const { id, spec, value, isInvalid, describedBy, onChange } = props;
  if (spec.enum === undefined || spec.enum.length === 0 || isParameterReference(value)) {
    return <TextField {...props} isMono />;
  }
  const entry = value === undefined ? undefined : enumEntry(spec, value);
  return (
    <Select
      id={id}
      label={spec.name}
      value={value === undefined ? undefined : (entry?.nick ?? String(value))}
      placeholder={defaultText(spec)}
      isInvalid={isInvalid}
      describedBy={describedBy}
      options={spec.enum.map(({ nick, value: number, meaning }) => ({
        value: nick,
        label: nick,
        detail: String(number),
        description: meaning === nick ? undefined : meaning,
      }))}
      onChange={onChange}
    />
  );
}
