import { testRule } from '../rule-harness.ts';
import { brokerSleep } from './broker-sleep.ts';

const broker = (sleep: number) =>
  ['nvmsgbroker', { 'proto-lib': 'libnvds_azure_proto.so', 'sleep-time': sleep }] as const;

testRule(
  brokerSleep,
  { ten: { elements: { b: broker(10) } } },
  {
    five: { elements: { b: broker(5) }, finds: [/raised to 10/], fixes: ['Set sleep-time to 10'] },
  },
);
