/** Property values as an application computes them when it starts: parameters put in, files found. */
import type { PropertyRole, PropertySpec } from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';
import { type ServiceValue, serviceValue } from '../service-value.ts';

/** A piece of text: as it is, or a parameter's value. */
export type TextPart = string | { readonly parameter: string };

export type AppValue =
  | { readonly kind: 'literal'; readonly value: ServiceValue }
  | { readonly kind: 'parameter'; readonly parameter: string }
  /** What the parts are: plain text, or something that is found relative to folders. */
  | { readonly kind: 'text' | 'path' | 'uri' | 'uris'; readonly parts: readonly TextPart[] };

/** A document's value as an application computes it. */
export function appValue(
  value: PropertyValue,
  role: PropertyRole,
  property: string,
  spec: PropertySpec | undefined,
): AppValue {
  if (typeof value === 'string' && value !== '' && role !== 'plain') {
    const kind = role === 'path' ? 'path' : property.endsWith('-list') ? 'uris' : 'uri';
    return { kind, parts: textParts(value) };
  }
  if (typeof value !== 'string' || !value.includes('${')) {
    return { kind: 'literal', value: serviceValue(spec, value) };
  }
  const parts = textParts(value);
  const [first = '', ...others] = parts;
  if (others.length > 0) return { kind: 'text', parts };
  return typeof first === 'string'
    ? { kind: 'literal', value: { kind: 'text', value: first } }
    : { kind: 'parameter', ...first };
}

/** The parameters that a value takes in. */
export function parametersOf(value: AppValue): string[] {
  if (value.kind === 'literal') return [];
  if (value.kind === 'parameter') return [value.parameter];
  return value.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.parameter]));
}

/** `${name}` are parameters, `$${` stands for `${`. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  const addText = (piece: string) => {
    const last = parts.at(-1);
    if (typeof last === 'string') parts[parts.length - 1] = last + piece;
    else if (piece !== '') parts.push(piece);
  };
  let end = 0;
  for (const match of text.matchAll(/\$?\$\{([^}]*)\}/g)) {
    const [whole, parameter = ''] = match;
    addText(text.slice(end, match.index));
    if (whole.startsWith('$$')) addText(whole.slice(1));
    else parts.push({ parameter });
    end = match.index + whole.length;
  }
  addText(text.slice(end));
  return parts;
}
