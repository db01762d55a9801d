import { booleanOf, choiceOf, propertyPlace, textOf } from '../element-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { isRtsp } from '../sources.ts';

/** Only files can be played again. */
export const fileLoopRtsp: ElementRule = {
  id: 'file-loop-rtsp',
  severity: 'warning',
  title: 'file-loop is for files',
  topic: 'sources',
  explanation: prose`
    Finds file-loop on an nvurisrcbin whose source is RTSP. Only a file can be played again from
    its start, so the property does nothing here, and reconnecting has settings of its own.
    Remove it.`,
  scope: 'element',
  factories: ['nvurisrcbin'],
  check(element, _index, report) {
    if (booleanOf(element, 'file-loop') !== true) return;
    const uri = textOf(element, 'uri');
    if (choiceOf(element, 'type') !== 2 && !(uri !== undefined && isRtsp(uri))) return;
    const place = propertyPlace(element, 'file-loop');
    report({
      message: `'${element.name}' has file-loop, but its source is RTSP`,
      place,
      remedy: 'Remove file-loop',
      fixes: [setPropertyFix('Remove file-loop', place)],
    });
  },
};
