import { chainBefore } from '../inference-chain.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** nvmsgbroker sends payloads, and nvmsgconv makes them. */
export const brokerNeedsConverter: ElementRule = {
  id: 'broker-needs-converter',
  severity: 'error',
  title: 'nvmsgconv comes before nvmsgbroker',
  topic: 'messaging',
  explanation: prose`
    Looks for nvmsgconv before nvmsgbroker. The broker sends payloads that nvmsgconv attaches to
    the buffers, so without it nothing is ever sent. Put an nvmsgconv before it.`,
  scope: 'element',
  factories: ['nvmsgbroker'],
  check(element, _index, report) {
    const { upstream, isKnown } = chainBefore(element);
    if (!isKnown || upstream.some(({ node }) => node.factory === 'nvmsgconv')) return;
    report({
      message: `'${element.name}' has nothing to send: no nvmsgconv stands before it`,
      place: { element: element.name },
      remedy: `Put an nvmsgconv before '${element.name}'`,
    });
  },
};
