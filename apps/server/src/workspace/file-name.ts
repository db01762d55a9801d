/** File names from the names people give. */

/** Lower case letters, digits and dashes; never empty, e.g. `Two cameras!` -> `two-cameras`. */
export function fileNameFor(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return plain === '' ? 'pipeline' : plain;
}
