/** Values and names as Python writes them. */
import type { AppValue, TextPart } from '../app/app-value.ts';
import type { ServiceValue } from '../service-value.ts';

/** Longest line that the generated code has, but for texts that can't be broken. */
const LINE_LENGTH = 100;

/** A string literal, in the quotes that need fewer escapes. JSON's escapes are Python's too. */
export function pythonString(text: string): string {
  return quoted(text, prefersSingleQuotes(text));
}

function prefersSingleQuotes(text: string): boolean {
  const count = (quote: string) => text.split(quote).length;
  return count('"') > count("'");
}

function quoted(text: string, isSingle: boolean): string {
  const json = JSON.stringify(text);
  if (!isSingle) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

export function pythonLiteral(value: ServiceValue): string {
  switch (value.kind) {
    case 'boolean':
      return value.value ? 'True' : 'False';
    case 'integer':
      return value.digits;
    case 'number':
      return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
    case 'text':
      return pythonString(value.value);
  }
}

/** An expression for a value, in code where `settings` and the parameters' variables are known. */
export function pythonValue(value: AppValue, variableOf: (parameter: string) => string): string {
  switch (value.kind) {
    case 'literal':
      return pythonLiteral(value.value);
    case 'parameter':
      return variableOf(value.parameter);
    case 'text':
      return formatted(value.parts, variableOf);
    default:
      return `settings.${value.kind}(${formatted(value.parts, variableOf)})`;
  }
}

function formatted(parts: readonly TextPart[], variableOf: (parameter: string) => string): string {
  if (parts.every((part) => typeof part === 'string')) return pythonString(parts.join(''));
  const isSingle = prefersSingleQuotes(parts.filter((part) => typeof part === 'string').join(''));
  const pieces = parts.map((part) =>
    typeof part === 'string'
      ? quoted(part, isSingle).slice(1, -1).replace(/[{}]/g, '$&$&')
      : `{${variableOf(part.parameter)}}`,
  );
  const quote = isSingle ? "'" : '"';
  return `f${quote}${pieces.join('')}${quote}`;
}

/** `line` with a mark for linters where it can't be kept short. */
export function longLine(line: string): string {
  return line.length <= LINE_LENGTH ? line : `${line}  # noqa: E501`;
}

/** `head` and a value with a comma behind it; a call that does not fit has its argument on a line. */
export function pythonEntry(indent: string, head: string, value: string): string[] {
  const oneLine = `${indent}${head}${value},`;
  const call = /^(settings\.\w+\()(.*)\)$/s.exec(value);
  if (oneLine.length <= LINE_LENGTH || call === null) return [longLine(oneLine)];
  return [`${indent}${head}${call[1]}`, longLine(`${indent}    ${call[2]}`), `${indent}),`];
}

/** A call on one line where it fits, else with one argument a line. */
export function pythonCall(indent: string, callee: string, args: readonly string[]): string[] {
  const oneLine = `${indent}${callee}(${args.join(', ')})`;
  const isShort = oneLine.length <= LINE_LENGTH && !args.some((arg) => arg.includes('\n'));
  if (isShort) return [oneLine];
  const inner = `${indent}    `;
  return [
    `${indent}${callee}(`,
    ...args.flatMap((arg) => longLine(`${inner}${arg},`).split('\n')),
    `${indent})`,
  ];
}

const RESERVED = new Set(
  `False None True and as assert async await break class continue def del elif else except finally
  for from global if import in is lambda nonlocal not or pass raise return try while with yield
  match case type print str settings pipeline pipeline_type`.split(/\s+/),
);

/** A variable for each parameter. */
export function pythonVariables(parameters: readonly string[]): Map<string, string> {
  const used = new Set(RESERVED);
  const variables = new Map<string, string>();
  for (const parameter of parameters) {
    const base = parameter.toLowerCase().replaceAll('-', '_');
    let variable = base;
    for (let number = 2; used.has(variable); number++) variable = `${base}_${number}`;
    used.add(variable);
    variables.set(parameter, variable);
  }
  return variables;
}
