import { propertyPlace, textOf } from '../element-values.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';
import { sharingAmong } from '../sharing.ts';

const factories = ['filesink', 'splitmuxsink', 'multifilesink'];

const outputs = sharingAmong(factories, (element) => {
  const location = textOf(element, 'location');
  return location?.startsWith('/dev/') ? undefined : location;
});

/** Two sinks that write one file spoil it. */
export const sameOutputFile: ElementRule = {
  id: 'same-output-file',
  severity: 'error',
  title: 'Each sink writes a file of its own',
  topic: 'output',
  explanation: prose`
    Compares the locations of the sinks that write files. Two that write the same file at once
    overwrite each other, and the result can't be read. Give each a file of its own.`,
  scope: 'element',
  factories,
  check(element, index, report) {
    const owner = outputs.ownerBefore(element, index);
    if (!owner) return;
    report({
      message: `'${element.name}' and '${owner.name}' both write ${textOf(element, 'location')}`,
      place: propertyPlace(element, 'location'),
      remedy: 'Give each a file of its own',
    });
  },
};
