import { catalogueFor } from '@pipewright/catalogue';
import { emptyDocument, type PipelineDocument } from '@pipewright/graph';
import { expect, test } from 'vitest';
import { pictureBoxes } from './picture-boxes.ts';
import { placeBoxes } from './picture-layout.ts';
import { svgFormat } from './write-svg.ts';

const queue = (properties = {}) => ({ factory: 'queue', properties, pads: {} });
const link = (from: string, to: string, caps?: string) => ({
  from: { element: from, pad: 'src' },
  to: { element: to, pad: 'sink' },
  ...(caps === undefined ? {} : { caps }),
});

const chain: PipelineDocument = {
  ...emptyDocument('Tom & "Jerry"'),
  elements: {
    a: { factory: 'filesrc', properties: { location: '<a>.mp4' }, pads: {} },
    b: queue({ 'max-size-buffers': 4 }),
    c: { factory: 'nvdsosd', properties: {}, pads: {} },
  },
  links: [link('a', 'b'), link('b', 'c', 'video/x-raw(memory:NVMM)')],
};

function draw(document: PipelineDocument): string {
  const result = svgFormat.write(document, {
    catalogue: catalogueFor(document.target),
    documentFolder: '/work',
  });
  if (!result.ok) throw new Error('not written');
  return result.files[0].text;
}

test('shows every element, setting, link and caps filter, as well-formed XML', () => {
  const svg = draw(chain);
  expect(svg).toContain('<title>Tom &amp; &quot;Jerry&quot;</title>');
  expect(svg).toContain('location = &lt;a&gt;.mp4');
  expect(svg).toContain('max-size-buffers = 4');
  expect(svg).toContain('>video/x-raw(memory:NVMM)</text>');
  expect(svg.match(/class="link"/g)).toHaveLength(2);
  expect(svg.match(/<g class="deepstream">/g)).toHaveLength(1);
});

test('boxes follow the data from left to right and never lie on each other', () => {
  const boxes = pictureBoxes(chain);
  const places = placeBoxes(chain, boxes);
  const left = boxes.map(({ name }) => places.get(name)?.x ?? 0);
  expect(left).toEqual([...left].sort((x, y) => x - y));
  expect(new Set(left).size).toBe(3);
});

test('keeps to the canvas, but moves boxes apart that would meet', () => {
  const boxes = pictureBoxes(chain);
  const places = placeBoxes(chain, boxes, {
    a: { x: 0, y: 0 },
    b: { x: 4, y: 10 },
    c: { x: 900, y: 10 },
  });
  const [a, b] = [places.get('a'), places.get('b')];
  expect(b?.y).toBeGreaterThan((a?.y ?? 0) + (boxes[0]?.height ?? 0));
  expect(places.get('c')?.y).toBe(10);
});

test('links through one pattern have pads of their own', () => {
  const document = {
    ...chain,
    elements: { ...chain.elements, mux: { factory: 'nvstreammux', properties: {}, pads: {} } },
    links: ['a', 'b'].map((from) => ({
      from: { element: from, pad: 'src' },
      to: { element: 'mux', pad: 'sink_%u' },
    })),
  };
  expect(pictureBoxes(document).find(({ name }) => name === 'mux')?.sinks).toHaveLength(2);
  const ends = [...draw(document).matchAll(/class="link" d="[^"]* (\d+)"/g)].map(([, y]) => y);
  expect(new Set(ends).size).toBe(2);
});

test('an empty pipeline is an empty picture, and its files are said to be left out', () => {
  const result = svgFormat.write(
    { ...emptyDocument('x'), files: { 'a.txt': '' } },
    { catalogue: catalogueFor(chain.target), documentFolder: '/work' },
  );
  expect(result.ok && result.files[0].text).toContain('</svg>');
  expect(result.ok && result.notes).toEqual([
    { kind: 'lost', message: expect.any(String), place: { file: 'a.txt' } },
  ]);
});
