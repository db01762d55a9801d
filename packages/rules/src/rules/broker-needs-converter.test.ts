import { testRule } from '../rule-harness.ts';
import { brokerNeedsConverter } from './broker-needs-converter.ts';

const elements = { i: 'nvinfer', c: 'nvmsgconv', b: 'nvmsgbroker' };

testRule(
  brokerNeedsConverter,
  { converted: { elements, links: ['i.src -> c.sink', 'c.src -> b.sink'] } },
  { raw: { elements, links: ['i.src -> b.sink'], finds: [/'b' has nothing to send/] } },
);
