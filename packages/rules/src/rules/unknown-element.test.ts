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
    "an encoder of Jetson's earlier GStreamer": {
      elements: { it: ['omxh264enc', { bitrate: 4000000, 'quality-level': 2 }] },
      target: { platform: 'jetson' },
      finds: [/'omxh264enc', which Jetson's GStreamer had before nvv4l2h264enc took its place/],
      severity: 'error',
      fixes: ['Replace by nvv4l2h264enc'],
    },
    'a sink that DeepStream no longer has': {
      elements: { it: ['nvoverlaysink', { sync: false }] },
      target: { platform: 'jetson' },
      finds: [/nvoverlaysink exists until DeepStream 6.0/],
      severity: 'error',
      fixes: ['Replace by nv3dsink', 'Replace by nveglglessink', 'Target DeepStream 6.0'],
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
