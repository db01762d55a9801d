import type { FileEntry } from '@pipewright/protocol';
import { ChevronLeft, File, Folder, FolderOpen, LoaderCircle } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import { errorText } from '../api/api-error.ts';
import { api } from '../api/trpc-client.ts';
import { IconButton } from '../ui/Button.tsx';
import { formatBytes } from '../ui/format.ts';
import { folderOf } from './workspace-paths.ts';

export interface FilePickerProps {
  readonly label: string;
  /** Workspace folder that is shown first. */
  readonly folder: string;
  readonly wants: 'file' | 'folder';
  /** Called with a workspace path. */
  readonly onPick: (path: string) => void;
}

/** A button that opens the workspace's files. */
export function FilePicker(props: FilePickerProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <IconButton label={props.label} className="border border-line-strong">
          <FolderOpen size={14} />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={props.label}
          data-testid="file-picker"
          className="popup z-50 flex max-h-80 w-80 flex-col"
        >
          <FolderList
            {...props}
            onPick={(path) => {
              setOpen(false);
              props.onPick(path);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

type Listing =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'ready'; readonly entries: readonly FileEntry[] };

function FolderList({ folder: first, wants, onPick }: FilePickerProps): ReactNode {
  const [folder, setFolder] = useState(first);
  const [listing, setListing] = useState<Listing>({ state: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    setListing({ state: 'loading' });
    api.files.list.query({ folder }).then(
      (entries) => {
        if (isCurrent) {
          setListing({ state: 'ready', entries });
        }
      },
      (error: unknown) => {
        if (!isCurrent) {
          return;
        }
        if (folder === '') {
          setListing({ state: 'failed', message: errorText(error) });
        } else {
          // A path that was typed may name a folder that is not there: start at the top.
          setFolder('');
        }
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [folder]);
  return (
    <>
      <div className="flex items-center gap-1 border-b border-line p-1.5 text-2xs text-muted">
        <IconButton
          label="Folder above"
          size="small"
          disabled={folder === ''}
          onClick={() => setFolder(folderOf(folder))}
        >
          <ChevronLeft size={14} />
        </IconButton>
        <span className="min-w-0 flex-1 truncate font-mono">workspace/{folder}</span>
        {wants === 'folder' && (
          <button
            type="button"
            className="rounded px-1.5 py-0.5 text-accent hover:bg-hover"
            onClick={() => onPick(folder === '' ? '.' : folder)}
          >
            Use this folder
          </button>
        )}
      </div>
      <ul className="min-h-24 flex-1 overflow-auto p-1">
        {listing.state === 'loading' && (
          <li className="flex justify-center p-4 text-faint">
            <LoaderCircle size={16} className="animate-spin" aria-label="Loading" />
          </li>
        )}
        {listing.state === 'failed' && (
          <li className="p-3 text-xs text-error">{listing.message}</li>
        )}
        {listing.state === 'ready' && listing.entries.length === 0 && (
          <li className="p-3 text-center text-xs text-faint">This folder is empty.</li>
        )}
        {listing.state === 'ready' &&
          listing.entries.map((entry) => (
            <li key={entry.path}>
              <button
                type="button"
                className="menu-item w-full text-left text-xs hover:bg-hover disabled:opacity-45"
                disabled={entry.kind === 'file' && wants === 'folder'}
                onClick={() =>
                  entry.kind === 'folder' ? setFolder(entry.path) : onPick(entry.path)
                }
              >
                {entry.kind === 'folder' ? (
                  <Folder size={14} className="shrink-0 text-hint" aria-label="Folder" />
                ) : (
                  <File size={14} className="shrink-0 text-faint" aria-hidden />
                )}
                <span className="min-w-0 flex-1 truncate">{entry.path.split('/').at(-1)}</span>
                {entry.kind === 'file' && (
                  <span className="tabular text-2xs text-faint">
                    {formatBytes(entry.sizeBytes)}
                  </span>
                )}
              </button>
            </li>
          ))}
      </ul>
    </>
  );
}
