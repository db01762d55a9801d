/** `${parameter}` references in values. `$${` stands for `${` itself. */
import type { PropertyValue } from '../document.ts';

// The whole reference up to its brace, so that a bad name is reported and not passed on as text.
const REFERENCE = /\$?\$\{([^}]*)\}/g;
const WHOLE_REFERENCE = /^\$\{([^}]*)\}$/;

/** Names of the parameters that a value refers to, in order, each once. */
export function referencedParameters(value: PropertyValue): string[] {
  if (typeof value !== 'string' || !value.includes('${')) return [];
  const names = new Set<string>();
  for (const [match, name] of value.matchAll(REFERENCE)) {
    if (name !== undefined && !match.startsWith('$$')) names.add(name);
  }
  return [...names];
}

/**
 * Puts parameters into a value. A value that is one reference takes the parameter's type; in a
 * longer text the parameter's text is put in place. Undefined: a parameter has no value, which
 * `parameterValue` has reported.
 */
export function substitute(
  value: PropertyValue,
  parameterValue: (parameter: string) => PropertyValue | undefined,
): PropertyValue | undefined {
  if (typeof value !== 'string' || !value.includes('${')) return value;
  const whole = WHOLE_REFERENCE.exec(value)?.[1];
  if (whole !== undefined) return parameterValue(whole);
  let isComplete = true;
  const text = value.replace(REFERENCE, (match: string, name: string) => {
    if (match.startsWith('$$')) return match.slice(1);
    const replacement = parameterValue(name);
    if (replacement === undefined) isComplete = false;
    return String(replacement);
  });
  return isComplete ? text : undefined;
}

/** Text as a value has to hold it to mean itself: what would be a reference is escaped. */
export function escapeReferences(text: string): string {
  return text.replace(REFERENCE, (match: string) => `$${match}`);
}

/** What a value without references means: the inverse of `escapeReferences`. */
export function unescapeReferences(text: string): string {
  return text.replace(REFERENCE, (match: string) =>
    match.startsWith('$$') ? match.slice(1) : match,
  );
}
