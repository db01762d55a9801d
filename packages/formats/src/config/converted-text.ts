/** Groups with their comments, written as INI or YAML. */
import { type ConfigGroupSchema, isReadIn } from '@pipewright/catalogue';
import { yamlScalar } from './yaml-scalar.ts';

/** One line of a group, ready for either syntax. */
export type ConvertedLine =
  | { readonly kind: 'blank' }
  /** Without the mark. */
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'entry'; readonly key: string; readonly value: string };

export interface ConvertedGroup {
  readonly name: string;
  readonly schema?: ConfigGroupSchema;
  /** Comments and blank lines above it. */
  readonly above: ConvertedLine[];
  readonly lines: ConvertedLine[];
}

/** INI: one line each, comments at the line's start. */
export function iniText(groups: readonly ConvertedGroup[], end: string): string {
  const lines = groups.flatMap((group) => [
    ...group.above.map((line) => iniLine(line)),
    isIn(group, 'ini') ? `[${group.name}]` : `#[${group.name}]`,
    ...group.lines.map((line) => iniLine(line)),
  ]);
  return joined(lines, end);
}

/** YAML: keys indented by two, lists of groups by four. */
export function yamlText(groups: readonly ConvertedGroup[], end: string): string {
  const lines: string[] = [];
  const lists = new Set<string>();
  for (const group of groups) {
    const list = group.schema?.yamlList;
    if (list === undefined) {
      lines.push(...yamlGroup(group, isIn(group, 'yaml') ? yamlScalar(group.name) : undefined));
      continue;
    }
    // A list's groups stand together, where the first one stood.
    if (lists.has(list)) continue;
    lists.add(list);
    const items = groups.filter(({ schema }) => schema?.yamlList === list);
    lines.push(...group.above.map((line) => yamlLine(line, '')), `${list}:`);
    for (const item of items) {
      if (item !== group) lines.push(...item.above.map((line) => yamlLine(line, '  ')));
      let indent = '  - ';
      for (const line of item.lines) {
        lines.push(yamlLine(line, line.kind === 'entry' ? indent : '    '));
        if (line.kind === 'entry') indent = '    ';
      }
    }
  }
  return joined(lines, end);
}

function yamlGroup(group: ConvertedGroup, name: string | undefined): string[] {
  return [
    ...group.above.map((line) => yamlLine(line, '')),
    name === undefined ? `# ${group.name}:` : `${name}:`,
    ...group.lines.map((line) => yamlLine(line, '  ')),
  ];
}

function isIn(group: ConvertedGroup, syntax: 'ini' | 'yaml'): boolean {
  return group.schema === undefined || isReadIn(group.schema, syntax);
}

function iniLine(line: ConvertedLine): string {
  if (line.kind === 'blank') return '';
  return line.kind === 'comment' ? `#${line.text}` : `${line.key}=${line.value}`;
}

function yamlLine(line: ConvertedLine, indent: string): string {
  if (line.kind === 'blank') return '';
  return line.kind === 'comment'
    ? `${indent}#${line.text}`
    : `${indent}${yamlScalar(line.key)}: ${yamlScalar(line.value)}`;
}

function joined(lines: readonly string[], end: string): string {
  return lines.length === 0 ? '' : lines.join(end) + end;
}
