import { testRule } from '../rule-harness.ts';
import { brokerTopic } from './broker-topic.ts';

const kafka = { 'proto-lib': 'libnvds_kafka_proto.so', 'conn-str': 'localhost;9092' };

testRule(
  brokerTopic,
  { topic: { elements: { b: ['nvmsgbroker', { ...kafka, topic: 'events' }] } } },
  {
    none: {
      elements: { b: ['nvmsgbroker', kafka] },
      finds: [/'b' sends to Kafka without a topic/],
    },
  },
);
