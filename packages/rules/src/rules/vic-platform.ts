import { readEnum } from '../property-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';

/** The video image compositor is a part of Jetson. */
export const vicPlatform: ElementRule = {
  id: 'vic-platform',
  severity: 'error',
  title: 'The VIC is used on Jetson only',
  topic: 'platform',
  explanation: prose`
    Finds values that ask for the VIC, the video image compositor, where the target is not
    Jetson. Only Jetson has that unit, so the conversion fails elsewhere. Use the GPU.`,
  scope: 'element',
  check(element, { document }, report) {
    if (document.target.platform === 'jetson') return;
    for (const setting of element.settings) {
      const { spec, value } = setting;
      if (!spec?.name.endsWith('-hw') || !spec.enum || value === undefined) continue;
      if (readEnum(spec.enum, value)?.nick !== 'VIC') continue;
      const place = settingPlace(setting);
      report({
        message: `'${spec.name}' of '${element.name}' is the VIC, which only Jetson has`,
        place,
        remedy: 'Use the GPU',
        fixes: [setPropertyFix('Use the GPU', place, 1)],
      });
    }
  },
};
