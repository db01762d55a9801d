import { recogniseConfig } from '@pipewright/catalogue';
import { prose } from '../prose.ts';
import type { DocumentRule } from '../rule.ts';

/** A config file of the document that nothing refers to. */
export const unusedFile: DocumentRule = {
  id: 'unused-file',
  severity: 'hint',
  title: "The document's files are used",
  topic: 'document',
  explanation: prose`
    Looks for config files kept in the document that no element and no other file refers to.
    What is changed there changes nothing, which is easily taken for a setting without effect.
    Name the file in an element, or remove it. Settings of deepstream-app, which only an export
    uses, are left alone.`,
  scope: 'document',
  check(index, report) {
    const { document } = index;
    const names = Object.keys(document.files);
    if (names.length === 0) return;
    for (const name of names) {
      const isUsed =
        index.mentions(name) ||
        names.some((other) => other !== name && mentions(document.files[other], name)) ||
        isForExport(name, document.files[name]);
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

/** Settings of deepstream-app itself are there for its export: no element reads them. */
function isForExport(name: string, text: string | undefined): boolean {
  return text !== undefined && recogniseConfig(name, text)?.id === 'deepstream-app';
}

/** Config files name label files and each other. */
function mentions(text: string | undefined, name: string): boolean {
  return text?.includes(name) ?? false;
}
