import { testRule } from '../rule-harness.ts';
import { notInVersion } from './not-in-version.ts';

const stronglyTyped = { name: 'strongly-typed', type: 'boolean', readable: true, writable: true };

testRule(
  notInVersion,
  {
    'everything of the target is there': {
      elements: { gie: ['nvinfer', { 'strongly-typed': true }] },
      target: { deepstream: '9.0' },
    },
    'what no version has is another finding': {
      elements: { gie: ['nvinfer', { nosuch: true }] },
      target: { deepstream: '6.3' },
    },
    'what the version surely lacks, and this machine too, is another finding': {
      elements: { gie: ['nvinfer', { 'strongly-typed': true }], bridge: 'nvds3dbridge' },
      target: { deepstream: '6.3' },
    },
  },
  {
    'a property that only this machine has': {
      elements: { gie: ['nvinfer', { 'strongly-typed': true }] },
      target: { deepstream: '6.3' },
      registry: [{ name: 'nvinfer', properties: [stronglyTyped] }],
      finds: [/nvinfer has 'strongly-typed' since DeepStream 9\.0.*; this pipeline targets 6\.3/],
      fixes: ['Target DeepStream 9.0'],
    },
    'an element that only this machine has': {
      elements: { bridge: 'nvds3dbridge' },
      target: { deepstream: '6.3' },
      registry: [{ name: 'nvds3dbridge' }],
      finds: [/nvds3dbridge exists since DeepStream 7\.0; this pipeline targets 6\.3/],
    },
    'a property of which nothing tells': {
      elements: { gie: ['nvinfer', { 'strongly-typed': true }] },
      target: { deepstream: '7.1' },
      finds: [/since DeepStream 9\.0 at the latest, but not in 6\.3; this pipeline targets 7\.1/],
      severity: 'hint',
    },
  },
);
