import {
  ChevronDown,
  Command as CommandIcon,
  FilePlus2,
  FolderOpen,
  Moon,
  Redo2,
  Save,
  Share,
  Sun,
  Undo2,
} from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { isDirty } from '../../editor/editor-store.ts';
import { RunBar } from '../../run/RunBar.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { themeStore } from '../../ui/theme-store.ts';
import { CommandButton } from '../CommandButton.tsx';
import type { CommandId } from '../commands.ts';
import { useCommand } from '../use-command.ts';
import { useEditor } from '../workbench-context.tsx';

/** Name, document, run and application-wide actions. */
export function TopBar(): ReactNode {
  const theme = useStore(themeStore, (state) => state.theme);
  const toggleTheme = useStore(themeStore, (state) => state.toggle);
  const exporting = useCommand('file.export');
  return (
    <header className="flex h-11 shrink-0 items-center gap-1 border-b border-line bg-surface px-2">
      <Brand />
      <DocumentMenu />
      <span className="mx-1 h-5 w-px bg-line max-[1100px]:hidden" aria-hidden />
      <CommandButton command="file.new" icon={<FilePlus2 size={16} />} />
      <CommandButton command="file.open" icon={<FolderOpen size={16} />} />
      <CommandButton command="file.save" icon={<Save size={16} />} />
      <span className="mx-1 h-5 w-px bg-line" aria-hidden />
      <CommandButton command="edit.undo" icon={<Undo2 size={16} />} />
      <CommandButton command="edit.redo" icon={<Redo2 size={16} />} />
      <span className="flex-1" />
      <RunBar />
      <span className="flex-1" />
      <Tooltip
        text="Export: scripts, configs, applications, pictures"
        shortcut={exporting.shortcut}
      >
        <Button data-testid="command-file.export" onClick={exporting.run}>
          <Share size={14} aria-hidden />
          <span className="max-[1180px]:sr-only">Export</span>
        </Button>
      </Tooltip>
      <CommandButton command="help.commands" icon={<CommandIcon size={16} />} />
      <IconButton
        label={theme === 'dark' ? 'Switch to light' : 'Switch to dark'}
        data-testid="theme-toggle"
        onClick={toggleTheme}
      >
        {theme === 'dark' ? <Sun size={16} /> : <Moon size={16} />}
      </IconButton>
    </header>
  );
}

function Brand(): ReactNode {
  return (
    <h1 className="flex items-center gap-2 px-1 text-sm font-semibold">
      <svg viewBox="0 0 32 32" className="size-6" aria-hidden>
        <path
          d="M6 10h9v12h11"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="6" cy="10" r="3.4" fill="var(--accent)" />
        <circle cx="26" cy="22" r="3.4" fill="var(--accent)" />
      </svg>
      <span className="max-[1100px]:sr-only">Pipewright</span>
    </h1>
  );
}

const MENU: readonly (CommandId | 'separator')[] = [
  'file.new',
  'file.open',
  'separator',
  'file.save',
  'file.save-as',
  'file.rename',
  'file.delete',
  'separator',
  'file.import',
  'file.export',
  'help.shortcuts',
];

function DocumentMenu(): ReactNode {
  const name = useEditor((state) => state.document.name);
  const isChanged = useEditor(isDirty);
  const path = useEditor((state) => state.path);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        data-testid="document-menu"
        className="flex h-7 max-w-60 min-w-0 items-center gap-1.5 rounded-md px-2 hover:bg-hover"
        title={path ?? 'Not saved yet'}
      >
        <span className="truncate text-xs font-medium" data-testid="document-name">
          {name}
        </span>
        {isChanged && (
          <span
            role="img"
            className="size-2 shrink-0 rounded-full bg-warning"
            data-testid="dirty"
            title="Not saved"
            aria-label="Not saved"
          />
        )}
        <ChevronDown size={13} className="shrink-0 text-faint" aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          className="popup z-50 min-w-56 p-1 text-xs"
        >
          {MENU.map((entry, index) =>
            entry === 'separator' ? (
              <DropdownMenu.Separator
                // biome-ignore lint/suspicious/noArrayIndexKey: the entries never change.
                key={`separator-${index}`}
                className="my-1 h-px bg-line"
              />
            ) : (
              <MenuEntry key={entry} command={entry} />
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function MenuEntry({ command }: { readonly command: CommandId }): ReactNode {
  const { title, shortcut, isEnabled, run } = useCommand(command);
  return (
    <DropdownMenu.Item disabled={!isEnabled} onSelect={run} className="menu-item justify-between">
      {title}
      {shortcut !== undefined && <Keys shortcut={shortcut} />}
    </DropdownMenu.Item>
  );
}
