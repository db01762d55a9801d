import { Download, RefreshCw } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { errorText } from '../api/api-error.ts';
import { download } from '../exchange/download.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { formatBytes } from '../ui/format.ts';
import type { PreviewTarget } from '../workbench/ui-store.ts';
import { useWorkbench } from '../workbench/workbench-context.tsx';
import { type Snapshot, takeSnapshot } from './snapshot.ts';

type Taking =
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'taken'; readonly snapshot: Snapshot; readonly address: string };

/** One picture of a link, in full size, to look at and to save. */
export function SnapshotDialog({ target }: { readonly target: PreviewTarget }): ReactNode {
  const { ui, run, editor } = useWorkbench();
  const [taking, setTaking] = useState<Taking>({ state: 'waiting' });
  const [size, setSize] = useState('');
  const take = useCallback(async () => {
    setTaking({ state: 'waiting' });
    const shown = run.getState().run;
    try {
      if (shown === undefined) {
        throw new Error('There is no run any more.');
      }
      const snapshot = await takeSnapshot(shown, editor.getState().document, target);
      setTaking({ state: 'taken', snapshot, address: URL.createObjectURL(snapshot.blob) });
    } catch (error) {
      setTaking({ state: 'failed', reason: errorText(error) });
    }
  }, [run, editor, target]);
  useEffect(() => {
    void take();
  }, [take]);
  const save = useRef<HTMLButtonElement>(null);
  const again = useRef<HTMLButtonElement>(null);
  // Disabled buttons lose the focus: the one to go on with gets it.
  useEffect(() => {
    (taking.state === 'taken' ? save : again).current?.focus();
  }, [taking.state]);
  const address = taking.state === 'taken' ? taking.address : undefined;
  useEffect(
    () => () => {
      if (address !== undefined) {
        URL.revokeObjectURL(address);
      }
    },
    [address],
  );
  return (
    <Dialog
      title="Snapshot"
      description={`${target.link}${target.stream < 0 ? '' : `, source ${target.stream}`}`}
      width="large"
      testId="snapshot-dialog"
      onClose={() => ui.getState().closeDialog()}
      footer={
        <>
          <span className="tabular mr-auto text-2xs text-muted" data-testid="snapshot-size">
            {taking.state === 'taken' && `${size} · ${formatBytes(taking.snapshot.blob.size)}`}
          </span>
          <Button ref={again} disabled={taking.state === 'waiting'} onClick={() => void take()}>
            <RefreshCw size={14} aria-hidden /> Take another
          </Button>
          <Button
            ref={save}
            variant="primary"
            data-testid="snapshot-save"
            disabled={taking.state !== 'taken'}
            onClick={() =>
              taking.state === 'taken' && download(taking.snapshot.name, taking.snapshot.blob)
            }
          >
            <Download size={14} aria-hidden /> Save PNG
          </Button>
        </>
      }
    >
      <div className="flex min-h-72 items-center justify-center bg-black">
        {taking.state === 'waiting' && (
          <p role="status" className="text-xs text-zinc-300">
            Waiting for a picture…
          </p>
        )}
        {taking.state === 'failed' && (
          <p role="alert" className="max-w-100 p-4 text-center text-xs text-zinc-200">
            {taking.reason}
          </p>
        )}
        {address !== undefined && (
          <img
            src={address}
            alt={`Snapshot of ${target.link}`}
            data-testid="snapshot"
            className="max-h-[60vh] max-w-full object-contain"
            onLoad={(event) => {
              const { naturalWidth, naturalHeight } = event.currentTarget;
              setSize(`${naturalWidth}×${naturalHeight}`);
            }}
          />
        )}
      </div>
    </Dialog>
  );
}
