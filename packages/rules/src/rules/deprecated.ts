import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';

/** Still there, but a coming version may be without it. */
export const deprecated: ElementRule = {
  id: 'deprecated',
  severity: 'hint',
  title: 'Nothing deprecated is used',
  topic: 'elements',
  explanation: prose`
    Finds elements and properties that DeepStream or GStreamer marks as deprecated. They still
    work, but a coming version may be without them, and then the pipeline no longer starts. Use
    another element, or remove the property.`,
  scope: 'element',
  check(element, _index, report) {
    const { factory } = element;
    if (factory?.status?.startsWith('deprecated')) {
      report({
        message: `${factory.name} is ${factory.status}`,
        place: { element: element.name },
        remedy: 'Use another element: a coming version may be without it',
      });
    }
    for (const setting of element.settings) {
      const reason = setting.spec?.deprecated;
      if (reason === undefined || reason === false) continue;
      report({
        message: `'${setting.property}' of ${factory?.name ?? element.name} is deprecated${reason === true ? '' : `: ${reason}`}`,
        place: settingPlace(setting),
        remedy: 'Remove it: a coming version may be without it',
        fixes: [setPropertyFix(`Remove ${setting.property}`, settingPlace(setting))],
      });
    }
  },
};
