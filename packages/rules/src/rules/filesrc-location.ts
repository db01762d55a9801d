import { propertyPlace, textOf } from '../element-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** filesrc takes a path; an address would be the name of a file. */
export const filesrcLocation: ElementRule = {
  id: 'filesrc-location',
  severity: 'error',
  title: "filesrc's location is a path",
  topic: 'sources',
  explanation: prose`
    Finds addresses such as file:///a.mp4 or http://… as the location of filesrc. It takes a
    path and would look for a file of that very name, so the pipeline stops with "No such file".
    Write the path, or use nvurisrcbin for addresses.`,
  scope: 'element',
  factories: ['filesrc'],
  check(element, _index, report) {
    const location = textOf(element, 'location');
    if (location === undefined || !/^[a-z][a-z0-9+.-]+:\/\//i.test(location)) return;
    const place = propertyPlace(element, 'location');
    const path = /^file:\/\/(\/.*)$/.exec(location)?.[1];
    report({
      message: `'location' of '${element.name}' is an address, but filesrc takes a path: ${location}`,
      place,
      remedy: path ? `Write ${path}` : 'Use nvurisrcbin for addresses',
      fixes: path ? [setPropertyFix(`Set location to ${path}`, place, path)] : [],
    });
  },
};
