import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { connectionStore } from '../../api/connection-store.ts';

/** Shown for as long as the server does not answer. */
export function ConnectionBanner(): ReactNode {
  const state = useStore(connectionStore, (store) => store.state);
  if (state !== 'lost') {
    return null;
  }
  return (
    <div
      role="alert"
      data-testid="connection-banner"
      className="flex items-center justify-center gap-2 border-b border-warning bg-warning-soft px-3 py-1.5 text-xs text-warning"
    >
      <LoaderCircle size={14} className="animate-spin" aria-hidden />
      The server does not answer. Reconnecting… You can go on editing; saving and running have to
      wait.
    </div>
  );
}
