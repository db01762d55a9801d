import { propertyPlace } from '../element-values.ts';
import { effectiveValue } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { sharingAmong } from '../sharing.ts';

const factories = ['nvmultiurisrcbin'];

/** "0" is no server, and so no port. */
const ports = sharingAmong(factories, (element) => {
  const port = effectiveValue(element, 'port');
  return port === undefined || String(port) === '0' ? undefined : String(port);
});

/** Each REST server listens on a port of its own. */
export const multiuriPort: ElementRule = {
  id: 'multiuri-port',
  severity: 'warning',
  title: 'Each nvmultiurisrcbin has a REST port of its own',
  topic: 'sources',
  explanation: prose`
    Compares the REST ports of all nvmultiurisrcbin in the pipeline. The default is the same for
    all, and only one server can listen on a port: the others can't be reached. Give each a port
    of its own, or "0" for no server.`,
  scope: 'element',
  factories,
  check(element, index, report) {
    const owner = ports.ownerBefore(element, index);
    if (!owner) return;
    const port = effectiveValue(element, 'port');
    const place = propertyPlace(element, 'port');
    report({
      message: `'${element.name}' and '${owner.name}' both listen on port ${port}`,
      place,
      remedy: 'Give each a port of its own, or "0" for no REST server',
      fixes: [setPropertyFix(`No REST server on ${element.name}`, place, '0')],
    });
  },
};
