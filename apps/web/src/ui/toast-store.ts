import { createStore } from 'zustand/vanilla';

export type ToastTone = 'info' | 'success' | 'error';

export interface Toast {
  readonly id: number;
  readonly tone: ToastTone;
  readonly text: string;
}

export interface ToastState {
  readonly toasts: readonly Toast[];
  readonly show: (tone: ToastTone, text: string) => void;
  readonly dismiss: (id: number) => void;
}

const SHOWN_MILLIS: Record<ToastTone, number> = { info: 4000, success: 3000, error: 9000 };
const MOST_SHOWN = 4;

let nextId = 1;

/** Short notices at the lower edge; equal ones are not stacked. */
export const toastStore = createStore<ToastState>()((set, get) => ({
  toasts: [],
  show: (tone, text) => {
    if (get().toasts.some((toast) => toast.text === text)) {
      return;
    }
    const id = nextId++;
    set((state) => ({ toasts: [...state.toasts, { id, tone, text }].slice(-MOST_SHOWN) }));
    setTimeout(() => get().dismiss(id), SHOWN_MILLIS[tone]);
  },
  dismiss: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
}));

/** Shows a notice. */
export function notify(tone: ToastTone, text: string): void {
  toastStore.getState().show(tone, text);
}
