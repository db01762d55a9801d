/** The commands about what is shown around and on the canvas: panels, overlays, the theme. */
import { themeStore } from '../ui/theme-store.ts';
import type { CommandSpec } from './command-spec.ts';
import { focusPaletteSearch } from './focus-targets.ts';

export const PANEL_COMMANDS = {
  'view.palette': {
    title: 'Show or hide the palette',
    group: 'View',
    keys: ['Ctrl+B'],
    run: ({ ui }) => ui.getState().toggle('isPaletteOpen'),
  },
  'view.inspector': {
    title: 'Show or hide the inspector',
    group: 'View',
    keys: ['Ctrl+I'],
    run: ({ ui }) => ui.getState().toggle('isInspectorOpen'),
  },
  'view.bottom': {
    title: 'Show or hide the lower panel',
    group: 'View',
    keys: ['Ctrl+J'],
    run: ({ ui }) => ui.getState().toggle('isBottomOpen'),
  },
  'view.relations': {
    title: 'Show or hide whose objects models work on',
    group: 'View',
    keys: ['G'],
    currentTitle: ({ ui }) =>
      ui.getState().areRelationsShown
        ? 'Hide whose objects models work on'
        : 'Show whose objects models work on',
    run: ({ ui }) => ui.getState().toggle('areRelationsShown'),
  },
  'view.heat': {
    title: 'Show or hide the heat map of the run',
    group: 'View',
    keys: ['H'],
    currentTitle: ({ ui }) =>
      ui.getState().isHeatShown ? 'Hide the heat map of the run' : 'Heat map: where the time goes',
    run: ({ ui }) => ui.getState().toggle('isHeatShown'),
  },
  'view.search-palette': {
    title: 'Search the palette',
    group: 'View',
    keys: ['/'],
    run: ({ ui }) => focusPaletteSearch(ui),
  },
  'view.problems': {
    title: 'Problems',
    group: 'View',
    keys: ['Ctrl+Shift+M'],
    worksInFields: true,
    run: ({ ui }) => ui.getState().showBottom('problems'),
  },
  'view.advice': {
    title: 'Advice',
    group: 'View',
    run: ({ ui }) => ui.getState().showBottom('advice'),
  },
  'view.metrics': {
    title: 'Metrics',
    group: 'View',
    keys: ['Alt+M'],
    worksInFields: true,
    run: ({ ui }) => ui.getState().showBottom('metrics'),
  },
  'view.logs': {
    title: 'Logs',
    group: 'View',
    keys: ['Ctrl+Shift+U'],
    worksInFields: true,
    run: ({ ui }) => ui.getState().showBottom('logs'),
  },
  'view.theme': {
    title: 'Switch theme between dark and light',
    group: 'View',
    run: () => themeStore.getState().toggle(),
  },
} as const satisfies Record<string, CommandSpec>;
