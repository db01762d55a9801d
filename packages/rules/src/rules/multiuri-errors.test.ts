import { testRule } from '../rule-harness.ts';
import { multiuriErrors } from './multiuri-errors.ts';

const on = { 'enable-error-propagation': true };
const broker = { 'proto-lib': 'libnvds_kafka_proto.so', 'conn-str': 'host;9092', topic: 'errors' };

testRule(
  multiuriErrors,
  { all: { elements: { s: ['nvmultiurisrcbin', { ...on, ...broker }] } } },
  {
    none: {
      elements: { s: ['nvmultiurisrcbin', on] },
      finds: [/proto-lib and conn-str and topic is not set/],
    },
  },
);
