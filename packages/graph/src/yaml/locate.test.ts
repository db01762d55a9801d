import { describe, expect, it } from 'vitest';
import { createLocator, type DocumentPlace, locate } from './locate.ts';

const TEXT = `formatVersion: 1
elements:
  source:
    factory: nvurisrcbin
    properties:
      uri: "rtsp://camera"  # comment
  mux: {factory: nvstreammux, pads: {sink_0: {weight: 5}}}
links:
  - source.vsrc_%u -> mux.sink_0
  - from: mux.src
    to: source.sink
parameters:
  camera: {type: uri}
rules:
  sink-async: {severity: off, reason: One sink}
files:
  detector.txt: |
      [property]
      batch-size=1

      last
  short.txt: "one line"
`;

/** The text that a place covers. */
function covered(place: DocumentPlace): string | undefined {
  const range = createLocator(TEXT)(place);
  if (range === undefined) return undefined;
  const lines = TEXT.split('\n').slice(range.line - 1, range.endLine);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? '').slice(0, range.endColumn - 1);
  lines[0] = (lines[0] ?? '').slice(range.column - 1);
  return lines.join('\n');
}

describe('locate', () => {
  it.each<[DocumentPlace, string]>([
    [{ element: 'source' }, 'source'],
    [{ element: 'source', property: 'uri' }, 'uri: "rtsp://camera"'],
    [{ element: 'source', property: 'missing' }, 'source'],
    [{ element: 'mux', pad: 'sink_0', property: 'weight' }, 'weight: 5'],
    [{ element: 'mux', pad: 'sink_0' }, 'sink_0'],
    [{ element: 'mux', pad: 'sink_1' }, 'mux'],
    [{ link: 'source.vsrc_%u -> mux.sink_0' }, 'source.vsrc_%u -> mux.sink_0'],
    [{ link: 'mux.src -> source.sink' }, 'from: mux.src\n    to: source.sink\n'],
    [{ link: 'gone.src -> mux.sink', element: 'mux' }, 'mux'],
    [{ parameter: 'camera' }, 'camera'],
    [{ rule: 'sink-async' }, 'sink-async'],
    [{ rule: 'sink-async', element: 'mux' }, 'mux'],
    [{ file: 'detector.txt' }, 'detector.txt'],
    [{ file: 'detector.txt', line: 2 }, 'batch-size=1'],
    [{ file: 'detector.txt', line: 2, column: 12 }, '1'],
    [{ file: 'detector.txt', line: 4 }, 'last'],
    [{ file: 'short.txt', line: 1 }, 'short.txt'],
    [{ file: 'models/external.txt', element: 'mux' }, 'mux'],
  ])('%j', (place, expected) => {
    expect(covered(place)).toBe(expected);
  });

  it.each<DocumentPlace>([
    {},
    { element: 'gone' },
    { link: 'x' },
    { parameter: 'x' },
    { file: 'x' },
  ])('finds nothing for %j', (place) => {
    expect(locate(TEXT, place)).toBeUndefined();
  });

  it('gives positions from 1', () => {
    expect(locate(TEXT, { element: 'source' })).toEqual({
      line: 3,
      column: 3,
      endLine: 3,
      endColumn: 9,
    });
  });

  it('goes as far as it can in broken text', () => {
    expect(locate('elements:\n  a: {factory: q}\nlinks: [', { element: 'a' })?.line).toBe(2);
    expect(locate('', { element: 'a' })).toBeUndefined();
  });
});
