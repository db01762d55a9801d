/** The commands about the config files of elements: open, edit, convert, move. */
import { fileKey } from '../config-files/config-file-ref.ts';
import type { CommandSpec } from './command-spec.ts';
import type { Workbench } from './workbench.ts';

/** The config file that is shown. */
const shownFile = ({ configFiles, ui }: Workbench) =>
  ui.getState().view === 'file' ? configFiles.store.getState().active : undefined;

/** Whether the shown config file can be edited. */
function isChangeable(workbench: Workbench): boolean {
  const file = shownFile(workbench);
  return file !== undefined && workbench.configFiles.isChangeable(file);
}

export const CONFIG_COMMANDS = {
  'config.open': {
    title: 'Edit the config file of the selected element',
    group: 'File',
    keys: ['E'],
    isEnabled: ({ configFiles }) => configFiles.selected() !== undefined,
    currentTitle: ({ configFiles }) => {
      const selected = configFiles.selected();
      return selected?.value === ''
        ? `New config file for ${selected.element}`
        : 'Edit the config file of the selected element';
    },
    run: ({ configFiles }) => configFiles.openOfSelection(),
  },
  'config.close': {
    title: 'Close the config file',
    group: 'File',
    keys: ['Alt+W'],
    worksInFields: true,
    isEnabled: (workbench) => shownFile(workbench) !== undefined,
    run: (workbench) => {
      const file = shownFile(workbench);
      return file && workbench.configFiles.close(fileKey(file));
    },
  },
  'config.layout': {
    title: 'Config file as text, form or both',
    group: 'View',
    keys: ['Alt+5'],
    worksInFields: true,
    isEnabled: (workbench) => shownFile(workbench) !== undefined,
    run: ({ configFiles }) => configFiles.nextLayout(),
  },
  'config.format': {
    title: 'Format the config file',
    group: 'File',
    keys: ['Alt+Shift+F'],
    worksInFields: true,
    isEnabled: (workbench) => isChangeable(workbench),
    run: (workbench) => {
      const file = shownFile(workbench);
      return file && workbench.configFiles.format(file);
    },
  },
  'config.convert': {
    title: 'Convert the config file between INI and YAML…',
    group: 'File',
    isEnabled: (workbench) => {
      const file = shownFile(workbench);
      return file !== undefined && workbench.configFiles.isConvertible(file);
    },
    run: (workbench) => {
      const file = shownFile(workbench);
      return file && workbench.ui.getState().openDialog({ kind: 'convert-config', file });
    },
  },
  'config.take-in': {
    title: 'Take the config file into the pipeline',
    group: 'File',
    isEnabled: (workbench) => shownFile(workbench)?.kind === 'disk',
    run: (workbench) => {
      const file = shownFile(workbench);
      return file && workbench.configFiles.moves.takeIn(file);
    },
  },
  'config.write-out': {
    title: 'Write the config file to the disk…',
    group: 'File',
    isEnabled: (workbench) => shownFile(workbench)?.kind === 'owned',
    run: (workbench) => {
      const file = shownFile(workbench);
      return file && workbench.configFiles.moves.writeOut(file);
    },
  },
} as const satisfies Record<string, CommandSpec>;
