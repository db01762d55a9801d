/** Values and names as C++ writes them. */
import type { AppValue, TextPart } from '../app/app-value.ts';
import type { ServiceValue } from '../service-value.ts';

/** A string literal. Control characters are octal, which ends after three digits. */
export function cppString(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replace(/\p{Cc}/gu, (character) => {
      const bytes = new TextEncoder().encode(character);
      return [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
    })
    // Two question marks may start a trigraph.
    .replaceAll('??', '?\\?');
  return `"${escaped}"`;
}

export function cppLiteral(value: ServiceValue): string {
  switch (value.kind) {
    case 'boolean':
      return value.value ? 'true' : 'false';
    case 'integer':
      return integerLiteral(BigInt(value.digits));
    case 'number': {
      const text = String(value.value);
      return /[.e]/.test(text) ? text : `${text}.0`;
    }
    case 'text':
      return cppString(value.value);
  }
}

/** With the suffix of the smallest type of Service Maker's values that holds it. */
function integerLiteral(value: bigint): string {
  if (value >= -(2n ** 31n) && value < 2n ** 31n) return value.toString();
  if (value >= 0n && value < 2n ** 32n) return `${value}U`;
  // The smallest number is no literal: its digits alone are too large.
  if (value === -(2n ** 63n)) return `(${value + 1n}L - 1)`;
  return value < 2n ** 63n ? `${value}L` : `${value}UL`;
}

/** An expression for a value, in code where `settings` and the parameters' variables are known. */
export function cppValue(value: AppValue, variableOf: (parameter: string) => string): string {
  switch (value.kind) {
    case 'literal':
      return cppLiteral(value.value);
    case 'parameter':
      return variableOf(value.parameter);
    case 'text':
      return concatenated(value.parts, variableOf);
    default:
      return `settings.${value.kind}(${concatenated(value.parts, variableOf)})`;
  }
}

function concatenated(parts: readonly TextPart[], variableOf: (parameter: string) => string) {
  const pieces = parts.map((part) =>
    typeof part === 'string' ? cppString(part) : variableOf(part.parameter),
  );
  const [first = '""', ...others] = pieces;
  return others.length === 0 && typeof parts[0] === 'string'
    ? first
    : `concat(${pieces.join(', ')})`;
}

const RESERVED = new Set(
  `alignas alignof and asm auto bool break case catch char class concept const consteval constexpr
  constinit continue co_await co_return co_yield decltype default delete do double else enum
  explicit export extern false float for friend goto if inline int long mutable namespace new
  noexcept not nullptr operator or private protected public register requires return short signed
  sizeof static struct switch template this throw true try typedef typeid typename union unsigned
  using virtual void volatile wchar_t while xor pipeline settings concat std`.split(/\s+/),
);

/** A variable for each parameter. */
export function cppVariables(parameters: readonly string[]): Map<string, string> {
  const used = new Set(RESERVED);
  const variables = new Map<string, string>();
  for (const parameter of parameters) {
    const base = parameter.toLowerCase().replaceAll('-', '_').replace(/_+/g, '_');
    let variable = base.replace(/^_/, 'p_');
    for (let number = 2; used.has(variable); number++) variable = `${base}_${number}`;
    used.add(variable);
    variables.set(parameter, variable);
  }
  return variables;
}
