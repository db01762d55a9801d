import { catalogueFor } from '@pipewright/catalogue';
import type { PipelineDocument } from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { bestPadFor, checkLink, fittingElements } from './link-check.ts';
import { nextPadName } from './pads.ts';
import { documentOf, TWO_SOURCES } from './testing-documents.ts';

const base = documentOf(TWO_SOURCES);
const catalogue = catalogueFor(base.target);

function withElements(factories: Readonly<Record<string, string>>): PipelineDocument {
  const added = Object.entries(factories).map(([name, factory]) => [
    name,
    { factory, properties: {}, pads: {} },
  ]);
  return { ...base, elements: { ...base.elements, ...Object.fromEntries(added) } };
}

describe('checkLink', () => {
  it('allows what can meet', () => {
    const document = withElements({ camera: 'nvurisrcbin' });
    expect(
      checkLink(
        document,
        catalogue,
        { element: 'camera', pad: 'vsrc_%u' },
        { element: 'mux', pad: 'sink_%u' },
      ),
    ).toEqual({ ok: true });
  });

  it.each([
    ['memory', 'picture', 'src', 'mux', 'sink_%u', /system memory.*memory:NVMM.*nvvideoconvert/],
    ['media types', 'sound', 'src', 'mux', 'sink_%u', /audio\/x-raw/],
    ['a taken input', 'picture', 'src', 'screen', 'sink', /linked already/],
    ['a taken output', 'mux', 'src', 'tracker', 'sink', /tee/],
    ['itself', 'tracker', 'src', 'tracker', 'sink', /itself/],
  ])('refuses %s with the reason', (_, from, fromPad, to, toPad, reason) => {
    const document = withElements({
      picture: 'videotestsrc',
      sound: 'audiotestsrc',
      tracker: 'nvtracker',
    });
    const verdict = checkLink(
      document,
      catalogue,
      { element: from, pad: fromPad },
      { element: to, pad: toPad },
    );
    expect(verdict).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
  });

  it('refuses a loop', () => {
    const document: PipelineDocument = {
      ...withElements({ a: 'queue', b: 'queue' }),
      links: [{ from: { element: 'a', pad: 'src' }, to: { element: 'b', pad: 'sink' } }],
    };
    const verdict = checkLink(
      document,
      catalogue,
      { element: 'b', pad: 'src' },
      { element: 'a', pad: 'sink' },
    );
    expect(verdict).toMatchObject({ ok: false, reason: expect.stringContaining('loop') });
  });

  it('looks through elements that only pass data on', () => {
    const document: PipelineDocument = {
      ...withElements({ picture: 'videotestsrc', wait: 'queue' }),
      links: [{ from: { element: 'picture', pad: 'src' }, to: { element: 'wait', pad: 'sink' } }],
    };
    const verdict = checkLink(
      document,
      catalogue,
      { element: 'wait', pad: 'src' },
      { element: 'mux', pad: 'sink_%u' },
    );
    expect(verdict.ok).toBe(false);
  });
});

describe('pads for a new link', () => {
  it('are the next free ones', () => {
    expect(nextPadName(base, { element: 'mux', pad: 'sink_%u' }, 'to')).toBe('sink_2');
    expect(nextPadName(base, { element: 'mux', pad: 'src' }, 'from')).toBe('src');
  });

  it('are found on a box that a link is dropped on', () => {
    const document = withElements({ camera: 'nvurisrcbin' });
    const origin = { ref: { element: 'camera', pad: 'vsrc_%u' }, side: 'from' } as const;
    expect(bestPadFor(document, catalogue, 'mux', origin)).toBe('sink_%u');
    expect(bestPadFor(document, catalogue, 'screen', origin)).toBeUndefined();
  });
});

describe('fittingElements', () => {
  it('offers what takes GPU video, DeepStream first, and nothing that takes sound', () => {
    const origin = { ref: { element: 'mux', pad: 'src' }, side: 'from' } as const;
    const names = fittingElements(base, catalogue, origin).map(({ factory }) => factory.name);
    expect(names).toContain('nvinfer');
    expect(names).toContain('queue');
    expect(names.indexOf('nvinfer')).toBeLessThan(names.indexOf('queue'));
    expect(names).not.toContain('audioconvert');
    expect(names).not.toContain('filesrc');
  });
});
