/** What a config file's text says at a place. */
import {
  type ConfigEntry,
  type ConfigSchema,
  type ConfigSyntax,
  configGroup,
  configKey,
  readConfig,
  type TextSpan,
} from '@pipewright/catalogue';
import { groupParagraphs, keyParagraphs, keySummary } from './describe-config.ts';

/** Lines and columns start at 1; the end is exclusive. */
export interface ConfigHover {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly title: string;
  /** Paragraphs of Markdown. */
  readonly paragraphs: readonly string[];
}

/** The group, key or value at a place; undefined where there is none that is known. */
export function hoverAt(
  schema: ConfigSchema,
  text: string,
  line: number,
  column: number,
  format: ConfigSyntax,
): ConfigHover | undefined {
  for (const section of readConfig(`hover.${format}`, text, format).sections) {
    const group = configGroup(schema, section.name);
    if (!group) continue;
    const entry = section.entries.find(
      ({ keySpan, valueSpan }) => holds(keySpan, line, column) || holds(valueSpan, line, column),
    );
    const key = entry && configKey(group, entry.key);
    if (entry && key) {
      const span = holds(entry.keySpan, line, column) ? entry.keySpan : entry.valueSpan;
      const paragraphs = [keySummary(key), ...keyParagraphs(schema, key)];
      return { ...place(span), title: titleOf(entry, span, key.enum), paragraphs };
    }
    if (holds(section.nameSpan, line, column)) {
      const paragraphs = groupParagraphs(schema, group);
      return { ...place(section.nameSpan), title: section.name, paragraphs };
    }
  }
  return undefined;
}

/** Over a choice, its meaning stands beside the key. */
function titleOf(
  entry: ConfigEntry,
  span: TextSpan,
  choices: readonly { readonly value: number | string; readonly meaning: string }[] | undefined,
): string {
  if (span === entry.keySpan) return entry.key;
  const choice = choices?.find(({ value }) => String(value) === entry.value);
  return choice ? `${entry.key}: ${choice.value} = ${choice.meaning}` : entry.key;
}

function place({ line, column, endLine, endColumn }: TextSpan) {
  return { line, column, endLine, endColumn };
}

function holds(span: TextSpan, line: number, column: number): boolean {
  const isBehindStart = line > span.line || (line === span.line && column >= span.column);
  const isBeforeEnd = line < span.endLine || (line === span.endLine && column <= span.endColumn);
  return isBehindStart && isBeforeEnd;
}
