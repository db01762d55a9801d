/** The data file's text: an element's head, a property and a base class property a line each. */
import type { StoredCatalogue, StoredElement } from '../snapshot.ts';

/** Lines that a person can compare; ends with a line break. */
export function formatSnapshot({ inherited, elements }: StoredCatalogue): string {
  return [
    '{',
    '"inherited": {',
    Object.entries(inherited)
      .map(([key, property]) => `${JSON.stringify(key)}: ${spaced(property)}`)
      .join(',\n'),
    '},',
    '"elements": [',
    elements.map(formatElement).join(',\n'),
    ']',
    '}',
    '',
  ].join('\n');
}

function formatElement({ properties, ...head }: StoredElement): string {
  const start = spaced(head).slice(0, -1);
  if (properties.length === 0) return `${start},\n "properties": []}`;
  const lines = properties.map((property) => `  ${spaced(property)}`);
  return `${start},\n "properties": [\n${lines.join(',\n')}\n ]}`;
}

/** JSON in one line with a space behind every comma and colon. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([key, field]) => `${JSON.stringify(key)}: ${spaced(field)}`,
  );
  return `{${fields.join(', ')}}`;
}
