import { catalogueFor } from '@pipewright/catalogue';
import { expect, test } from 'vitest';
import { confusionTable } from '../confusions.ts';
import { testRule } from '../rule-harness.ts';
import { unknownProperty } from './unknown-property.ts';

testRule(
  unknownProperty,
  {
    'own and inherited properties': {
      elements: {
        mux: ['nvstreammux', { 'batch-size': 1 }],
        sink: ['fakesink', { sync: false }],
      },
    },
    'underscores are dashes': {
      elements: { mux: ['nvstreammux', { batch_size: 1 }] },
    },
    'the unknown element is another finding': {
      elements: { it: ['nosuch', { a: 1 }] },
    },
  },
  {
    'a slip': {
      elements: { mux: ['nvstreammux', { 'bach-size': 2 }] },
      finds: [/nvstreammux has no property 'bach-size'/],
      fixes: ['Rename to batch-size', 'Remove bach-size'],
    },
    'a config key on the element': {
      elements: {
        gie: ['nvinfer', { 'gie-unique-id': 1, 'operate-on-gie-id': 2 }],
      },
      finds: [/gie-unique-id/, /operate-on-gie-id/],
      fixes: ['Rename to unique-id', 'Remove gie-unique-id'],
    },
    'a property of the legacy mux on the new one': {
      elements: { mux: ['nvstreammux', { 'live-source': 1 }] },
      target: { streammux: 'new' },
      finds: [/live-source/],
    },
    'a property that came later': {
      elements: { gie: ['nvinfer', { 'strongly-typed': true }] },
      target: { deepstream: '6.3' },
      finds: [/nvinfer has 'strongly-typed' since DeepStream 9\.0.*; this pipeline targets 6\.3/],
      fixes: ['Target DeepStream 9.0', 'Remove strongly-typed'],
    },
    'a property that was removed': {
      elements: { osd: ['nvdsosd', { 'hw-blend-color-attr': '0,0,1,0,0.3' }] },
      finds: [
        /nvdsosd has 'hw-blend-color-attr' until DeepStream 6\.1; this pipeline targets 9\.1/,
      ],
      fixes: ['Target DeepStream 6.1', 'Remove hw-blend-color-attr'],
    },
    "a property that this machine's version lacks": {
      elements: { q: ['queue', { 'flush-on-eos': true }] },
      registry: [{ name: 'queue' }],
      finds: [/on this machine has no property/],
      severity: 'warning',
    },
  },
);

test('the table of confusions names properties that exist, for names that do not', () => {
  const catalogue = catalogueFor({
    platform: 'dgpu',
    deepstream: '9.1',
    streammux: 'legacy',
  });
  for (const [factory, names] of Object.entries(confusionTable())) {
    for (const [wrong, right] of Object.entries(names)) {
      expect(catalogue.property(factory, wrong), `${factory}.${wrong}`).toBeUndefined();
      expect(catalogue.property(factory, right), `${factory}.${right}`).toBeDefined();
    }
  }
});
