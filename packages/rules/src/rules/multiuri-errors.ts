import { booleanOf, isWritten, propertyPlace } from '../element-values.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

const needed = ['proto-lib', 'conn-str', 'topic'];

/** Reporting errors to a broker needs the broker. */
export const multiuriErrors: ElementRule = {
  id: 'multiuri-errors',
  severity: 'error',
  title: 'enable-error-propagation comes with a broker',
  topic: 'sources',
  explanation: prose`
    Looks for proto-lib, conn-str and topic where enable-error-propagation of nvmultiurisrcbin
    is on. It sends errors of sources to a message broker, which it can't reach without them.
    Set all three, or turn the property off.`,
  scope: 'element',
  factories: ['nvmultiurisrcbin'],
  check(element, _index, report) {
    if (booleanOf(element, 'enable-error-propagation') !== true) return;
    const missing = needed.filter((property) => !isWritten(element, property));
    if (missing.length === 0) return;
    report({
      message: `'${element.name}' is to report errors to a broker, but ${missing.join(' and ')} is not set`,
      place: propertyPlace(element, 'enable-error-propagation'),
      remedy: `Set ${missing.join(', ')}, or turn enable-error-propagation off`,
    });
  },
};
