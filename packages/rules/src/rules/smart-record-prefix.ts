import { choiceOf, propertyPlace, textOf } from '../element-values.ts';
import { type ElementView, effectiveValue } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { sharingAmong } from '../sharing.ts';

const factories = ['nvurisrcbin'];

function prefixOf(element: ElementView) {
  return effectiveValue(element, 'smart-rec-file-prefix') ?? 'Smart_Record';
}

const recordings = sharingAmong(factories, (element) => {
  if ((choiceOf(element, 'smart-record') ?? 0) === 0) return undefined;
  return `${textOf(element, 'smart-rec-dir-path') ?? ''} ${prefixOf(element)}`;
});

/** Sources that record to files of the same name overwrite one another. */
export const smartRecordPrefix: ElementRule = {
  id: 'smart-record-prefix',
  severity: 'warning',
  title: 'Each recording source has a file prefix of its own',
  topic: 'sources',
  explanation: prose`
    Compares folder and file prefix of all nvurisrcbin that record. With the same ones, the
    recordings of one source overwrite those of another. Give each source a
    smart-rec-file-prefix of its own.`,
  scope: 'element',
  factories,
  check(element, index, report) {
    const owner = recordings.ownerBefore(element, index);
    if (!owner) return;
    const place = propertyPlace(element, 'smart-rec-file-prefix');
    report({
      message: `'${element.name}' and '${owner.name}' record to files that start with ${prefixOf(element)}: they overwrite one another`,
      place,
      remedy: 'Give each source a smart-rec-file-prefix of its own',
      fixes: [setPropertyFix(`Use the prefix ${element.name}`, place, element.name)],
    });
  },
};
