import type { DocumentEntry } from '@pipewright/protocol';
import { FileCode2, FolderSearch, LoaderCircle } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { errorText } from '../api/api-error.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatAgo } from '../ui/format.ts';
import { useEditor, useWorkbench } from '../workbench/workbench-context.tsx';

type Listing =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'ready'; readonly documents: readonly DocumentEntry[] };

/** The documents of the workspace. */
export function OpenDialog(): ReactNode {
  const { ui, documents } = useWorkbench();
  const current = useEditor((state) => state.path);
  const [listing, setListing] = useState<Listing>({ state: 'loading' });
  const [filter, setFilter] = useState('');
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again.
  useEffect(() => {
    let isCurrent = true;
    documents.list().then(
      (found) => isCurrent && setListing({ state: 'ready', documents: found }),
      (error: unknown) => isCurrent && setListing({ state: 'failed', message: errorText(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [documents, attempt]);
  const open = (path: string): void => {
    ui.getState().closeDialog();
    void documents.open(path);
  };
  const wanted = filter.trim().toLowerCase();
  const shown =
    listing.state === 'ready'
      ? listing.documents.filter((entry) =>
          `${entry.name} ${entry.path}`.toLowerCase().includes(wanted),
        )
      : [];
  return (
    <Dialog
      title="Open a pipeline"
      testId="open-dialog"
      onClose={() => ui.getState().closeDialog()}
      footer={
        <Button
          data-testid="open-import"
          onClick={() => ui.getState().openDialog({ kind: 'import' })}
        >
          Import a pipeline in another format…
        </Button>
      }
    >
      <input
        type="search"
        aria-label="Filter pipelines"
        placeholder="Filter"
        className="field mb-2"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        onKeyDown={(event) => {
          const [first] = shown;
          if (event.key === 'Enter' && first !== undefined) {
            open(first.path);
          }
        }}
      />
      <div className="min-h-40">
        {listing.state === 'loading' && (
          <EmptyState icon={<LoaderCircle size={18} className="animate-spin" />} title="Loading…" />
        )}
        {listing.state === 'failed' && (
          <EmptyState title={listing.message}>
            <Button size="small" onClick={() => setAttempt(attempt + 1)}>
              Try again
            </Button>
          </EmptyState>
        )}
        {listing.state === 'ready' && shown.length === 0 && (
          <EmptyState icon={<FolderSearch size={18} />} title="No pipeline found" />
        )}
        <ul>
          {shown.map((entry) => (
            <li key={entry.path}>
              <button
                type="button"
                data-testid="open-entry"
                data-path={entry.path}
                className={cx(
                  'flex w-full items-center gap-3 rounded-md px-2 py-1.5 text-left hover:bg-hover',
                  entry.path === current && 'bg-raised',
                )}
                onClick={() => open(entry.path)}
              >
                <FileCode2 size={16} className="shrink-0 text-accent" aria-hidden />
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-xs font-medium">{entry.name}</span>
                  <span className="block truncate font-mono text-2xs text-faint">{entry.path}</span>
                </span>
                <span className="text-2xs whitespace-nowrap text-muted">
                  {entry.path === current ? 'open now' : formatAgo(entry.modifiedAtMillis)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
