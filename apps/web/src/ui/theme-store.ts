import { createStore } from 'zustand/vanilla';
import { writeSetting } from './settings.ts';

export type Theme = 'dark' | 'light';

export interface ThemeState {
  readonly theme: Theme;
  readonly toggle: () => void;
}

/** The theme; `index.html` has set the first one before the page was painted. */
export const themeStore = createStore<ThemeState>()((set, get) => ({
  theme: globalThis.document?.documentElement.dataset.theme === 'light' ? 'light' : 'dark',
  toggle: () => {
    const theme = get().theme === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    writeSetting('theme', theme);
    set({ theme });
  },
}));
