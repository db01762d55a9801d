import { choiceOf, propertyPlace, textOf } from '../element-values.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Recording needs a folder that is there. */
export const smartRecordFolder: ElementRule = {
  id: 'smart-record-folder',
  severity: 'error',
  title: 'Smart recording has a folder to write to',
  topic: 'sources',
  explanation: prose`
    Looks for the folder that smart recording writes to. When it does not exist, no recording is
    written at the moment it was wanted for. Make the folder, or name another.`,
  scope: 'element',
  factories: ['nvurisrcbin', 'nvmultiurisrcbin'],
  check(element, index, report) {
    const folder = textOf(element, 'smart-rec-dir-path');
    if (folder === undefined || (choiceOf(element, 'smart-record') ?? 0) === 0) return;
    const facts = index.file(folder);
    const isMissing = facts?.exists === false && facts.reason === 'missing';
    if (!isMissing && !(facts?.exists && facts.kind === 'file')) return;
    report({
      message: `'${element.name}' records to a folder that does not exist: ${folder}`,
      place: propertyPlace(element, 'smart-rec-dir-path'),
      remedy: 'Make the folder, or name another',
    });
  },
};
