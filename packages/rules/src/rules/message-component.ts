import { propertyPlace } from '../element-values.ts';
import { chainBefore } from '../inference-chain.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** Converter and broker handle the messages of one component, or of all. */
export const messageComponent: ElementRule = {
  id: 'message-component',
  severity: 'warning',
  title: 'nvmsgconv and nvmsgbroker have the same comp-id',
  topic: 'messaging',
  explanation: prose`
    Compares comp-id of nvmsgconv and nvmsgbroker. Each handles only metadata of its own
    component unless it is 0, so with different ids the broker passes over what the converter
    makes. Use the same id, or 0 in both.`,
  scope: 'element',
  factories: ['nvmsgbroker'],
  check(element, _index, report) {
    const { upstream } = chainBefore(element);
    const converter = upstream.find(({ node }) => node.factory === 'nvmsgconv');
    const theirs = (converter && effectiveInteger(converter, 'comp-id')) ?? 0;
    const own = effectiveInteger(element, 'comp-id') ?? 0;
    if (!converter || theirs === 0 || own === 0 || theirs === own) return;
    const place = propertyPlace(element, 'comp-id');
    report({
      message: `'${element.name}' sends messages of component ${own}, but '${converter.name}' makes those of ${theirs}`,
      place,
      remedy: `Set comp-id of both to the same, or to 0 for all`,
      fixes: [setPropertyFix(`Set comp-id to ${theirs}`, place, theirs)],
    });
  },
};
