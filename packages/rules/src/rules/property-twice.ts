import { canonicalPropertyName } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';

/** `batch_size` and `batch-size` are one property: the last one written wins. */
export const propertyTwice: ElementRule = {
  id: 'property-twice',
  severity: 'warning',
  title: 'A property is set once',
  topic: 'properties',
  explanation: prose`
    Finds a property that is written twice, with dashes and with underscores. GStreamer takes
    both for the same, so one of the two values is silently lost. Remove one.`,
  scope: 'element',
  check(element, _index, report) {
    const { settings } = element;
    if (!settings.some(({ property }) => property.includes('_'))) return;
    const seen = new Map<string, string>();
    for (const setting of settings) {
      const key = `${setting.pad ?? ''} ${canonicalPropertyName(setting.property)}`;
      const first = seen.get(key);
      seen.set(key, first ?? setting.property);
      if (first === undefined) continue;
      const place = settingPlace(setting);
      report({
        message: `'${element.name}' sets the same property twice: '${first}' and '${setting.property}'`,
        place,
        remedy: 'Remove one of them',
        fixes: [setPropertyFix(`Remove ${setting.property}`, place)],
      });
    }
  },
};
