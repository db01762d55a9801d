/** Edits of protobuf texts: values that are there. */
import type { Config } from '@pipewright/catalogue';
import { type ConfigEdit, ConfigEditError } from './config-edit.ts';
import { replaceStretch } from './config-lines.ts';

/** The text after one edit. */
export function editProtobuf({ text, sections }: Config, edit: ConfigEdit): string {
  if (edit.kind !== 'set-key' && edit.kind !== 'rename-key') {
    throw new ConfigEditError(`Protobuf text can't be changed by '${edit.kind}': edit it as text`);
  }
  const entry = sections
    .filter(({ name }) => name === edit.group)
    .flatMap(({ entries }) => entries)
    .findLast(({ key }) => key === edit.key);
  if (!entry) {
    throw new ConfigEditError(`There is no '${edit.key}' in ${edit.group}: add it to the text`);
  }
  if (edit.kind === 'rename-key') return replaceStretch(text, entry.keySpan, edit.name);
  const written =
    entry.form === 'list'
      ? `[${edit.value.split(';').filter(Boolean).join(', ')}]`
      : entry.isQuoted
        ? JSON.stringify(edit.value)
        : edit.value;
  return replaceStretch(text, entry.valueSpan, written);
}
