import { testRule } from '../rule-harness.ts';
import { propertyType } from './property-type.ts';

testRule(
  propertyType,
  {
    'numbers as GStreamer reads them': {
      elements: {
        q: [
          'queue',
          {
            'max-size-buffers': '0x10',
            'max-size-time': '18446744073709551615',
          },
        ],
      },
    },
    'booleans as GStreamer reads them': {
      elements: {
        a: ['fakesink', { sync: 'yes', async: 0, qos: 'FALSE' }],
        b: ['fakesink', { sync: '1', async: true }],
      },
    },
    'floats and whole numbers': { elements: { v: ['volume', { volume: 1 }] } },
    'texts take anything': { elements: { s: ['udpsink', { host: 1 }] } },
    caps: {
      elements: {
        c: ['capsfilter', { caps: 'video/x-raw(memory:NVMM), format=NV12' }],
      },
    },
    'a number as a text': { elements: { mux: ['nvstreammux', { width: '1920' }] } },
    'a parameter without a default': {
      elements: { q: ['queue', { 'max-size-buffers': '${size}' }] },
      parameters: { size: { type: 'integer' } },
    },
  },
  {
    'a text in a number': {
      elements: { mux: ['nvstreammux', { 'batch-size': 'four' }] },
      finds: [/'batch-size' of 'mux' expects a whole number, got "four"/],
    },
    'a number with its unit': {
      elements: { mux: ['nvstreammux', { width: '1920px' }] },
      finds: [/whole number/],
      fixes: ['Set to 1920', 'Remove width'],
    },
    'a fraction of a frame': {
      elements: { q: ['queue', { 'max-size-buffers': 2.5 }] },
      finds: [/whole number, got 2.5/],
    },
    'a word for a boolean': {
      elements: { s: ['fakesink', { sync: 'on' }] },
      finds: [/true or false/],
    },
    'caps that are none': {
      elements: { c: ['capsfilter', { caps: 'video/x-raw, width=' }] },
      finds: [/expects caps/],
    },
    "a parameter's default": {
      elements: { q: ['queue', { 'max-size-buffers': '${size}' }] },
      parameters: { size: { type: 'string', default: 'big' } },
      finds: [/got "big"/],
    },
  },
);
