import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';

/** The property only tells; nothing can be written to it. */
export const readOnlyProperty: ElementRule = {
  id: 'read-only-property',
  severity: 'error',
  title: 'The property can be written',
  topic: 'properties',
  explanation: prose`
    Finds values for properties that an element only lets others read. Setting one has no
    effect, and GStreamer complains about it. Remove the value.`,
  scope: 'element',
  check(element, _index, report) {
    for (const setting of element.settings) {
      if (!setting.spec || setting.spec.writable) continue;
      const place = settingPlace(setting);
      report({
        message: `'${setting.spec.name}' of '${element.name}' can only be read`,
        place,
        remedy: 'Remove it',
        fixes: [setPropertyFix(`Remove ${setting.property}`, place)],
      });
    }
  },
};
