import { booleanOf, choiceOf, isWritten, propertyPlace } from '../element-values.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** What nvmsgconv needs for the payload that it makes. */
export const converterConfig: ElementRule = {
  id: 'converter-config',
  severity: 'error',
  title: 'nvmsgconv has what its payload needs',
  topic: 'messaging',
  explanation: prose`
    Looks at what the payload-type of nvmsgconv needs. The full payload (0) takes places and
    sensors from a config file, and a payload of your own (257) comes from your library; without
    them nvmsgconv stops or makes nothing. Set config or msg2p-lib, or use payload-type 1.`,
  scope: 'element',
  factories: ['nvmsgconv'],
  check(element, _index, report) {
    const type = choiceOf(element, 'payload-type');
    if (type === 0 && !isWritten(element, 'config') && !isWritten(element, 'msg2p-lib')) {
      report({
        message: `'${element.name}' makes the full payload (payload-type 0), which needs a config file`,
        place: propertyPlace(element, 'config'),
        remedy: 'Set config, or use payload-type 1',
        // With the new interface the library may fill in what is missing.
        ...(booleanOf(element, 'msg2p-newapi') === true ? { severity: 'warning' as const } : {}),
      });
    } else if (type === 257 && !isWritten(element, 'msg2p-lib')) {
      report({
        message: `'${element.name}' makes a payload of your own (payload-type 257), which needs your library`,
        place: propertyPlace(element, 'msg2p-lib'),
        remedy: 'Set msg2p-lib',
        severity: 'warning',
      });
    }
  },
};
