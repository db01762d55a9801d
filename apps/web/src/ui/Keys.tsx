import type { ReactNode } from 'react';

const IS_MAC = /mac/i.test(globalThis.navigator?.platform ?? '');

const ARROWS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

const MAC_SYMBOLS: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥' };

/** `Ctrl+Shift+E` as its keys; the plus sign is a key of its own. */
function keysOf(shortcut: string): readonly string[] {
  return shortcut === '+' ? ['+'] : shortcut.split('+').map((key) => ARROWS[key] ?? key);
}

/** A key combination such as `Ctrl+Shift+E`, drawn as keys. */
export function Keys({ shortcut }: { readonly shortcut: string }): ReactNode {
  return (
    <span className="inline-flex shrink-0 items-center gap-0.5">
      {keysOf(shortcut).map((key) => (
        <kbd
          key={key}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded border border-line-strong bg-raised px-1 font-sans text-2xs text-muted"
        >
          {(IS_MAC ? MAC_SYMBOLS[key] : undefined) ?? key}
        </kbd>
      ))}
    </span>
  );
}
