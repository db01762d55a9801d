import { testRule } from '../rule-harness.ts';
import { muxBatchSize } from './mux-batch-size.ts';

const sources = { a: 'nvurisrcbin', b: 'nvurisrcbin' };
const links = ['a.vsrc_0 -> m.sink_0', 'b.vsrc_0 -> m.sink_1'];

testRule(
  muxBatchSize,
  {
    'as many as sources': {
      elements: { ...sources, m: ['nvstreammux', { 'batch-size': 2 }] },
      links,
    },
    'by parameter': {
      elements: { ...sources, m: ['nvstreammux', { 'batch-size': '${n}' }] },
      links,
      parameters: { n: { type: 'integer' } },
    },
    'a text is another finding': {
      elements: { ...sources, m: ['nvstreammux', { 'batch-size': 'two' }] },
      links,
    },
  },
  {
    zero: {
      elements: { ...sources, m: ['nvstreammux', { 'batch-size': 0 }] },
      links,
      finds: [/'m' has batch-size 0: .* \(2 sources are linked\)/],
      severity: 'error',
      fixes: ['Set batch-size to 2'],
    },
    'missing, on the new mux': {
      elements: { ...sources, m: 'nvstreammux' },
      links,
      target: { streammux: 'new' },
      finds: [/'m' has no batch-size/],
      fixes: ['Set batch-size to 2'],
    },
    'too few': {
      elements: { ...sources, m: ['nvstreammux', { 'batch-size': 1 }] },
      links,
      finds: [/batch-size 1 of 'm' is less/],
      severity: 'warning',
    },
    'too many': {
      elements: { ...sources, m: ['nvstreammux', { 'batch-size': '8' }] },
      links,
      finds: [/batch-size 8 of 'm' is more/],
      severity: 'warning',
    },
  },
);
