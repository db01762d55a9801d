import { isWritten, propertyPlace, textOf } from '../element-values.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Kafka takes messages for a topic. */
export const brokerTopic: ElementRule = {
  id: 'broker-topic',
  severity: 'warning',
  title: 'Messages for Kafka have a topic',
  topic: 'messaging',
  explanation: prose`
    Looks for a topic where nvmsgbroker sends to Kafka: in its property, in conn-str or in a
    config file. Kafka takes messages only for a topic, so without one they are not sent. Set
    topic, or write it behind the port.`,
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
