import { choiceOf, propertyPlace, textOf } from '../element-values.ts';
import { elementsOf } from '../neighbours.ts';
import { effectiveValue } from '../pipeline-index.ts';
import { type DocumentRule, setPropertyFix } from '../rule.ts';

/** Sources that record to files of the same name overwrite one another. */
export const smartRecordPrefix: DocumentRule = {
  id: 'smart-record-prefix',
  severity: 'warning',
  title: 'Each recording source has a file prefix of its own',
  scope: 'document',
  check(index, report) {
    const owners = new Map<string, string>();
    for (const element of elementsOf(index, 'nvurisrcbin')) {
      if ((choiceOf(element, 'smart-record') ?? 0) === 0) continue;
      const prefix = effectiveValue(element, 'smart-rec-file-prefix') ?? 'Smart_Record';
      const key = `${textOf(element, 'smart-rec-dir-path') ?? ''} ${prefix}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? element.name);
      if (owner === undefined) continue;
      const place = propertyPlace(element, 'smart-rec-file-prefix');
      report({
        message: `'${element.name}' and '${owner}' record to files that start with ${prefix}: they overwrite one another`,
        place,
        remedy: 'Give each source a smart-rec-file-prefix of its own',
        fixes: [setPropertyFix(`Use the prefix ${element.name}`, place, element.name)],
      });
    }
  },
};
