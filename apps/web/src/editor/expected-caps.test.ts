import { catalogueFor } from '@pipewright/catalogue';
import { applyEdit, emptyDocument, type PipelineDocument } from '@pipewright/graph';
import { expect, test } from 'vitest';
import { copyLabel, expectedFlow } from './expected-caps.ts';

const document: PipelineDocument = {
  ...emptyDocument('test'),
  elements: {
    decoder: { factory: 'nvv4l2decoder', properties: {}, pads: {} },
    convert: { factory: 'nvvideoconvert', properties: {}, pads: {} },
    sink: { factory: 'fakesink', properties: {}, pads: {} },
  },
  links: [
    {
      from: { element: 'decoder', pad: 'src' },
      to: { element: 'convert', pad: 'sink' },
      caps: 'video/x-raw(memory:NVMM), framerate=30/1',
    },
    {
      from: { element: 'convert', pad: 'src' },
      to: { element: 'sink', pad: 'sink' },
      caps: 'video/x-raw, format=RGBA, width=1000, height=500',
    },
  ],
};

test('links tell their memory, and the one behind the converter its copy and cost', () => {
  const catalogue = catalogueFor(document.target);
  const { links, copies } = expectedFlow(document, catalogue);
  expect([...links.values()].map(({ memory }) => memory)).toEqual(['nvmm', 'system']);
  expect([...copies.keys()]).toEqual(['convert.src -> sink.sink']);
  const copy = copies.get('convert.src -> sink.sink');
  expect(copy && copyLabel(copy)).toMatch(
    /^convert copies each frame from GPU to system memory: .+\/s$/,
  );
  expect(copy && copyLabel(copy, 10)).toMatch(/: 20\.0 MB\/s$/);
  expect(copy?.bytesPerSecond).toBe(1000 * 500 * 4 * 30);
  expect(expectedFlow(document, catalogue).links).toBe(links);
});

test('without a rate the label tells the cost of a frame', () => {
  expect(
    copyLabel({ element: 'up', direction: 'to-gpu', links: [], bytesPerFrame: 1_500_000 }),
  ).toBe('up copies each frame from system to GPU memory: 1.5 MB a frame');
});

test('an edit that changes no caps leaves the flow as it is, another only the links it reaches', () => {
  const catalogue = catalogueFor(document.target);
  const before = expectedFlow(document, catalogue);
  const edited = (element: string, property: string, value: number) => {
    const result = applyEdit(document, { kind: 'set-property', element, property, value });
    if (!result.ok) throw new Error(result.error.message);
    return result.document;
  };
  expect(expectedFlow(edited('convert', 'gpu-id', 1), catalogue)).toBe(before);
  const caps = applyEdit(document, {
    kind: 'set-link-caps',
    link: 'convert.src -> sink.sink',
    caps: 'video/x-raw, format=RGBA, width=500, height=500',
  });
  if (!caps.ok) throw new Error(caps.error.message);
  const after = expectedFlow(caps.document, catalogue);
  expect(after.copies.get('convert.src -> sink.sink')?.bytesPerFrame).toBe(500 * 500 * 4);
  const unchanged = 'decoder.src -> convert.sink';
  expect(after.links.get(unchanged)).toBe(before.links.get(unchanged));
});
