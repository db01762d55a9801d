import { propertyPlace, textOf } from '../element-values.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** The Azure adapter sleeps for ten milliseconds at least. */
export const brokerSleep: ElementRule = {
  id: 'broker-sleep',
  severity: 'hint',
  title: "The Azure adapter's sleep-time is at least 10",
  topic: 'messaging',
  explanation: prose`
    Looks at sleep-time of nvmsgbroker with the Azure adapter. The adapter raises anything below
    10 milliseconds to 10, so a smaller number does not do what it says. Write 10 or more.`,
  scope: 'element',
  factories: ['nvmsgbroker'],
  check(element, _index, report) {
    const sleep = effectiveInteger(element, 'sleep-time') ?? 0;
    if (sleep < 1 || sleep >= 10 || !textOf(element, 'proto-lib')?.includes('azure')) return;
    const place = propertyPlace(element, 'sleep-time');
    report({
      message: `sleep-time ${sleep} of '${element.name}' is raised to 10 by the Azure adapter`,
      place,
      remedy: 'Write 10 or more',
      fixes: [setPropertyFix('Set sleep-time to 10', place, 10)],
    });
  },
};
