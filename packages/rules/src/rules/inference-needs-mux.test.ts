import { applyEdit, linkId } from '@pipewright/graph';
import { expect, test } from 'vitest';
import { documentOf, findings, testRule } from '../rule-harness.ts';
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
    'behind a source that only makes buffers': {
      elements: { s: 'fakesrc', i: 'nvinfer' },
      links: ['s.src -> i.sink'],
      finds: [/'i' \(nvinfer\) works on batches, but no nvstreammux/],
    },
    'dropped before the mux': {
      elements: { s: 'nvurisrcbin', i: 'nvinfer', m: 'nvstreammux', t: 'nvtracker' },
      links: ['s.vsrc_0 -> i.sink', 'i.src -> m.sink_0', 'm.src -> t.sink'],
      finds: [/'i' \(nvinfer\) works on batches, .* before it: 'm' makes them only behind it/],
      fixes: ['Move i behind m'],
    },
    'beside a link that would close the gap': {
      elements: { s: 'nvurisrcbin', t: 'tee', i: 'nvinfer', m: 'nvstreammux' },
      links: [
        's.vsrc_0 -> t.sink',
        't.src_%u -> i.sink',
        't.src_%u -> m.sink_%u',
        'i.src -> m.sink_%u',
      ],
      finds: [/'m' makes them only behind it/],
    },
    'before a mux that leads nowhere': {
      elements: { s: 'nvurisrcbin', i: 'nvinfer', q: 'queue', m: 'nvstreammux' },
      links: ['s.vsrc_0 -> i.sink', 'i.src -> q.sink', 'q.src -> m.sink_0'],
      finds: [/'m' makes them only behind it/],
      fixes: ['Move i behind m'],
    },
  },
);

test('an element moves from before the mux to behind it, in one step', () => {
  const document = documentOf({
    elements: { s: 'nvurisrcbin', i: 'nvinfer', m: 'nvstreammux', t: 'nvtracker' },
    links: ['s.vsrc_0 -> i.sink', 'i.src -> m.sink_0', 'm.src -> t.sink|video/x-raw(memory:NVMM)'],
  });
  const [finding] = findings(inferenceNeedsMux, document);
  const [fix] = finding?.fixes ?? [];
  expect(fix?.moved).toEqual({ element: 'i', behind: 'm' });
  const result = fix && applyEdit(document, fix.edit);
  expect(result?.ok && result.document.links.map(linkId)).toEqual([
    's.vsrc_0 -> m.sink_0',
    'm.src -> i.sink',
    'i.src -> t.sink',
  ]);
});
