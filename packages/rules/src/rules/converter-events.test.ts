import { testRule } from '../rule-harness.ts';
import { converterEvents } from './converter-events.ts';

const links = ['i.src -> c.sink'];

testRule(
  converterEvents,
  {
    newer: { elements: { i: 'nvinfer', c: ['nvmsgconv', { 'msg2p-newapi': true }] }, links },
    'from a program': { elements: { i: 'appsrc', c: 'nvmsgconv' }, links },
  },
  {
    older: {
      elements: { i: 'nvinfer', c: 'nvmsgconv' },
      links,
      finds: [/'c' waits for event metadata/],
      fixes: ['Set msg2p-newapi to true'],
    },
  },
);
