import { propertyPlace, textOf } from '../element-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** The parts of a connection stand apart by semicolons. */
export const brokerConnection: ElementRule = {
  id: 'broker-connection',
  severity: 'error',
  title: 'conn-str is host;port',
  topic: 'messaging',
  explanation: prose`
    Looks at conn-str of nvmsgbroker for a colon between host and port. The adapters split it by
    semicolons, so host:port is taken for a host name and no connection comes about. Write
    host;port, with the topic behind another semicolon where it is wanted.`,
  scope: 'element',
  factories: ['nvmsgbroker'],
  check(element, _index, report) {
    const text = textOf(element, 'conn-str');
    const parts = text === undefined ? null : /^([\w.-]+):(\d+)((?:[:;].*)?)$/.exec(text);
    if (!parts) return;
    const place = propertyPlace(element, 'conn-str');
    const meant = `${parts[1]};${parts[2]}${(parts[3] ?? '').replaceAll(':', ';')}`;
    report({
      message: `conn-str of '${element.name}' is host;port with a semicolon, got ${text}`,
      place,
      remedy: `Write ${meant}`,
      fixes: [setPropertyFix(`Set conn-str to ${meant}`, place, meant)],
    });
  },
};
