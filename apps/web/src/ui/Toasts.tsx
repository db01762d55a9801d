import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { toastStore } from './toast-store.ts';

const ICONS = {
  info: <Info size={15} className="mt-0.5 shrink-0 text-hint" aria-hidden />,
  success: <CircleCheck size={15} className="mt-0.5 shrink-0 text-accent" aria-hidden />,
  error: <CircleAlert size={15} className="mt-0.5 shrink-0 text-error" aria-hidden />,
};

/** Draws the notices. */
export function Toasts(): ReactNode {
  const toasts = useStore(toastStore, (state) => state.toasts);
  const dismiss = useStore(toastStore, (state) => state.dismiss);
  return (
    <section
      aria-label="Notices"
      aria-live="polite"
      className="pointer-events-none fixed top-22 left-1/2 z-70 flex w-110 max-w-[90vw] -translate-x-1/2 flex-col gap-2"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          role={toast.tone === 'error' ? 'alert' : 'status'}
          data-testid={`toast-${toast.tone}`}
          className="popup pointer-events-auto flex items-start gap-2 px-3 py-2 text-xs"
        >
          {ICONS[toast.tone]}
          <span className="min-w-0 flex-1 break-words whitespace-pre-wrap">{toast.text}</span>
          <button
            type="button"
            aria-label="Dismiss"
            className="rounded text-faint hover:text-ink"
            onClick={() => dismiss(toast.id)}
          >
            <X size={14} />
          </button>
        </div>
      ))}
    </section>
  );
}
