import { parseCaps } from '@pipewright/caps';
import type { ReactNode } from 'react';
import { textOfValue } from '../field-value.ts';
import type { FieldProps } from './field-props.ts';
import { TextField } from './TextField.tsx';

/** Caps as GStreamer writes them; where the text breaks off is shown under it. */
export function CapsField(props: FieldProps): ReactNode {
  const text = textOfValue(props.value);
  const parsed = text === '' || text.includes('${') ? undefined : parseCaps(text);
  return (
    <>
      <TextField {...props} isMono placeholder="video/x-raw, width=1280, height=720" />
      {parsed !== undefined && !parsed.ok && !props.isInvalid && (
        <p className="mt-0.5 text-2xs text-error">{parsed.error.message}</p>
      )}
    </>
  );
}
