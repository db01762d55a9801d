/** What is wrong with a config file, at a place of it. */
import type { ValueProblem } from './config-values.ts';
import type { ConfigSyntax } from './read-config.ts';
import type { TextSpan } from './text-places.ts';

export type ConfigFindingCode =
  | 'syntax'
  | 'wrong-syntax'
  | 'unknown-group'
  | 'missing-group'
  | 'unknown-key'
  | 'confused-key'
  | 'wrong-section'
  | 'missing-key'
  | 'duplicate-key'
  | 'not-in-this-syntax'
  | 'trailing-blank'
  | 'wrong-form'
  | ValueProblem['code'];

/** What is wrong at a place of the file. Lines and columns start at 1; ends are exclusive. */
export interface ConfigFinding {
  readonly code: ConfigFindingCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly group?: string;
  readonly key?: string;
  readonly expected?: string;
  readonly remedy: string;
  /** Text that mends it when it takes the place's stead. */
  readonly replacement?: string;
}

export type ReportConfig = (
  span: TextSpan | Pick<TextSpan, 'line' | 'column'>,
  finding: Omit<ConfigFinding, 'line' | 'column' | 'endLine' | 'endColumn'>,
) => void;

export const syntaxNames: Readonly<Record<ConfigSyntax, string>> = {
  ini: 'INI',
  yaml: 'YAML',
  protobuf: 'protobuf text',
};

/** From a place to the end of its line. */
export function lineFrom(text: string, line: number, column: number): TextSpan {
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    const newline = text.indexOf('\n', start);
    if (newline < 0) break;
    start = newline + 1;
  }
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline;
  const length = text.slice(start, end).trimEnd().length;
  const from = Math.min(column - 1, length);
  return {
    start: start + from,
    end: start + length,
    line,
    column: from + 1,
    endLine: line,
    endColumn: length + 1,
  };
}
