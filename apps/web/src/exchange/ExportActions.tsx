import { type ExportedFile, fileBase, type PackedFile, packBundle } from '@pipewright/formats';
import { Check, Copy, Download, FileDown, Image } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { errorText } from '../api/api-error.ts';
import { Button } from '../ui/Button.tsx';
import { formatBytes } from '../ui/format.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import type { Theme } from '../ui/theme-store.ts';
import { notify } from '../ui/toast-store.ts';
import { combinationOf } from '../workbench/key-bindings.ts';
import { type BundleItem, type BundleProgress, readBundleData } from './bundle-data.ts';
import { download } from './download.ts';
import { type ExportForm, PICTURE_FORM } from './export-forms.ts';
import { rasterise, svgInTheme } from './picture.ts';
import { workspaceBytesReader } from './workspace-reader.ts';

export interface ExportActionsProps {
  readonly documentName: string;
  readonly form: ExportForm;
  readonly files: readonly [ExportedFile, ...ExportedFile[]];
  readonly items: readonly BundleItem[] | undefined;
  readonly shown: ExportedFile;
  readonly theme: Theme;
}

const COPY_KEYS = 'Alt+C';
const DOWNLOAD_KEYS = 'Ctrl+S';
const COPIED_MILLIS = 1500;

/** Copies and saves what is shown. */
export function ExportActions(props: ExportActionsProps): ReactNode {
  const { files, items, shown } = props;
  const isArchive = items !== undefined || files.length > 1;
  const archive = useArchive(props);
  const { isCopied, copy } = useCopy(shown.text);
  const save = useCallback((): void => {
    if (isArchive) {
      archive.start();
    } else {
      download(shown.path, shown.text);
    }
  }, [isArchive, archive, shown]);
  useKeys({ [COPY_KEYS]: copy, [DOWNLOAD_KEYS]: save });
  const { progress } = archive;
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-2.5">
      {progress !== undefined && <Progress progress={progress} onCancel={archive.cancel} />}
      {progress === undefined && <Missing items={items ?? []} />}
      <Tooltip text={`Copy ${shown.path}`} shortcut={COPY_KEYS} side="top">
        <Button onClick={copy} data-testid="export-copy">
          {isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
      </Tooltip>
      {isArchive && (
        <Tooltip text={`Save ${shown.path} alone`} side="top">
          <Button
            data-testid="export-download-file"
            onClick={() => download(shown.path.split('/').at(-1) ?? shown.path, shown.text)}
          >
            <FileDown size={14} aria-hidden /> This file
          </Button>
        </Tooltip>
      )}
      {props.form.id === PICTURE_FORM && <PngButton shown={shown} theme={props.theme} />}
      <Tooltip text={`Save ${archiveName(props)}`} shortcut={DOWNLOAD_KEYS} side="top">
        <Button
          variant="primary"
          onClick={save}
          disabled={progress !== undefined}
          data-testid="export-download"
        >
          <Download size={14} aria-hidden />
          <span className="max-w-80 truncate">Download {archiveName(props)}</span>
        </Button>
      </Tooltip>
    </footer>
  );
}

function archiveName({ documentName, form, files, items }: ExportActionsProps): string {
  const [main] = files;
  if (items === undefined && files.length === 1) {
    return main.path;
  }
  return `${fileBase(documentName)}-${form.id}.zip`;
}

interface Archive {
  readonly progress: BundleProgress | undefined;
  readonly start: () => void;
  readonly cancel: () => void;
}

/** A ZIP of all files, with those of the workspace that belong to it. */
function useArchive(props: ExportActionsProps): Archive {
  const [progress, setProgress] = useState<BundleProgress | undefined>(undefined);
  const running = useRef<AbortController | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => () => running.current?.abort(), []);
  const start = useCallback((): void => {
    if (running.current !== undefined) {
      return;
    }
    const abort = new AbortController();
    running.current = abort;
    pack(latest.current, abort.signal, setProgress)
      .catch((error: unknown) => {
        if (!abort.signal.aborted) {
          notify('error', `The ZIP is not made. ${errorText(error)}`);
        }
      })
      .finally(() => {
        running.current = undefined;
        setProgress(undefined);
      });
  }, []);
  const cancel = useCallback(() => running.current?.abort(), []);
  return { progress, start, cancel };
}

async function pack(
  props: ExportActionsProps,
  signal: AbortSignal,
  onProgress: (progress: BundleProgress) => void,
): Promise<void> {
  const { files, items = [] } = props;
  const encoder = new TextEncoder();
  const texts: PackedFile[] = files.map((file) => ({ ...file, bytes: encoder.encode(file.text) }));
  const data = await readBundleData(items, workspaceBytesReader(signal), onProgress);
  signal.throwIfAborted();
  const name = archiveName(props);
  download(name, packBundle(name.replace(/\.zip$/, ''), [...texts, ...data]));
}

function Progress({
  progress,
  onCancel,
}: {
  readonly progress: BundleProgress;
  readonly onCancel: () => void;
}): ReactNode {
  const { doneBytes, totalBytes, path } = progress;
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2 text-2xs" data-testid="bundle-progress">
      <progress
        aria-label={`Reading ${path}`}
        className="h-1.5 w-40 accent-accent"
        value={doneBytes}
        max={Math.max(totalBytes, 1)}
      />
      <span className="tabular min-w-0 truncate text-muted">
        {formatBytes(doneBytes)} of {formatBytes(totalBytes)} · {path}
      </span>
      <Button size="small" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

function Missing({ items }: { readonly items: readonly BundleItem[] }): ReactNode {
  const missing = items.filter(({ state }) => state === 'missing' || state === 'outside');
  if (missing.length === 0) {
    return <span className="flex-1" />;
  }
  const names = missing.map(({ reference }) => reference.path).join(', ');
  return (
    <p
      className="min-w-0 flex-1 truncate text-2xs text-warning"
      title={names}
      data-testid="bundle-missing"
    >
      {missing.length === 1 ? 'One file does' : `${missing.length} files do`} not come along:{' '}
      {names}
    </p>
  );
}

function PngButton({ shown, theme }: Pick<ExportActionsProps, 'shown' | 'theme'>): ReactNode {
  const save = (): void => {
    rasterise(svgInTheme(shown.text, theme)).then(
      (png) => download(shown.path.replace(/\.svg$/, '.png'), png),
      (error: unknown) => notify('error', `There is no PNG. ${errorText(error)}`),
    );
  };
  return (
    <Tooltip text={`At twice the size, ${theme}`} side="top">
      <Button onClick={save} data-testid="export-png">
        <Image size={14} aria-hidden /> Download PNG
      </Button>
    </Tooltip>
  );
}

function useCopy(text: string): { readonly isCopied: boolean; readonly copy: () => void } {
  const [isCopied, setCopied] = useState(false);
  const copy = useCallback((): void => {
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true);
        setTimeout(() => setCopied(false), COPIED_MILLIS);
      },
      () => notify('error', 'The browser does not allow copying here: select the text instead.'),
    );
  }, [text]);
  return { isCopied, copy };
}

/** Runs by key combination as long as the dialog is open. */
export function useKeys(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const action = latest.current[combinationOf(event, event.code)];
      if (action !== undefined) {
        event.preventDefault();
        event.stopPropagation();
        action();
      }
    };
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}
