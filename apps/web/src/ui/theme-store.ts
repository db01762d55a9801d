import { createStore } from 'zustand/vanilla';
import { readSetting, writeSetting } from './settings.ts';

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

/** Follows the system's preference for as long as nobody has chosen. */
export function followSystemTheme(): void {
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', (event) => {
    if (readSetting('theme') === undefined) {
      const theme = event.matches ? 'light' : 'dark';
      document.documentElement.dataset.theme = theme;
      themeStore.setState({ theme });
    }
  });
}
