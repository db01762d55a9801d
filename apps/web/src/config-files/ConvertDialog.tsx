import { readConfig } from '@pipewright/catalogue';
import { ConfigConversionError, type ConvertedConfig, convertConfig } from '@pipewright/formats';
import { ArrowRight, CircleAlert, CircleCheck, Info } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { CodeLoading } from '../code/YamlView.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useEditor, useWorkbench } from '../workbench/workbench-context.tsx';
import { kindOfFile, readersOf } from './config-file-kind.ts';
import { type ConfigFileRef, filePath } from './config-file-ref.ts';
import { SYNTAX_NAMES } from './use-config-file.ts';

const CodePane = lazy(() => import('../code/CodePane.tsx'));

type Outcome =
  | ({ readonly ok: true } & ConvertedConfig)
  | { readonly ok: false; readonly message: string };

/** The file in the other syntax with what gets lost, before anything is changed. */
export function ConvertDialog({ fileRef }: { readonly fileRef: ConfigFileRef }): ReactNode {
  const { ui, configFiles } = useWorkbench();
  const document = useEditor((state) => state.document);
  const text = configFiles.textOf(fileRef) ?? '';
  const readers = readersOf(document, fileRef, configFiles.context());
  const { schema, syntax } = kindOfFile(fileRef, text, readers);
  const to = syntax === 'ini' ? 'yaml' : 'ini';
  const outcome = useMemo((): Outcome => {
    if (schema === undefined) {
      return { ok: false, message: 'Its kind is not known.' };
    }
    try {
      const config = readConfig(filePath(fileRef), text, syntax);
      return { ok: true, ...convertConfig(schema, config, to) };
    } catch (error) {
      if (error instanceof ConfigConversionError) {
        return { ok: false, message: error.message };
      }
      throw error;
    }
  }, [schema, fileRef, text, syntax, to]);
  const [target, setTarget] = useState<string | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    void configFiles.moves.convertedName(fileRef, to).then((name) => {
      if (isCurrent) {
        setTarget(name);
      }
    });
    return () => {
      isCurrent = false;
    };
  }, [configFiles, fileRef, to]);
  const close = (): void => ui.getState().closeDialog();
  return (
    <Dialog
      title={`Convert to ${SYNTAX_NAMES[to]}`}
      description={consequence(
        fileRef,
        target,
        readers.map(({ element }) => element),
      )}
      width="large"
      testId="convert-dialog"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!outcome.ok || target === undefined}
            data-testid="convert-apply"
            onClick={() => {
              close();
              if (outcome.ok) {
                void configFiles.moves.applyConversion(fileRef, outcome.text, to);
              }
            }}
          >
            Convert
          </Button>
        </>
      }
    >
      <p className="mb-2 flex items-center gap-2 font-mono text-2xs">
        {filePath(fileRef)} <ArrowRight size={13} aria-label="becomes" /> {target ?? '…'}
      </p>
      {outcome.ok ? (
        <>
          <Notes notes={outcome.notes} />
          <div className="h-[42vh] overflow-hidden rounded-md border border-line">
            <Suspense fallback={<CodeLoading />}>
              <CodePane
                text={outcome.text}
                language={to === 'yaml' ? 'yaml' : 'shell'}
                label="Converted file"
              />
            </Suspense>
          </div>
        </>
      ) : (
        <p role="alert" className="flex gap-2 rounded-md bg-error-soft px-3 py-2 text-xs">
          <CircleAlert size={14} className="mt-0.5 shrink-0 text-error" aria-hidden />
          {outcome.message}
        </p>
      )}
    </Dialog>
  );
}

function Notes({ notes }: { readonly notes: ConvertedConfig['notes'] }): ReactNode {
  if (notes.length === 0) {
    return (
      <p className="mb-2 flex items-center gap-2 text-xs text-muted" data-testid="convert-notes">
        <CircleCheck size={14} className="text-accent" aria-hidden />
        Nothing gets lost: groups, keys, order and comments stay.
      </p>
    );
  }
  return (
    <ul
      data-testid="convert-notes"
      className="mb-2 max-h-28 space-y-1 overflow-auto rounded-md bg-warning-soft px-3 py-2 text-xs"
    >
      {notes.map(({ line, message }) => (
        <li key={`${line} ${message}`} className="flex gap-2">
          <Info size={13} className="mt-0.5 shrink-0 text-warning" aria-hidden />
          <span className="min-w-0 break-words">
            Line {line}: {message}
          </span>
        </li>
      ))}
    </ul>
  );
}

function consequence(
  ref: ConfigFileRef,
  target: string | undefined,
  readers: readonly string[],
): string {
  if (target === filePath(ref)) {
    return 'The file keeps its name.';
  }
  const who = readers.length === 0 ? '' : ` ${readers.join(', ')} will read the new file.`;
  return ref.kind === 'owned'
    ? `DeepStream tells the syntax by the file’s name, so the file is renamed.${who}`
    : `DeepStream tells the syntax by the file’s name, so a new file is written; the old one stays.${who}`;
}
