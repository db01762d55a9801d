/** Keys and groups of config files in words, for hovers and completion. */
import type { ConfigGroupSchema, ConfigKey, ConfigSchema } from '@pipewright/catalogue';
import { defaultText } from './starter-value.ts';

/** `int, 1 to 1024, default 1`. */
export function keySummary(key: ConfigKey): string {
  const parts: string[] = [typeWords[key.type]];
  if (!key.enum && (key.min !== undefined || key.max !== undefined)) {
    parts.push(rangeWords(key));
  }
  if (key.unit) parts.push(`in ${key.unit}`);
  if (key.required) parts.push('required');
  if (key.default !== undefined) parts.push(`default ${defaultText(key.default)}`);
  if (key.status) parts.push(key.status);
  return parts.join(', ');
}

const int32Max = 2147483647;

function rangeWords({ min, max }: ConfigKey): string {
  const isOpen = max === undefined || max === int32Max;
  if (min === undefined) return `at most ${max}`;
  return isOpen ? `${min} or more` : `${min} to ${max}`;
}

/** Paragraphs of Markdown. */
export function keyParagraphs(schema: ConfigSchema, key: ConfigKey): string[] {
  const paragraphs: string[] = [];
  if (key.notes) paragraphs.push(sentence(key.notes));
  if (key.enum) {
    paragraphs.push(
      key.enum
        .map(
          ({ value, meaning }) => `- \`${value}\`${sameWords(value, meaning) ? '' : ` ${meaning}`}`,
        )
        .join('\n'),
    );
  }
  if (key.elementCount !== undefined) paragraphs.push(`Entries: ${key.elementCount}.`);
  if (key.requiredWhen) paragraphs.push(`Needed: ${key.requiredWhen}.`);
  if (key.elementProperty) {
    paragraphs.push(`${schema.reader}'s property \`${key.elementProperty}\` wins over it.`);
  }
  if (key.adapters) paragraphs.push(`Adapters: ${key.adapters.join(', ')}.`);
  if (key.syntaxes) {
    paragraphs.push(`Read from ${key.syntaxes.join(' and ').toUpperCase()} files only.`);
  }
  return paragraphs;
}

/** Paragraphs of Markdown. */
export function groupParagraphs(schema: ConfigSchema, group: ConfigGroupSchema): string[] {
  const count = group.keys.length;
  return [
    ...(group.summary ? [sentence(group.summary)] : []),
    `A group of the ${schema.title} file with ${count} ${count === 1 ? 'key' : 'keys'}${
      group.required ? '; required' : ''
    }.`,
  ];
}

const typeWords: Readonly<Record<ConfigKey['type'], string>> = {
  int: 'whole number',
  double: 'number',
  bool: '0 or 1',
  string: 'text',
  enum: 'choice',
  path: 'path',
  'int-list': 'whole numbers separated by ;',
  'double-list': 'numbers separated by ;',
  'string-list': 'texts separated by ;',
  'path-list': 'paths separated by ;',
};

function sameWords(value: number | string, meaning: string): boolean {
  return String(value) === meaning;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
