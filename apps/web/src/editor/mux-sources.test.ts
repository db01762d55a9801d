import { applyEdit, type PipelineDocument } from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { likeSource, muxerOfSource, muxSources, withoutSource } from './mux-sources.ts';
import { documentOf, TWO_SOURCES } from './testing-documents.ts';

const two = documentOf(TWO_SOURCES);

/** A chain of two elements into the muxer, with caps on its last link. */
const chained = documentOf(
  TWO_SOURCES.replace('elements:', 'elements:\n  convert: { factory: nvvideoconvert }').replace(
    '  - left.vsrc_%u -> mux.sink_0',
    '  - left.vsrc_%u -> convert.sink\n  - { from: convert.src, to: mux.sink_0, caps: "video/x-raw(memory:NVMM)" }',
  ),
);

function changed(document: PipelineDocument, edit: Parameters<typeof applyEdit>[1]) {
  const result = applyEdit(document, edit);
  if (!result.ok) {
    throw result.error;
  }
  return result.document;
}

describe('the sources of a muxer', () => {
  it('are found with their chains and addresses', () => {
    expect(muxSources(chained, 'mux')).toMatchObject([
      { root: 'left', chain: ['left', 'convert'], address: { property: 'uri' } },
      { root: 'right', chain: ['right'], address: { value: '../media/right.mp4' } },
    ]);
    expect(muxerOfSource(chained, 'left')?.muxer).toBe('mux');
    expect(muxerOfSource(chained, 'convert')).toBeUndefined();
    expect(muxerOfSource(chained, 'mux')).toBeUndefined();
  });

  it('get another one like them, with its own address, at the next pad', () => {
    const [left] = muxSources(chained, 'mux');
    if (left === undefined) {
      throw new Error('The document has a source.');
    }
    const { edit, root } = likeSource(chained, left, 'rtsp://camera/3');
    const document = changed(chained, edit);
    expect(document.elements[root]).toMatchObject({
      factory: 'nvurisrcbin',
      properties: { uri: 'rtsp://camera/3' },
    });
    const added = muxSources(document, 'mux').at(-1);
    expect(added).toMatchObject({ root, link: { to: { pad: 'sink_2' } } });
    expect(added?.link.caps).toBe('video/x-raw(memory:NVMM)');
    expect(added?.chain).toHaveLength(2);
  });

  it('go with their whole chain', () => {
    const [left] = muxSources(chained, 'mux');
    const document = left === undefined ? chained : changed(chained, withoutSource(left));
    expect(Object.keys(document.elements)).toEqual(['right', 'mux', 'screen']);
    expect(muxSources(document, 'mux').map(({ root }) => root)).toEqual(['right']);
  });

  it('are not those that share a part with others', () => {
    const shared = documentOf(
      TWO_SOURCES.replace('elements:', 'elements:\n  split: { factory: tee }')
        .replace('  - left.vsrc_%u -> mux.sink_0', '  - left.vsrc_%u -> split.sink')
        .replace(
          '  - right.vsrc',
          '  - split.src_0 -> mux.sink_0\n  - split.src_1 -> mux.sink_2\n  - right.vsrc',
        ),
    );
    expect(muxSources(shared, 'mux').map(({ root }) => root)).toEqual(['right']);
    expect(muxSources(two, 'screen')).toHaveLength(0);
  });
});
