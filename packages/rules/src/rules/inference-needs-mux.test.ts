import { testRule } from '../rule-harness.ts';
import { inferenceNeedsMux } from './inference-needs-mux.ts';

testRule(
  inferenceNeedsMux,
  {
    'behind the mux': {
      elements: {
        s: 'nvurisrcbin',
        m: 'nvstreammux',
        q: 'queue',
        i: 'nvinfer',
      },
      links: ['s.vsrc_0 -> m.sink_0', 'm.src -> q.sink', 'q.src -> i.sink'],
    },
    'behind sources that batch': {
      elements: { s: 'nvmultiurisrcbin', i: 'nvinfer' },
      links: ['s.src -> i.sink'],
    },
    'an application may push batches': {
      elements: { s: 'appsrc', i: 'nvinfer' },
      links: ['s.src -> i.sink'],
    },
    'not linked yet': { elements: { i: 'nvinfer' } },
  },
  {
    'straight behind a source': {
      elements: { s: 'nvurisrcbin', i: 'nvinfer', t: 'nvtracker' },
      links: ['s.vsrc_%u -> i.sink', 'i.src -> t.sink'],
      finds: [/'i' \(nvinfer\) works on batches, but no nvstreammux/],
      fixes: ['Insert nvstreammux'],
    },
  },
);
