import { choiceOf, textOf } from '../element-values.ts';
import { canonicalPropertyName } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';
import { isRtsp } from '../sources.ts';

const rtspOnly: ReadonlySet<string> = new Set([
  'smart-record',
  'rtsp-reconnect-interval',
  'init-rtsp-reconnect-interval',
  'rtsp-reconnect-attempts',
  'latency',
  'udp-buffer-size',
  'select-rtp-protocol',
]);

/** Settings of nvurisrcbin that do nothing for files. */
export const rtspOnlyProperty: ElementRule = {
  id: 'rtsp-only-property',
  severity: 'hint',
  title: 'Settings for RTSP are on RTSP sources',
  topic: 'sources',
  explanation: prose`
    Finds settings of nvurisrcbin that act on RTSP sources only, such as latency, the reconnect
    settings and smart-record, beside an address that is not RTSP. They do nothing there, which
    is easily missed when a recording was expected. Remove them.`,
  scope: 'element',
  factories: ['nvurisrcbin'],
  check(element, _index, report) {
    if (choiceOf(element, 'type') === 2) return;
    const uri = textOf(element, 'uri');
    if (uri === undefined || isRtsp(uri)) return;
    for (const setting of element.settings) {
      if (!rtspOnly.has(canonicalPropertyName(setting.property))) continue;
      const place = settingPlace(setting);
      report({
        message: `'${setting.property}' of '${element.name}' acts on RTSP addresses only; its address is ${uri}`,
        place,
        remedy: 'Remove it',
        fixes: [setPropertyFix(`Remove ${setting.property}`, place)],
      });
    }
  },
};
