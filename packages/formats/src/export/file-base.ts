/** A document's name as the base of a file's name. */
export function fileBase(name: string): string {
  return (
    name
      .trim()
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^[.-]+|-+$/g, '') || 'pipeline'
  );
}
