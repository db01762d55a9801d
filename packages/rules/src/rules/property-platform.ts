import { platformName } from '../platforms.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';

/** The property exists on another platform than the document's target. */
export const propertyPlatform: ElementRule = {
  id: 'property-platform',
  severity: 'warning',
  title: 'The property exists on the target platform',
  topic: 'platform',
  explanation: prose`
    Compares each property that is set with the platforms on which the element has it. On
    another platform the element is built without it, so setting it fails or does nothing.
    Remove the property, or change the target platform.`,
  scope: 'element',
  check(element, { document }, report) {
    const { platform } = document.target;
    for (const setting of element.settings) {
      const offered = setting.spec?.platform;
      if (!offered || offered.includes(platform)) continue;
      const place = settingPlace(setting);
      report({
        message: `'${setting.spec?.name}' of '${element.name}' is for ${offered.map(platformName).join(' and ')}; the target is ${platformName(platform)}`,
        place,
        remedy: 'Remove it, or change the target platform',
        fixes: [setPropertyFix(`Remove ${setting.property}`, place)],
      });
    }
  },
};
