import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, type ReactNode, useMemo, useState } from 'react';
import { isLive } from '../../run/run-store.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { lastPart } from '../../ui/format.ts';
import { useEditor, useRun, useWorkbench } from '../../workbench/workbench-context.tsx';
import {
  likeSource,
  type MuxSource,
  muxerOfSource,
  muxSources,
  withoutSource,
} from '../mux-sources.ts';
import { useSelectElement } from '../use-select-element.ts';

const MUXERS: ReadonlySet<string> = new Set(['nvstreammux']);

/** Draws sources in and out; while a run is live, the run follows at once. */
function useSourceChanges(): {
  add(like: MuxSource, address: string): void;
  remove(source: MuxSource): void;
} {
  const { edits, editor, runs, run } = useWorkbench();
  const follow = (): void => {
    if (isLive(run.getState().run?.state)) {
      void runs.update();
    }
  };
  return {
    add: (like, address) => {
      const { edit } = likeSource(editor.getState().document, like, address);
      if (edits.apply(edit)) {
        follow();
      }
    },
    remove: (source) => {
      if (edits.apply(withoutSource(source))) {
        follow();
      }
    },
  };
}

/** The sources of a muxer, or the way of a source out of one; nothing for other elements. */
export function MuxSources({ name }: { readonly name: string }): ReactNode {
  const document = useEditor((state) => state.document);
  const factory = document.elements[name]?.factory ?? '';
  const fed = useMemo(() => {
    const found = muxerOfSource(document, name);
    return MUXERS.has(document.elements[found?.muxer ?? '']?.factory ?? '') ? found : undefined;
  }, [document, name]);
  if (MUXERS.has(factory)) {
    return <SourceList muxer={name} />;
  }
  return fed === undefined ? null : <SourceOfMuxer source={fed.source} muxer={fed.muxer} />;
}

function SourceList({ muxer }: { readonly muxer: string }): ReactNode {
  const select = useSelectElement();
  const document = useEditor((state) => state.document);
  const isRunning = useRun((state) => isLive(state.run?.state));
  const [address, setAddress] = useState('');
  const changes = useSourceChanges();
  const sources = useMemo(() => muxSources(document, muxer), [document, muxer]);
  const like = sources.at(-1);
  const needsAddress = like?.address !== undefined;
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (like !== undefined && (!needsAddress || address.trim() !== '')) {
      changes.add(like, address.trim());
      setAddress('');
    }
  };
  return (
    <section aria-label="Sources" data-testid="mux-sources" className="border-b border-line p-3">
      <h3 className="text-2xs font-semibold text-muted">Sources</h3>
      <ul className="mt-1">
        {sources.map((source) => (
          <li key={source.root} data-source={source.root} className="flex items-center gap-1.5">
            <span className="w-12 shrink-0 truncate font-mono text-2xs text-faint">
              {source.link.to.pad}
            </span>
            <button
              type="button"
              className="min-w-0 flex-1 truncate text-left text-xs hover:underline"
              title={source.address?.value ?? source.root}
              onClick={() => select(source.root)}
            >
              {source.root}
              {source.address !== undefined && (
                <span className="ml-2 text-2xs text-faint">
                  {lastPart(String(source.address.value))}
                </span>
              )}
            </button>
            <IconButton
              label={
                isRunning ? `Delete ${source.root}, from the run too` : `Delete ${source.root}`
              }
              whyDisabled={sources.length === 1 ? 'a muxer needs a source' : undefined}
              size="small"
              onClick={() => changes.remove(source)}
            >
              <Trash2 size={13} />
            </IconButton>
          </li>
        ))}
      </ul>
      {like === undefined ? (
        <p className="mt-1 text-2xs text-faint">
          Link a source to the muxer; more like it can be added here.
        </p>
      ) : (
        <form className="mt-2 flex items-end gap-1.5" onSubmit={add}>
          <div className="min-w-0 flex-1">
            {like.address === undefined ? (
              <p className="text-2xs text-muted">Another like {like.root}</p>
            ) : (
              <>
                <label htmlFor="source-address" className="text-2xs text-muted">
                  Another like {like.root}: its {like.address.property}
                </label>
                <input
                  id="source-address"
                  data-testid="source-address"
                  value={address}
                  spellCheck={false}
                  autoComplete="off"
                  placeholder={like.address.value}
                  className="field mt-1 font-mono"
                  onChange={(event) => setAddress(event.target.value)}
                />
              </>
            )}
          </div>
          <Button
            type="submit"
            data-testid="source-add"
            disabled={needsAddress && address.trim() === ''}
            title={needsAddress && address.trim() === '' ? 'Name its address first' : undefined}
          >
            <Plus size={13} aria-hidden /> Add
          </Button>
        </form>
      )}
      <p className="mt-1 text-2xs text-faint">
        {isRunning
          ? 'Sources join and leave the run at once.'
          : 'While a run plays, sources join and leave it at once.'}
      </p>
    </section>
  );
}

function SourceOfMuxer({
  source,
  muxer,
}: {
  readonly source: MuxSource;
  readonly muxer: string;
}): ReactNode {
  const document = useEditor((state) => state.document);
  const isRunning = useRun((state) => isLive(state.run?.state));
  const changes = useSourceChanges();
  const isOnly = muxSources(document, muxer).length === 1;
  return (
    <section aria-label="Source" className="flex flex-wrap gap-2 border-b border-line p-3">
      <Button
        size="small"
        data-testid="source-remove"
        disabled={isOnly}
        title={isOnly ? 'A muxer needs a source' : `${source.chain.join(', ')}`}
        onClick={() => changes.remove(source)}
      >
        <Trash2 size={13} aria-hidden />
        {isRunning ? `Take out of the run and of ${muxer}` : `Delete from ${muxer}`}
      </Button>
    </section>
  );
}
