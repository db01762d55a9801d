import { propertyPlace, textOf } from '../element-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** Elements that write several files number them. */
export const locationPattern: ElementRule = {
  id: 'location-pattern',
  severity: 'warning',
  title: 'Elements that write many files number them',
  topic: 'output',
  explanation: prose`
    Looks for a number such as %05d in location of splitmuxsink and multifilesink. Without one
    each file gets the same name and overwrites the one before. Put the number into the name.`,
  scope: 'element',
  factories: ['splitmuxsink', 'multifilesink'],
  check(element, _index, report) {
    const location = textOf(element, 'location');
    if (location === undefined || /%0?\d*[diu]/.test(location)) return;
    const place = propertyPlace(element, 'location');
    const numbered = location.replace(/(\.[^./]*)?$/, (suffix) => `%05d${suffix}`);
    report({
      message: `Each file of '${element.name}' is called ${location}: it overwrites the one before`,
      place,
      remedy: 'Put a number into the name, such as out%05d.mp4',
      fixes: [setPropertyFix(`Set location to ${numbered}`, place, numbered)],
    });
  },
};
