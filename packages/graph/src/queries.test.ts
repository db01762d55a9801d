import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDocument } from './arbitraries.ts';
import type { PipelineDocument } from './document.ts';
import { parseLink } from './link-text.ts';
import {
  downstreamOf,
  emptyDocument,
  linksFrom,
  linksTo,
  topologicalOrder,
  upstreamOf,
} from './queries.ts';

function graph(...links: string[]): PipelineDocument {
  const parsed = links.map((text) => {
    const result = parseLink(text);
    if (!result.ok) throw new Error(result.message);
    return result.link;
  });
  const names = new Set(parsed.flatMap(({ from, to }) => [from.element, to.element]));
  const element = { factory: 'queue', properties: {}, pads: {} };
  return {
    ...emptyDocument('Test'),
    elements: Object.fromEntries([...names].map((name) => [name, element])),
    links: parsed,
  };
}

// sink is drawn first; a and b meet in mux.
const diamond = graph(
  'mux.src -> sink.sink',
  'a.src -> mux.sink_0',
  'b.src -> mux.sink_1',
  't.src_0 -> a.sink',
  't.src_1 -> b.sink',
);

describe('queries', () => {
  it('find links of an element', () => {
    expect(linksFrom(diamond, 't').map(({ to }) => to.element)).toEqual(['a', 'b']);
    expect(linksTo(diamond, 'mux').map(({ from }) => from.element)).toEqual(['a', 'b']);
  });

  it('find what is upstream and downstream, nearest first', () => {
    expect(upstreamOf(diamond, 'sink')).toEqual(['mux', 'a', 'b', 't']);
    expect(downstreamOf(diamond, 't')).toEqual(['a', 'b', 'mux', 'sink']);
    expect(upstreamOf(diamond, 't')).toEqual([]);
  });

  it('order elements along the data', () => {
    expect(topologicalOrder(diamond)).toEqual({ order: ['t', 'a', 'b', 'mux', 'sink'] });
  });

  it('find a cycle', () => {
    const cyclic = graph(
      'in.src -> a.sink',
      'a.src -> b.sink',
      'b.src -> c.sink',
      'c.src -> a.x',
      'c.y -> out.sink',
    );
    expect(topologicalOrder(cyclic)).toEqual({
      order: ['in', 'a', 'b', 'c', 'out'],
      cycle: expect.arrayContaining(['a', 'b', 'c']),
    });
    expect(upstreamOf(cyclic, 'a')).toContain('a');
    expect(topologicalOrder(graph('a.src -> a.sink')).cycle).toEqual(['a']);
  });

  it('order every element once, and each behind what feeds it unless there is a cycle', () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const { order, cycle } = topologicalOrder(document);
        expect(order.toSorted()).toEqual(Object.keys(document.elements).toSorted());
        const isLink = (from: string | undefined, to: string | undefined) =>
          document.links.some((link) => link.from.element === from && link.to.element === to);
        if (cycle) {
          expect(
            cycle.every((name, index) => isLink(name, cycle[(index + 1) % cycle.length])),
          ).toBe(true);
          return;
        }
        for (const { from, to } of document.links) {
          expect(order.indexOf(from.element)).toBeLessThan(order.indexOf(to.element));
        }
      }),
    );
  });
});
