import type { ReactNode } from 'react';

const IS_MAC = /mac/i.test(globalThis.navigator?.platform ?? '');

const MAC_SYMBOLS: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥' };

/** A key combination such as `Ctrl+Shift+E`, drawn as keys. */
export function Keys({ shortcut }: { readonly shortcut: string }): ReactNode {
  return (
    <span className="inline-flex shrink-0 items-center gap-0.5">
      {shortcut.split('+').map((key) => (
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
