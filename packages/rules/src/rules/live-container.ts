import { isWritten } from '../element-values.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';
import { isFedLive } from '../sources.ts';

/** MP4 gets its index at the end; a live source has none. */
export const liveContainer: ElementRule = {
  id: 'live-container',
  severity: 'hint',
  title: 'Recordings of live sources survive a hard stop',
  topic: 'output',
  explanation: prose`
    Finds MP4 and QuickTime muxers without fragment-duration behind live sources. They write the
    file's index when the stream ends, and a live one ends only by a stop: after a crash or a
    hard stop the whole recording can't be read. Write fragments, or always stop with EOS.`,
  scope: 'element',
  factories: ['mp4mux', 'qtmux'],
  check(element, _index, report) {
    if (isWritten(element, 'fragment-duration') || isFedLive(element) !== true) return;
    report({
      message: `'${element.name}' writes the file's index at its end: after a hard stop it can't be read`,
      place: { element: element.name, property: 'fragment-duration' },
      remedy: 'Stop with EOS, or set fragment-duration (milliseconds)',
      fixes: [
        {
          title: 'Write fragments of a second',
          edit: {
            kind: 'set-property',
            element: element.name,
            property: 'fragment-duration',
            value: 1000,
          },
        },
      ],
    });
  },
};
