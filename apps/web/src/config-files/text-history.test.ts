import { expect, it } from 'vitest';
import { pushText, redoText, textHistory, undoText } from './text-history.ts';

const typed = (atMillis: number) => ({ label: 'Type', coalesceKey: 'type', atMillis });

it('undoes a burst of typing at once, and brings it back', () => {
  let history = textHistory('');
  history = pushText(history, 'a', typed(0));
  history = pushText(history, 'ab', typed(500));
  history = pushText(history, 'abc', typed(3000));
  expect(history.undoStack).toHaveLength(2);
  history = undoText(history);
  expect(history.text).toBe('ab');
  history = undoText(history);
  expect(history.text).toBe('');
  expect(undoText(history)).toBe(history);
  history = redoText(redoText(history));
  expect(history.text).toBe('abc');
  expect(redoText(history)).toBe(history);
});

it('keeps steps of other kinds apart, and forgets what was undone', () => {
  let history = textHistory('');
  history = pushText(history, 'a', typed(0));
  history = pushText(history, 'b', { label: 'Format', atMillis: 1 });
  history = undoText(history);
  expect(history.text).toBe('a');
  history = pushText(history, 'c', typed(2));
  expect(history.redoStack).toEqual([]);
  expect(pushText(history, 'c', typed(3))).toBe(history);
});
