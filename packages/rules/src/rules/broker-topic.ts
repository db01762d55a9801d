import { isWritten, propertyPlace, textOf } from '../element-values.ts';
import type { ElementRule } from '../rule.ts';

/** Kafka takes messages for a topic. */
export const brokerTopic: ElementRule = {
  id: 'broker-topic',
  severity: 'warning',
  title: 'Messages for Kafka have a topic',
  scope: 'element',
  factories: ['nvmsgbroker'],
  check(element, _index, report) {
    if (!textOf(element, 'proto-lib')?.includes('kafka')) return;
    const connection = textOf(element, 'conn-str');
    if (connection === undefined || connection.split(';').length > 2) return;
    if (isWritten(element, 'topic') || isWritten(element, 'config')) return;
    report({
      message: `'${element.name}' sends to Kafka without a topic`,
      place: propertyPlace(element, 'topic'),
      remedy: 'Set topic, or write it behind the port: host;port;topic',
    });
  },
};
