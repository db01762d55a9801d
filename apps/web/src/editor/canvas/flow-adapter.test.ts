import { catalogueFor } from '@pipewright/catalogue';
import { applyEdit, type Edit, type PipelineDocument } from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { placeMissing } from '../placement.ts';
import { NOTHING_SELECTED, selectionOf } from '../selection.ts';
import { documentOf, TWO_SOURCES } from '../testing-documents.ts';
import { FlowAdapter, padsOfConnection } from './flow-adapter.ts';

const document = documentOf(TWO_SOURCES);
const catalogue = catalogueFor(document.target);
const positions = placeMissing(document, {});

function edited(edit: Edit): PipelineDocument {
  const result = applyEdit(document, edit);
  if (!result.ok) {
    throw new Error(result.error.message);
  }
  return result.document;
}

describe('FlowAdapter', () => {
  it('gives a handle to every pad, and a free slot to the mux', () => {
    const nodes = new FlowAdapter().nodes(document, catalogue, positions, NOTHING_SELECTED);
    const mux = nodes.find((node) => node.id === 'mux');
    expect(mux?.data.pads.sinks.map((pad) => [pad.name, pad.numLinks, pad.isSlot])).toEqual([
      ['sink_0', 1, false],
      ['sink_1', 1, false],
      ['sink_%u', 0, true],
    ]);
    expect(mux?.handles?.map((handle) => handle.id)).toEqual([
      'sink:sink_0',
      'sink:sink_1',
      'sink:sink_%u',
      'src:src',
    ]);
  });

  it('gives edges whose ends are handles of the nodes', () => {
    const adapter = new FlowAdapter();
    const nodes = adapter.nodes(document, catalogue, positions, NOTHING_SELECTED);
    const edges = adapter.edges(document, catalogue, NOTHING_SELECTED);
    expect(edges.map((edge) => edge.id)).toEqual([
      'left.vsrc_%u -> mux.sink_0',
      'right.vsrc_%u -> mux.sink_1',
      'mux.src -> screen.sink',
    ]);
    for (const edge of edges) {
      const handles = (id: string) =>
        nodes.find((node) => node.id === id)?.handles?.map((handle) => handle.id);
      expect(handles(edge.source)).toContain(edge.sourceHandle);
      expect(handles(edge.target)).toContain(edge.targetHandle);
      expect(padsOfConnection(edge)).toEqual({
        from: edge.data?.link.from,
        to: edge.data?.link.to,
      });
    }
    expect(edges.at(-1)?.data?.memory).toBe('nvmm');
  });

  it('keeps the objects of what has not changed', () => {
    const adapter = new FlowAdapter();
    const before = adapter.nodes(document, catalogue, positions, NOTHING_SELECTED);
    const edgesBefore = adapter.edges(document, catalogue, NOTHING_SELECTED);
    const next = edited({ kind: 'set-property', element: 'mux', property: 'width', value: 640 });
    const after = adapter.nodes(next, catalogue, positions, selectionOf(['left']));
    const changed = after.filter((node, index) => node !== before[index]).map((node) => node.id);
    expect(changed).toEqual(['left', 'mux']);
    expect(adapter.edges(next, catalogue, NOTHING_SELECTED)).toEqual(edgesBefore);
    expect(adapter.edges(next, catalogue, NOTHING_SELECTED)[0]).toBe(edgesBefore[0]);
  });

  it('shows elements and pads that nobody knows', () => {
    const next = edited({
      kind: 'add-element',
      name: 'odd',
      element: { factory: 'nosuchelement', properties: {}, pads: {} },
    });
    const nodes = new FlowAdapter().nodes(
      {
        ...next,
        links: [{ from: { element: 'mux', pad: 'src' }, to: { element: 'odd', pad: 'in' } }],
      },
      catalogue,
      positions,
      NOTHING_SELECTED,
    );
    const odd = nodes.find((node) => node.id === 'odd');
    expect(odd?.data.factory).toBeUndefined();
    expect(odd?.data.pads.sinks).toMatchObject([{ name: 'in', template: undefined }]);
  });
});
