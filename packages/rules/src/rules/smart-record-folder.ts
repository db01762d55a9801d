import { choiceOf, propertyPlace, textOf } from '../element-values.ts';
import type { ElementRule } from '../rule.ts';

/** Recording needs a folder that is there. */
export const smartRecordFolder: ElementRule = {
  id: 'smart-record-folder',
  severity: 'error',
  title: 'Smart recording has a folder to write to',
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
