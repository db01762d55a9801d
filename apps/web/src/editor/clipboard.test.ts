import { applyEdit } from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { copyElements, pasteElements } from './clipboard.ts';
import { placeMissing } from './placement.ts';
import { documentOf, TWO_SOURCES } from './testing-documents.ts';

const document = documentOf(TWO_SOURCES);
const positions = placeMissing(document, {});

describe('copy and paste', () => {
  it('brings elements, the links among them and their places, with free names', () => {
    const text = copyElements(document, positions, new Set(['mux', 'screen']));
    const pasted = pasteElements(document, text, { x: 1000, y: 500 });
    if (!pasted.ok) {
      throw new Error(pasted.message);
    }
    const { edit, names, positions: placed } = pasted.paste;
    const result = applyEdit(document, edit);
    if (!result.ok) {
      throw new Error(result.error.message);
    }
    expect(names).toEqual(['nvstreammux0', 'nveglglessink0']);
    expect(result.document.elements.nvstreammux0?.properties['batch-size']).toBe(2);
    expect(result.document.links.at(-1)).toEqual({
      from: { element: 'nvstreammux0', pad: 'src' },
      to: { element: 'nveglglessink0', pad: 'sink' },
    });
    expect(result.document.links).toHaveLength(4);
    const [mux, screen] = [placed.nvstreammux0, placed.nveglglessink0];
    expect((screen?.x ?? 0) - (mux?.x ?? 0)).toBe(
      (positions.screen?.x ?? 0) - (positions.mux?.x ?? 0),
    );
    expect(mux?.x).toBe(1000);
  });

  it('keeps the names where they are free, also for YAML written by hand', () => {
    const pasted = pasteElements(
      document,
      'formatVersion: 1\nname: x\ntarget: {platform: dgpu, deepstream: "9.1", streammux: legacy}\nelements:\n  wait: {factory: queue}\nlinks: []\n',
      { x: 4, y: 8 },
    );
    expect(pasted).toMatchObject({ ok: true, paste: { names: ['wait'] } });
  });

  it('refuses other text', () => {
    expect(pasteElements(document, 'hello', { x: 0, y: 0 }).ok).toBe(false);
  });
});
