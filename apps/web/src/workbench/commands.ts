import { openDocs } from '../editor/docs/open-docs.ts';
import { onlyElement } from '../editor/selection.ts';
import { startLinkFrom } from '../editor/start-link.ts';
import { pasteText } from '../exchange/offer-import.ts';
import { notify } from '../ui/toast-store.ts';
import type { CommandSpec } from './command-spec.ts';
import { CONFIG_COMMANDS } from './config-commands.ts';
import { focusElementName, focusPaletteSearch } from './focus-targets.ts';
import { PANEL_COMMANDS } from './panel-commands.ts';
import { RUN_COMMANDS } from './run-commands.ts';
import type { Workbench } from './workbench.ts';

const hasSelection = ({ editor }: Workbench): boolean => {
  const { selection } = editor.getState();
  return selection.elements.size > 0 || selection.links.size > 0;
};
const hasElements = ({ editor }: Workbench): boolean =>
  editor.getState().selection.elements.size > 0;
const hasSeveral = ({ editor }: Workbench): boolean =>
  editor.getState().selection.elements.size > 1;
const isSaved = ({ editor }: Workbench): boolean => editor.getState().path !== undefined;

async function copySelection({ edits }: Workbench): Promise<boolean> {
  const text = edits.copyText();
  if (text === undefined) {
    return false;
  }
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    notify('error', 'The browser does not allow copying here. Use Ctrl+C on the canvas.');
    return false;
  }
}

/** The file on the disk that is shown: save, undo and redo are about it. */
const shownDiskFile = ({ configFiles }: Workbench) => configFiles.shownDiskFile();

/** Labels of what can be undone and redone where the user is. */
function shownHistory(workbench: Workbench): {
  readonly undoStack: readonly { readonly label: string }[];
  readonly redoStack: readonly { readonly label: string }[];
} {
  const file = shownDiskFile(workbench);
  const disk = file && workbench.configFiles.store.getState().disk[file.path];
  return disk?.state === 'ready' ? disk.history : workbench.editor.getState().history;
}

/** Everything that can be done by name, key or palette. */
export const COMMANDS = {
  'file.new': {
    title: 'New pipeline…',
    group: 'File',
    keys: ['Alt+N'],
    worksInFields: true,
    run: ({ ui }) => ui.getState().openDialog({ kind: 'new' }),
  },
  'file.open': {
    title: 'Open…',
    group: 'File',
    keys: ['Ctrl+O'],
    worksInFields: true,
    run: ({ ui }) => ui.getState().openDialog({ kind: 'open' }),
  },
  'file.save': {
    title: 'Save',
    group: 'File',
    keys: ['Ctrl+S'],
    worksInFields: true,
    currentTitle: (workbench) => {
      const file = shownDiskFile(workbench);
      return file === undefined ? 'Save' : `Save ${file.path}`;
    },
    run: (workbench) => {
      const file = shownDiskFile(workbench);
      return file === undefined ? workbench.documents.save() : workbench.configFiles.save(file);
    },
  },
  'file.save-as': {
    title: 'Save as…',
    group: 'File',
    keys: ['Ctrl+Shift+S'],
    worksInFields: true,
    run: ({ documents }) => documents.saveAs(),
  },
  'file.rename': {
    title: 'Rename pipeline…',
    group: 'File',
    run: ({ documents }) => documents.rename(),
  },
  'file.delete': {
    title: 'Delete pipeline…',
    group: 'File',
    isEnabled: isSaved,
    run: ({ documents }) => documents.remove(),
  },
  'file.import': {
    title: 'Import…',
    group: 'File',
    keys: ['Alt+I'],
    worksInFields: true,
    run: ({ ui }) => ui.getState().openDialog({ kind: 'import' }),
  },
  'file.export': {
    title: 'Export…',
    group: 'File',
    keys: ['Ctrl+E'],
    worksInFields: true,
    run: ({ ui }) => ui.getState().openDialog({ kind: 'export' }),
  },
  'edit.undo': {
    title: 'Undo',
    group: 'Edit',
    keys: ['Ctrl+Z'],
    isEnabled: (workbench) => shownHistory(workbench).undoStack.length > 0,
    currentTitle: (workbench) => {
      const label = shownHistory(workbench).undoStack.at(-1)?.label;
      return label === undefined ? 'Undo' : `Undo: ${label}`;
    },
    run: (workbench) =>
      (shownDiskFile(workbench) ? workbench.configFiles : workbench.editor.getState()).undo(),
  },
  'edit.redo': {
    title: 'Redo',
    group: 'Edit',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    isEnabled: (workbench) => shownHistory(workbench).redoStack.length > 0,
    currentTitle: (workbench) => {
      const label = shownHistory(workbench).redoStack.at(-1)?.label;
      return label === undefined ? 'Redo' : `Redo: ${label}`;
    },
    run: (workbench) =>
      (shownDiskFile(workbench) ? workbench.configFiles : workbench.editor.getState()).redo(),
  },
  'edit.add': {
    title: 'Add an element…',
    group: 'Edit',
    keys: ['A'],
    run: ({ ui, canvas }) => {
      const centre = canvas.current?.centre();
      if (centre === undefined) {
        focusPaletteSearch(ui);
      } else {
        const screen = canvas.current?.toScreen(centre) ?? { x: 0, y: 0 };
        ui.getState().openAddMenu({ screen, canvas: { x: centre.x, y: centre.y + 60 } });
      }
    },
  },
  'link.start': {
    title: 'Link from the selected element…',
    group: 'Edit',
    keys: ['L'],
    isEnabled: ({ editor }) => onlyElement(editor.getState().selection) !== undefined,
    run: startLinkFrom,
  },
  'edit.rename': {
    title: 'Rename the element',
    group: 'Edit',
    keys: ['F2'],
    isEnabled: ({ editor }) => onlyElement(editor.getState().selection) !== undefined,
    run: ({ ui }) => focusElementName(ui),
  },
  'edit.cut': {
    title: 'Cut',
    group: 'Edit',
    isEnabled: hasElements,
    run: async (workbench) => {
      if (await copySelection(workbench)) {
        workbench.edits.deleteSelection();
      }
    },
  },
  'edit.copy': {
    title: 'Copy as YAML',
    group: 'Edit',
    isEnabled: hasElements,
    run: copySelection,
  },
  'edit.paste': {
    title: 'Paste',
    group: 'Edit',
    run: async (workbench) => {
      try {
        await pasteText(workbench, await navigator.clipboard.readText());
      } catch {
        notify(
          'error',
          'The browser does not allow reading the clipboard. Use Ctrl+V on the canvas.',
        );
      }
    },
  },
  'edit.duplicate': {
    title: 'Duplicate',
    group: 'Edit',
    keys: ['Ctrl+D'],
    isEnabled: hasElements,
    run: ({ edits }) => edits.duplicate(),
  },
  'edit.delete': {
    title: 'Delete',
    group: 'Edit',
    keys: ['Delete', 'Backspace'],
    isEnabled: hasSelection,
    run: ({ edits }) => edits.deleteSelection(),
  },
  'edit.select-all': {
    title: 'Select all',
    group: 'Edit',
    keys: ['Ctrl+A'],
    run: ({ edits }) => edits.selectAll(),
  },
  'layout.arrange': {
    title: 'Arrange automatically',
    group: 'Arrange',
    keys: ['Ctrl+Shift+L'],
    run: ({ edits }) => edits.autoLayout(),
  },
  'layout.left': {
    title: 'Align left edges',
    group: 'Arrange',
    keys: ['Alt+Shift+ArrowLeft'],
    isEnabled: hasSeveral,
    run: ({ edits }) => edits.align('left'),
  },
  'layout.right': {
    title: 'Align right edges',
    group: 'Arrange',
    keys: ['Alt+Shift+ArrowRight'],
    isEnabled: hasSeveral,
    run: ({ edits }) => edits.align('right'),
  },
  'layout.top': {
    title: 'Align tops',
    group: 'Arrange',
    keys: ['Alt+Shift+ArrowUp'],
    isEnabled: hasSeveral,
    run: ({ edits }) => edits.align('top'),
  },
  'layout.bottom': {
    title: 'Align bottoms',
    group: 'Arrange',
    keys: ['Alt+Shift+ArrowDown'],
    isEnabled: hasSeveral,
    run: ({ edits }) => edits.align('bottom'),
  },
  'layout.spread-horizontally': {
    title: 'Equal gaps, left to right',
    group: 'Arrange',
    isEnabled: hasSeveral,
    run: ({ edits }) => edits.align('distribute-horizontally'),
  },
  'layout.spread-vertically': {
    title: 'Equal gaps, top to bottom',
    group: 'Arrange',
    isEnabled: hasSeveral,
    run: ({ edits }) => edits.align('distribute-vertically'),
  },
  'view.fit': {
    title: 'Zoom to fit',
    group: 'View',
    keys: ['F'],
    run: ({ canvas }) => canvas.current?.fitView(),
  },
  'view.fit-selection': {
    title: 'Zoom to the selection',
    group: 'View',
    keys: ['Shift+F'],
    isEnabled: hasElements,
    run: ({ canvas, editor }) => canvas.current?.fitView([...editor.getState().selection.elements]),
  },
  'view.zoom-in': {
    title: 'Zoom in',
    group: 'View',
    keys: ['+', '='],
    run: ({ canvas }) => canvas.current?.zoomIn(),
  },
  'view.zoom-out': {
    title: 'Zoom out',
    group: 'View',
    keys: ['-'],
    run: ({ canvas }) => canvas.current?.zoomOut(),
  },
  'view.zoom-reset': {
    title: 'Zoom to 100 %',
    group: 'View',
    keys: ['0'],
    run: ({ canvas }) => canvas.current?.resetZoom(),
  },
  'view.canvas': {
    title: 'Canvas',
    group: 'View',
    keys: ['Alt+1'],
    worksInFields: true,
    run: ({ ui }) => ui.getState().setView('canvas'),
  },
  'view.split': {
    title: 'Canvas and YAML',
    group: 'View',
    keys: ['Alt+2'],
    worksInFields: true,
    run: ({ ui }) => ui.getState().setView('split'),
  },
  'view.yaml': {
    title: 'YAML',
    group: 'View',
    keys: ['Alt+3'],
    worksInFields: true,
    run: ({ ui }) => ui.getState().setView('yaml'),
  },
  'view.file': {
    title: 'Config file',
    group: 'View',
    keys: ['Alt+4'],
    worksInFields: true,
    isEnabled: ({ configFiles }) => configFiles.store.getState().active !== undefined,
    run: ({ ui }) => ui.getState().setView('file'),
  },
  ...CONFIG_COMMANDS,
  ...PANEL_COMMANDS,
  ...RUN_COMMANDS,
  'help.docs': {
    title: 'Documentation',
    group: 'Help',
    keys: ['F1'],
    worksInFields: true,
    run: openDocs,
  },
  'help.commands': {
    title: 'Command palette',
    group: 'Help',
    keys: ['Ctrl+K'],
    worksInFields: true,
    run: ({ ui }) => ui.getState().openDialog({ kind: 'commands' }),
  },
  'help.shortcuts': {
    title: 'Keyboard shortcuts',
    group: 'Help',
    keys: ['?'],
    run: ({ ui }) => ui.getState().openDialog({ kind: 'shortcuts' }),
  },
} as const satisfies Record<string, CommandSpec>;

export type CommandId = keyof typeof COMMANDS;

/** All commands with their ids, in the order above. */
export const COMMAND_LIST: readonly (readonly [CommandId, CommandSpec])[] = Object.entries(
  COMMANDS,
) as [CommandId, CommandSpec][];

/** A command by id. */
export function commandSpec(id: CommandId): CommandSpec {
  return COMMANDS[id];
}

/** Whether a command can be run now. */
export function isCommandEnabled(workbench: Workbench, id: CommandId): boolean {
  const { isEnabled, whyNot } = commandSpec(id);
  return isEnabled?.(workbench) !== false && whyNot?.(workbench) === undefined;
}

/** Runs a command if it can be run now; true when it was. */
export function runCommand(workbench: Workbench, id: CommandId): boolean {
  if (!isCommandEnabled(workbench, id)) {
    return false;
  }
  void commandSpec(id).run(workbench);
  return true;
}
