import { testRule } from '../rule-harness.ts';
import { brokerConnection } from './broker-connection.ts';

testRule(
  brokerConnection,
  { semicolons: { elements: { b: ['nvmsgbroker', { 'conn-str': 'localhost;9092;topic' }] } } },
  {
    colon: {
      elements: { b: ['nvmsgbroker', { 'conn-str': 'localhost:9092' }] },
      finds: [/conn-str of 'b' is host;port with a semicolon, got localhost:9092/],
      fixes: ['Set conn-str to localhost;9092'],
    },
  },
);
