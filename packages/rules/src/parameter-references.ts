/** `${parameter}` references in values, resolved as far as defaults are known. */
import type { PipelineDocument, PropertyValue } from '@pipewright/graph';

// As `graph` expands them: `$${` stands for `${` itself.
const reference = /\$?\$\{([^}]*)\}/g;

/** The value with defaults filled in; undefined when it depends on what is given at start. */
export function resolveValue(
  document: PipelineDocument,
  value: PropertyValue,
): PropertyValue | undefined {
  if (typeof value !== 'string' || !value.includes('${')) return value;
  const whole = /^\$\{([^}]*)\}$/.exec(value);
  if (whole) return defaultOf(document, whole[1] ?? '');
  let isKnown = true;
  const text = value.replace(reference, (match: string, name: string) => {
    if (match.startsWith('$$')) return match.slice(1);
    const known = defaultOf(document, name);
    if (known === undefined) isKnown = false;
    return String(known);
  });
  return isKnown ? text : undefined;
}

function defaultOf(document: PipelineDocument, name: string): PropertyValue | undefined {
  return Object.hasOwn(document.parameters, name) ? document.parameters[name]?.default : undefined;
}
