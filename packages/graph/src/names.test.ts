import { describe, expect, it } from 'vitest';
import { findLink, parseLink, parsePadRef } from './link-text.ts';
import {
  elementNameProblem,
  fileNameProblem,
  nearestName,
  padNameProblem,
  parameterNameProblem,
  propertyNameProblem,
  uniqueElementName,
} from './names.ts';
import { emptyDocument } from './queries.ts';

describe('names', () => {
  it.each(['nvinfer0', 'a.b', 'süd', '_x', 'queue-1', 'a:b'])('%s can name an element', (name) => {
    expect(elementNameProblem(name)).toBeUndefined();
  });

  it.each(['', ' ', 'a b', '0', '1a', 'a.', '.a', 'a/b', 'a->b', '__proto__', 'a\n'])(
    '%j can name no element',
    (name) => {
      expect(elementNameProblem(name)).toMatch(
        name === '' ? /needs a name/ : /can't be an element's name/,
      );
    },
  );

  it('of other things have their own rules', () => {
    expect(padNameProblem('recv_rtp_src_%u_%u')).toBeUndefined();
    expect(padNameProblem('sink 0')).toContain('sink_0');
    expect(propertyNameProblem('batch-size')).toBeUndefined();
    expect(propertyNameProblem('__proto__')).toContain('property');
    expect(parameterNameProblem('input-uri')).toBeUndefined();
    expect(parameterNameProblem('a}')).toContain('parameter');
    expect(fileNameProblem('configs/detector.txt')).toBeUndefined();
    for (const name of ['', '/etc/passwd', '../a', 'a/../b', 'a//b', 'a\\b', 'a\nb', './a']) {
      expect(fileNameProblem(name), name).toContain('relative name');
    }
  });

  it('of new elements are counted', () => {
    const queue = { factory: 'queue', properties: {}, pads: {} };
    const document = { ...emptyDocument('x'), elements: { queue0: queue, queue2: queue } };
    expect(uniqueElementName(document, 'queue')).toBe('queue1');
    expect(uniqueElementName(document, 'nvinfer')).toBe('nvinfer0');
    expect(uniqueElementName(document, '3d sink')).toBe('element0');
  });

  it('that are nearly right are recognised', () => {
    const names = ['batch-size', 'width', 'height', 'x'];
    expect(nearestName('batchsize', names)).toBe('batch-size');
    expect(nearestName('Width', names)).toBe('width');
    expect(nearestName('wdith', names)).toBe('width');
    expect(nearestName('X', names)).toBe('x');
    expect(nearestName('y', names)).toBeUndefined();
    expect(nearestName('unrelated', names)).toBeUndefined();
  });
});

describe('links', () => {
  it('are read from text', () => {
    expect(parseLink(' a.b.src_%u->mux.sink_0 ')).toEqual({
      ok: true,
      link: { from: { element: 'a.b', pad: 'src_%u' }, to: { element: 'mux', pad: 'sink_0' } },
    });
  });

  it.each([
    ['a.src', 'is no link'],
    ['a.src -> b.sink -> c.sink', 'is no link'],
    ['a -> b.sink', '"a" names no pad'],
    ['a.src -> b.', '"b." names no pad'],
    ['a.src -> .sink', '".sink" names no pad'],
    ['a b.src -> c.sink', '"a b" can\'t be an element'],
    ['a.src -> c.si nk', '"si nk" can\'t be a pad'],
  ])('%s: %s', (text, message) => {
    expect(parseLink(text)).toEqual({ ok: false, message: expect.stringContaining(message) });
  });

  it('are found by their id', () => {
    const result = parseLink('a.src -> b.sink');
    const link = result.ok ? result.link : undefined;
    const document = { ...emptyDocument('x'), links: link ? [link] : [] };
    expect(findLink(document, 'a.src -> b.sink')).toBe(link);
    expect(findLink(document, 'a.src -> c.sink')).toBeUndefined();
    expect(parsePadRef('a.src')).toEqual({ ok: true, ref: link?.from });
  });
});
