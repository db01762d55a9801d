import { Check } from 'lucide-react';
import { Checkbox } from 'radix-ui';
import type { ReactNode } from 'react';
import { flagNicks, isParameterReference } from '../field-value.ts';
import type { FieldProps } from './field-props.ts';
import { TextField } from './TextField.tsx';

/** Any number of flags, written as nicks joined by `+`. */
export function FlagsField(props: FieldProps): ReactNode {
  const { id, spec, value, describedBy, onChange } = props;
  const entries = (spec.enum ?? []).filter((entry) => entry.value !== 0);
  const chosen = flagNicks(spec, value);
  const isForeign = chosen.some((nick) => !entries.some((entry) => entry.nick === nick));
  if (entries.length === 0 || isForeign || isParameterReference(value)) {
    return <TextField {...props} isMono />;
  }
  return (
    <fieldset aria-label={spec.name} aria-describedby={describedBy} className="space-y-1 pt-0.5">
      {entries.map((entry) => (
        <label
          key={entry.nick}
          htmlFor={`${id}-${entry.nick}`}
          className="flex items-start gap-2 text-xs"
        >
          <Checkbox.Root
            id={`${id}-${entry.nick}`}
            checked={chosen.includes(entry.nick)}
            className="mt-0.5 inline-flex size-4 shrink-0 items-center justify-center rounded border border-line-strong bg-field data-[state=checked]:border-transparent data-[state=checked]:bg-accent"
            onCheckedChange={(isOn) => {
              const next = entries
                .map(({ nick }) => nick)
                .filter((nick) => (nick === entry.nick ? isOn === true : chosen.includes(nick)));
              onChange(next.length === 0 ? 0 : next.join('+'));
            }}
          >
            <Checkbox.Indicator className="text-accent-ink">
              <Check size={12} strokeWidth={3} />
            </Checkbox.Indicator>
          </Checkbox.Root>
          <span>
            <span className="font-mono">{entry.nick}</span>
            {entry.meaning !== undefined && entry.meaning !== entry.nick && (
              <span className="text-faint"> {entry.meaning}</span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
