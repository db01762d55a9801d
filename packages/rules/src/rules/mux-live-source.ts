import { booleanOf, propertyPlace } from '../element-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { isFedLive } from '../sources.ts';

/** The legacy mux times its batches by live-source. */
export const muxLiveSource: ElementRule = {
  id: 'mux-live-source',
  severity: 'hint',
  title: 'live-source says whether the sources are live',
  topic: 'batching',
  explanation: prose`
    Compares live-source of the legacy nvstreammux with its sources. It tells the mux how to
    time its batches, which the mux can't see by itself: set the wrong way, the latency of
    cameras or the times of frames from files are off. Set it to what the sources are.`,
  scope: 'element',
  factories: ['nvstreammux'],
  check(element, index, report) {
    if (index.document.target.streammux === 'new') return;

    const isLive = isFedLive(element);
    const isSet = booleanOf(element, 'live-source');
    if (isLive === undefined || isSet === undefined || isLive === isSet) return;
    const place = propertyPlace(element, 'live-source');
    report({
      message: isLive
        ? `The sources of '${element.name}' are live, but live-source is off`
        : `The sources of '${element.name}' are files, but live-source is on`,
      place,
      remedy: `Set live-source to ${isLive}`,
      fixes: [setPropertyFix(`Set live-source to ${isLive}`, place, isLive)],
    });
  },
};
