import { describe, expect, it } from 'vitest';
import { createEditorStore, isDirty } from './editor-store.ts';
import { HISTORY_DEPTH } from './history.ts';
import { selectionOf } from './selection.ts';
import { documentOf, TWO_SOURCES } from './testing-documents.ts';

function loadedStore() {
  let now = 0;
  const store = createEditorStore(() => now);
  store.getState().load({
    text: TWO_SOURCES,
    positions: {},
    path: 'pipelines/two.pipeline.yaml',
    revision: 'r1',
  });
  return {
    store,
    state: () => store.getState(),
    wait: (millis: number) => {
      now += millis;
    },
  };
}

const setBatchSize = (value: number | string) =>
  ({ kind: 'set-property', element: 'mux', property: 'batch-size', value }) as const;

describe('edits', () => {
  it('are undone and done again, with the text and its comments', () => {
    const { state } = loadedStore();
    const before = state().document;
    expect(state().dispatch({ kind: 'remove-element', name: 'left' }).ok).toBe(true);
    expect(Object.keys(state().document.elements)).not.toContain('left');
    expect(state().currentText()).not.toContain('by the door');

    state().undo();
    expect(state().document).toEqual(before);
    expect(state().currentText()).toBe(TWO_SOURCES);

    state().redo();
    expect(state().document.elements.left).toBeUndefined();
    expect(state().document.links).toHaveLength(2);
  });

  it('keep the comments of what they do not touch', () => {
    const { state } = loadedStore();
    state().dispatch(setBatchSize(4));
    const text = state().currentText();
    expect(text).toContain('# Two cameras.');
    expect(text).toContain('# by the door');
    expect(documentOf(text)).toEqual(state().document);
  });

  it('that the graph refuses change nothing and say why', () => {
    const { state } = loadedStore();
    const before = state().document;
    const outcome = state().dispatch({ kind: 'rename-element', name: 'left', newName: 'right' });
    expect(outcome).toMatchObject({ ok: false, message: expect.stringContaining('right') });
    expect(state().document).toBe(before);
    expect(state().history.undoStack).toHaveLength(0);
  });

  it('of the same field in a row are one step, of a pause two', () => {
    const { state, wait } = loadedStore();
    for (const value of [1, 12, 120]) {
      wait(100);
      state().dispatch(setBatchSize(value), { coalesceKey: 'batch-size' });
    }
    wait(5000);
    state().dispatch(setBatchSize(8), { coalesceKey: 'batch-size' });
    expect(state().history.undoStack).toHaveLength(2);
    state().undo();
    expect(state().document.elements.mux?.properties['batch-size']).toBe(120);
    state().undo();
    expect(state().document.elements.mux?.properties['batch-size']).toBe(2);
    state().redo();
    expect(state().document.elements.mux?.properties['batch-size']).toBe(120);
  });

  it('can be undone to the depth that is promised', () => {
    const { state } = loadedStore();
    for (let value = 0; value < HISTORY_DEPTH + 20; value++) {
      state().dispatch(setBatchSize(value));
    }
    for (let step = 0; step < HISTORY_DEPTH + 20; step++) {
      state().undo();
    }
    expect(state().document.elements.mux?.properties['batch-size']).toBe(19);
  });

  it('take the selection along when an element is renamed, and drop it when it goes', () => {
    const { state } = loadedStore();
    const box = state().positions.left;
    state().select(selectionOf(['left']));
    state().dispatch({ kind: 'rename-element', name: 'left', newName: 'door' });
    expect([...state().selection.elements]).toEqual(['door']);
    expect(state().positions.door).toEqual(box);
    state().dispatch({ kind: 'remove-element', name: 'door' });
    expect(state().selection.elements.size).toBe(0);
    state().undo();
    state().undo();
    expect(state().positions.left).toEqual(box);
  });
});

describe('dirty', () => {
  it('comes with a change and goes with undo and save', () => {
    const { state } = loadedStore();
    expect(isDirty(state())).toBe(false);
    state().dispatch(setBatchSize(4));
    expect(isDirty(state())).toBe(true);
    state().undo();
    expect(isDirty(state())).toBe(false);
    state().redo();
    state().markSaved({
      path: 'pipelines/two.pipeline.yaml',
      revision: 'r2',
      version: state().version,
      text: state().currentText(),
    });
    expect(isDirty(state())).toBe(false);
    state().undo();
    expect(isDirty(state())).toBe(true);
  });

  it('does not merge an edit into the step that was saved', () => {
    const { state } = loadedStore();
    state().dispatch(setBatchSize(3), { coalesceKey: 'batch-size' });
    const saved = state().version;
    state().markSaved({ path: 'p', revision: 'r2', version: saved, text: '' });
    state().dispatch(setBatchSize(4), { coalesceKey: 'batch-size' });
    state().undo();
    expect(state().document.elements.mux?.properties['batch-size']).toBe(3);
    expect(isDirty(state())).toBe(false);
  });

  it('is not caused by moving boxes', () => {
    const { state } = loadedStore();
    const from = state().positions;
    state().dragTo({ mux: { x: 900, y: 5 } });
    state().move({ mux: { x: 901, y: 6 } }, { from });
    expect(isDirty(state())).toBe(false);
    expect(state().history.undoStack).toHaveLength(1);
    state().undo();
    expect(state().positions.mux).toEqual(from.mux);
  });
});

describe('typed YAML', () => {
  it('becomes the document as one step, and undo brings back the text', () => {
    const { state, wait } = loadedStore();
    const typed = TWO_SOURCES.replace('batch-size: 2', 'batch-size: 7');
    state().setText(TWO_SOURCES.replace('batch-size: 2', 'batch-size: 27'));
    wait(200);
    state().setText(typed);
    expect(state().document.elements.mux?.properties['batch-size']).toBe(7);
    expect(state().currentText()).toBe(typed);
    expect(state().history.undoStack).toHaveLength(1);
    state().undo();
    expect(state().currentText()).toBe(TWO_SOURCES);
    expect(state().document.elements.mux?.properties['batch-size']).toBe(2);
  });

  it('that is no document is kept, with its errors, and the last good document stays', () => {
    const { state } = loadedStore();
    const good = state().document;
    const broken = `${TWO_SOURCES}links: [`;
    state().setText(broken);
    expect(state().draft?.errors.length).toBeGreaterThan(0);
    expect(state().document).toBe(good);
    expect(state().currentText()).toBe(broken);
    expect(isDirty(state())).toBe(true);
    expect(state().dispatch(setBatchSize(9))).toMatchObject({ ok: false });

    state().discardDraft();
    expect(state().currentText()).toBe(TWO_SOURCES);
    expect(isDirty(state())).toBe(false);
  });

  it('keeps the box of an element that only got another name', () => {
    const { state } = loadedStore();
    const box = state().positions.screen;
    state().setText(TWO_SOURCES.replaceAll('screen', 'window'));
    expect(state().positions.window).toEqual(box);
  });
});

describe('loading', () => {
  it('places every element, sources left of what they feed', () => {
    const { state } = loadedStore();
    const { left, mux, screen } = state().positions;
    expect(left?.x).toBeLessThan(mux?.x ?? 0);
    expect(mux?.x).toBeLessThan(screen?.x ?? 0);
  });

  it('shows an unreadable file as it is, and it is dirty only once it is touched', () => {
    const store = createEditorStore();
    store
      .getState()
      .load({ text: 'name: [', positions: {}, path: 'a.pipeline.yaml', revision: 'r' });
    expect(store.getState().draft?.text).toBe('name: [');
    expect(isDirty(store.getState())).toBe(false);
    store.getState().setText('name: [x');
    expect(isDirty(store.getState())).toBe(true);
  });
});
