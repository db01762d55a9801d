import { isOnPlatform, shortLabel } from '@pipewright/catalogue';
import { Command } from 'cmdk';
import { Box, CornerDownLeft, FileCog, Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useMemo, useState } from 'react';
import { fileKey, filePath } from '../../config-files/config-file-ref.ts';
import { CategoryIcon } from '../../editor/CategoryIcon.tsx';
import { selectionOf } from '../../editor/selection.ts';
import { Keys } from '../../ui/Keys.tsx';
import { COMMAND_LIST, type CommandId, isCommandEnabled, runCommand } from '../commands.ts';
import { useCatalogue, useEditor, useWorkbench } from '../workbench-context.tsx';

const MOST_ELEMENTS = 8;

/** Every command, box and config file of the document, and elements to add, by name. */
export function CommandPalette(): ReactNode {
  const workbench = useWorkbench();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const boxes = useEditor((state) => state.document.elements);
  const catalogue = useCatalogue((state) => state.catalogue);
  const close = (): void => workbench.ui.getState().closeDialog();
  const commands = COMMAND_LIST.filter(
    ([id, spec]) =>
      id !== 'help.commands' &&
      isCommandEnabled(workbench, id) &&
      `${spec.group} ${spec.title}`.toLowerCase().includes(wanted),
  );
  const found =
    wanted === '' ? [] : Object.keys(boxes).filter((name) => name.toLowerCase().includes(wanted));
  const factories = useMemo(
    () =>
      wanted.length < 2
        ? []
        : catalogue
            .search(wanted)
            .filter((factory) => isOnPlatform(factory, catalogue.target.platform))
            .slice(0, MOST_ELEMENTS),
    [catalogue, wanted],
  );
  const files =
    wanted === ''
      ? []
      : workbench.configFiles
          .list()
          .filter(({ ref, readers }) =>
            `config file ${filePath(ref)} ${readers.join(' ')}`.toLowerCase().includes(wanted),
          );
  const runLater = (id: CommandId): void => {
    close();
    // After the dialog gave the focus back, so that a command can move it.
    setTimeout(() => runCommand(workbench, id), 0);
  };
  const goTo = (name: string): void => {
    close();
    workbench.editor.getState().select(selectionOf([name]));
    workbench.canvas.current?.reveal([name]);
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          aria-describedby={undefined}
          data-testid="command-palette"
          className="popup fixed top-[14vh] left-1/2 z-50 w-140 max-w-[92vw] -translate-x-1/2 overflow-hidden"
        >
          <Dialog.Title className="sr-only">Command palette</Dialog.Title>
          <Command shouldFilter={false} label="Commands">
            <div className="flex items-center gap-2 border-b border-line px-3">
              <Search size={15} className="text-faint" aria-hidden />
              <Command.Input
                autoFocus
                value={text}
                onValueChange={setText}
                placeholder="Commands, boxes, config files, elements…"
                className="h-10 w-full bg-transparent text-sm outline-none"
              />
            </div>
            <Command.List className="max-h-[52vh] overflow-auto p-1.5">
              <Command.Empty className="p-5 text-center text-xs text-muted">
                Nothing of this name.
              </Command.Empty>
              {commands.map(([id, spec]) => (
                <Command.Item
                  key={id}
                  value={id}
                  data-command={id}
                  onSelect={() => runLater(id)}
                  className="menu-item text-xs"
                >
                  <span className="w-16 shrink-0 text-2xs text-faint">{spec.group}</span>
                  <span className="min-w-0 flex-1 truncate">
                    {spec.currentTitle?.(workbench) ?? spec.title}
                  </span>
                  {spec.keys?.[0] !== undefined && <Keys shortcut={spec.keys[0]} />}
                </Command.Item>
              ))}
              {found.map((name) => (
                <Command.Item
                  key={`box ${name}`}
                  value={`box ${name}`}
                  onSelect={() => goTo(name)}
                  className="menu-item text-xs"
                >
                  <span className="w-16 shrink-0 text-2xs text-faint">Go to</span>
                  <Box size={14} className="text-muted" aria-hidden />
                  <span className="min-w-0 flex-1 truncate">{name}</span>
                  <CornerDownLeft size={13} className="text-faint" aria-hidden />
                </Command.Item>
              ))}
              {files.map(({ ref, readers }) => (
                <Command.Item
                  key={fileKey(ref)}
                  value={`file ${fileKey(ref)}`}
                  onSelect={() => {
                    close();
                    workbench.configFiles.open(ref);
                  }}
                  className="menu-item text-xs"
                >
                  <span className="w-16 shrink-0 text-2xs text-faint">Edit</span>
                  <FileCog size={14} className="text-muted" aria-hidden />
                  <span className="min-w-0 flex-1 truncate">
                    {filePath(ref)}{' '}
                    <span className="text-2xs text-faint">{readers.join(', ')}</span>
                  </span>
                </Command.Item>
              ))}
              {factories.map((factory) => (
                <Command.Item
                  key={`add ${factory.id}`}
                  value={`add ${factory.id}`}
                  onSelect={() => {
                    close();
                    workbench.edits.addElement(factory.name);
                  }}
                  className="menu-item text-xs"
                >
                  <span className="w-16 shrink-0 text-2xs text-faint">Add</span>
                  <CategoryIcon factory={factory} size={12} />
                  <span className="min-w-0 flex-1 truncate">
                    {shortLabel(factory)}{' '}
                    <span className="font-mono text-2xs text-faint">{factory.name}</span>
                  </span>
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
