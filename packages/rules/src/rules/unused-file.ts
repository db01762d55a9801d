import { ownedFileName } from '../pipeline-index.ts';
import type { DocumentRule } from '../rule.ts';

/** A config file of the document that nothing refers to. */
export const unusedFile: DocumentRule = {
  id: 'unused-file',
  severity: 'hint',
  title: "The document's files are used",
  scope: 'document',
  check({ document, elements }, report) {
    const names = Object.keys(document.files);
    if (names.length === 0) return;
    const used = new Set<string>();
    for (const element of elements.values()) {
      for (const { value } of element.settings) {
        if (typeof value !== 'string') continue;
        for (const part of value.split(/[;,]/)) {
          const name = ownedFileName(document, part.trim());
          if (name !== undefined) used.add(name);
        }
      }
    }
    for (const name of names) {
      const isUsed =
        used.has(name) ||
        names.some((other) => other !== name && mentions(document.files[other], name));
      if (isUsed) continue;
      report({
        message: `No element refers to the file '${name}'`,
        place: { file: name },
        remedy: 'Name it in an element that reads it, or remove it',
        fixes: [{ title: `Remove ${name}`, edit: { kind: 'set-file', name } }],
      });
    }
  },
};

/** Config files name label files and each other. */
function mentions(text: string | undefined, name: string): boolean {
  return text?.includes(name) ?? false;
}
