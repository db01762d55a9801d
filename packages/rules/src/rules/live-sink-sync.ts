import { booleanOf, propertyPlace } from '../element-values.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { isFedLive } from '../sources.ts';

const windows = ['nveglglessink', 'nv3dsink', 'nvdrmvideosink', 'udpsink', 'nvdsudpsink'];

/** A sink that waits for the clock drops what inference made late. */
export const liveSinkSync: ElementRule = {
  id: 'live-sink-sync',
  severity: 'hint',
  title: 'Sinks of live sources do not wait for the clock',
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
