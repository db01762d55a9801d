import { expect, it } from 'vitest';
import {
  createConfigFilesStore,
  isFileDirty,
  readyFile,
  withDisk,
  withoutTab,
} from './config-file-store.ts';
import { pushText, undoText } from './text-history.ts';

const a = { kind: 'owned', name: 'a.txt' } as const;
const b = { kind: 'disk', path: 'models/b.txt' } as const;
const c = { kind: 'owned', name: 'c.txt' } as const;

it('shows the neighbour when a tab is closed, and stays where it is when another one is', () => {
  const store = createConfigFilesStore(undefined);
  store.setState({ tabs: [a, b, c], active: b });
  expect(withoutTab(store.getState(), 'disk models/b.txt')).toEqual({ tabs: [a, c], active: c });
  expect(withoutTab(store.getState(), 'owned a.txt')).toEqual({ tabs: [b, c], active: b });
  store.setState({ tabs: [c], active: c });
  expect(withoutTab(store.getState(), 'owned c.txt')).toEqual({ tabs: [], active: undefined });
});

it('knows what a save would write', () => {
  const file = readyFile({ text: 'x', revision: 'r', isWritable: true });
  expect(isFileDirty(file)).toBe(false);
  if (file.state !== 'ready') {
    throw new Error('It was just read.');
  }
  const history = pushText(file.history, 'y', { label: 'Type', atMillis: 0 });
  expect(isFileDirty({ ...file, history })).toBe(true);
  expect(isFileDirty({ ...file, history, isWritable: false })).toBe(false);
  expect(isFileDirty({ ...file, history: undoText(history) })).toBe(false);
  expect(isFileDirty({ state: 'loading' })).toBe(false);
});

it('keeps and forgets files by their path', () => {
  const store = createConfigFilesStore('both');
  store.setState((state) => withDisk(state, b.path, { state: 'loading' }));
  expect(store.getState().disk).toEqual({ [b.path]: { state: 'loading' } });
  store.setState((state) => withDisk(state, b.path, undefined));
  expect(store.getState().disk).toEqual({});
  expect(store.getState().layout).toBe('both');
});
