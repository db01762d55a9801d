import { chainBefore } from '../inference-chain.ts';
import { elementsOf } from '../neighbours.ts';
import type { DocumentRule } from '../rule.ts';

/** nvmsgbroker sends payloads, and nvmsgconv makes them. */
export const brokerNeedsConverter: DocumentRule = {
  id: 'broker-needs-converter',
  severity: 'error',
  title: 'nvmsgconv comes before nvmsgbroker',
  scope: 'document',
  check(index, report) {
    for (const element of elementsOf(index, 'nvmsgbroker')) {
      const { upstream, isKnown } = chainBefore(element);
      if (!isKnown || upstream.some(({ node }) => node.factory === 'nvmsgconv')) continue;
      report({
        message: `'${element.name}' has nothing to send: no nvmsgconv stands before it`,
        place: { element: element.name },
        remedy: `Put an nvmsgconv before '${element.name}'`,
      });
    }
  },
};
