import { testRule } from '../rule-harness.ts';
import { unknownElement } from './unknown-element.ts';

testRule(
  unknownElement,
  {
    'a DeepStream element': { elements: { gie: 'nvinfer' } },
    'an element that only the registry has': {
      elements: { mixer: 'specialmixer' },
      registry: [{ name: 'specialmixer' }],
    },
  },
  {
    'a slip': {
      elements: { gie: ['nvinfr', { interval: 1 }] },
      finds: [/'gie' is a 'nvinfr'/],
      severity: 'error',
    },
    'an invented DeepStream name': {
      elements: { it: 'nvquantumflux' },
      finds: [/no known plugin/],
      severity: 'error',
    },
    'a slip in a GStreamer name': {
      elements: { it: 'fakesnk' },
      finds: [/'it' is a 'fakesnk'/],
      severity: 'error',
    },
    'a codec that the facts lack, one digit away': {
      elements: { it: 'rtph263pay' },
      finds: [/'rtph263pay'/],
      severity: 'warning',
    },
    'a name unlike any, while the registry is not known': {
      elements: { it: 'zzzplugh' },
      finds: [/no known plugin/],
      severity: 'warning',
    },
    'a name unlike any, with the registry': {
      elements: { it: 'zzzplugh' },
      registry: [{ name: 'specialmixer' }],
      finds: [/no known plugin/],
      severity: 'error',
    },
  },
);
