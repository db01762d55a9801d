import { pasteText } from '../exchange/offer-import.ts';
import { COMMAND_LIST, type CommandId, runCommand } from './commands.ts';
import type { Workbench } from './workbench.ts';

interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The combination that was pressed, as bindings write it: `Ctrl+Shift+E`. */
export function combinationOf(event: PressedKey, code = ''): string {
  const isModified = event.ctrlKey || event.metaKey || event.altKey;
  let key = event.key;
  // With Alt, keyboards give other characters: the key's place tells which it was.
  if (event.altKey && /^(Key|Digit)/.test(code)) {
    key = code.replace(/^(Key|Digit)/, '');
  }
  if (key.length === 1) {
    key = key.toUpperCase();
  }
  // `?` and `+` need Shift on many keyboards: for signs it says nothing of its own.
  const isShiftTold = event.shiftKey && (isModified || /^([A-Z]|[A-Z][a-z]+\w*)$/.test(key));
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    isShiftTold ? 'Shift' : '',
    key,
  ]
    .filter((part) => part !== '')
    .join('+');
}

const BINDINGS: ReadonlyMap<string, { readonly id: CommandId; readonly worksInFields: boolean }> =
  new Map(
    COMMAND_LIST.flatMap(([id, spec]) =>
      (spec.keys ?? []).map(
        (keys) => [keys, { id, worksInFields: spec.worksInFields === true }] as const,
      ),
    ),
  );

/** Runs commands by key and the clipboard's events; returns how to stop listening. */
export function bindKeys(workbench: Workbench): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || workbench.ui.getState().dialog !== undefined) {
      return;
    }
    const binding = BINDINGS.get(combinationOf(event, event.code));
    if (binding === undefined || (!binding.worksInFields && isTyping(event.target))) {
      return;
    }
    if (runCommand(workbench, binding.id) || binding.worksInFields) {
      event.preventDefault();
    }
  };
  const onCopy = (event: ClipboardEvent): void => {
    const text = isElsewhere(event) ? undefined : workbench.edits.copyText();
    if (text !== undefined) {
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    }
  };
  const onCut = (event: ClipboardEvent): void => {
    onCopy(event);
    if (event.defaultPrevented) {
      workbench.edits.deleteSelection();
    }
  };
  const onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!isElsewhere(event) && text.trim() !== '') {
      void pasteText(workbench, text);
      event.preventDefault();
    }
  };
  const isElsewhere = (event: Event): boolean =>
    isTyping(event.target) ||
    workbench.ui.getState().dialog !== undefined ||
    (globalThis.getSelection()?.toString() ?? '') !== '';
  document.addEventListener('keydown', onKeyDown);
  document.addEventListener('copy', onCopy);
  document.addEventListener('cut', onCut);
  document.addEventListener('paste', onPaste);
  return () => {
    document.removeEventListener('keydown', onKeyDown);
    document.removeEventListener('copy', onCopy);
    document.removeEventListener('cut', onCut);
    document.removeEventListener('paste', onPaste);
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable="true"], .monaco-editor, [role="menu"], [role="listbox"]',
    ) !== null
  );
}
