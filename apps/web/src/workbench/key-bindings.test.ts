import { expect, it } from 'vitest';
import { combinationOf } from './key-bindings.ts';

const press = (
  key: string,
  modifiers: Partial<Record<'ctrl' | 'meta' | 'alt' | 'shift', true>> = {},
) => ({
  key,
  ctrlKey: modifiers.ctrl === true,
  metaKey: modifiers.meta === true,
  altKey: modifiers.alt === true,
  shiftKey: modifiers.shift === true,
});

it.each([
  [press('s', { ctrl: true }), 'KeyS', 'Ctrl+S'],
  [press('s', { meta: true }), 'KeyS', 'Ctrl+S'],
  [press('Z', { ctrl: true, shift: true }), 'KeyZ', 'Ctrl+Shift+Z'],
  [press('?', { shift: true }), 'Slash', '?'],
  [press('+', { shift: true }), 'Equal', '+'],
  [press('F', { shift: true }), 'KeyF', 'Shift+F'],
  [press('¡', { alt: true }), 'Digit1', 'Alt+1'],
  [press('ArrowLeft', { alt: true, shift: true }), 'ArrowLeft', 'Alt+Shift+ArrowLeft'],
  [press('Delete'), 'Delete', 'Delete'],
])('%o is %s %s', (event, code, combination) => {
  expect(combinationOf(event, code)).toBe(combination);
});
