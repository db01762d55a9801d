import { booleanOf, propertyPlace } from '../element-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { isFedLive } from '../sources.ts';

const windows = ['nveglglessink', 'nv3dsink', 'nvdrmvideosink', 'udpsink', 'nvdsudpsink'];

/** A sink that waits for the clock drops what inference made late. */
export const liveSinkSync: ElementRule = {
  id: 'live-sink-sync',
  severity: 'hint',
  title: 'Sinks of live sources do not wait for the clock',
  topic: 'output',
  explanation: prose`
    Finds sinks with sync on behind live sources. They show each frame at its own time and drop
    those that inference made late, so the picture stutters. Set sync to false.`,
  scope: 'element',
  factories: windows,
  check(element, _index, report) {
    if (booleanOf(element, 'sync') !== true) return;
    if (isFedLive(element) !== true) return;
    const place = propertyPlace(element, 'sync');
    report({
      message: `'${element.name}' shows live frames by the clock: what inference makes late is dropped`,
      place,
      remedy: 'Set sync to false',
      fixes: [setPropertyFix('Set sync to false', place, false)],
    });
  },
};
