import type { ImportFormat } from '@pipewright/formats';
import { FileUp, X } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef } from 'react';
import { errorText } from '../api/api-error.ts';
import { api } from '../api/trpc-client.ts';
import type { LineRequest } from '../code/CodePane.tsx';
import { CodeLoading } from '../code/YamlView.tsx';
import type { TextMarker } from '../code/yaml-markers.ts';
import { FilePicker } from '../documents/FilePicker.tsx';
import { folderOf } from '../documents/workspace-paths.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { notify } from '../ui/toast-store.ts';
import { type ImportInput, NO_INPUT, nameOfInput } from './import-input.ts';
import { readableFormats } from './import-reading.ts';
import { inputOfDropped } from './offer-import.ts';

const CodePane = lazy(() => import('../code/CodePane.tsx'));

export interface ImportSourceProps {
  readonly input: ImportInput;
  /** What the text was recognised or read as. */
  readonly format: ImportFormat | undefined;
  /** Chosen by the user. */
  readonly formatId: string | undefined;
  readonly markers: readonly TextMarker[];
  readonly reveal: LineRequest | undefined;
  /** Another text from another place. */
  readonly onInput: (input: ImportInput) => void;
  readonly onText: (text: string) => void;
  readonly onFormat: (id: string | undefined) => void;
}

const RECOGNISE = 'recognise';

/** The text that is imported, where it comes from, and what it is read as. */
export function ImportSource(props: ImportSourceProps): ReactNode {
  const { input, format, formatId, markers, reveal, onInput, onText, onFormat } = props;
  const chooser = useRef<HTMLInputElement>(null);
  const pick = (path: string): void => {
    api.files.open.query({ path }).then(
      ({ text }) =>
        onInput({ text, fileName: path.split('/').at(-1) ?? path, folder: folderOf(path) }),
      (error: unknown) => notify('error', `${path} can’t be opened. ${errorText(error)}`),
    );
  };
  return (
    <section
      aria-label="Text"
      className="flex min-h-0 w-[46%] min-w-0 shrink-0 flex-col border-r border-line"
    >
      <div className="flex flex-wrap items-center gap-1.5 border-b border-line px-2 py-1.5">
        <Button onClick={() => chooser.current?.click()}>
          <FileUp size={14} aria-hidden /> Choose files…
        </Button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          data-testid="import-files"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            void inputOfDropped(files).then((found) => found && onInput(found));
          }}
        />
        <FilePicker
          label="A file of the workspace"
          folder={input.folder ?? ''}
          wants="file"
          onPick={pick}
        />
        <span className="min-w-4 flex-1" />
        <label
          htmlFor="import-format"
          className="text-2xs whitespace-nowrap text-muted max-[1100px]:sr-only"
        >
          Read as
        </label>
        <Select
          id="import-format"
          label="Format"
          className="w-60"
          testId="import-format"
          value={formatId ?? RECOGNISE}
          options={[
            { value: RECOGNISE, label: recognisedText(input, format, formatId) },
            ...readableFormats.map(({ id, title }) => ({
              value: id,
              label: withoutArticle(title),
            })),
          ]}
          onChange={(id) => onFormat(id === RECOGNISE ? undefined : id)}
        />
      </div>
      {input.fileName !== '' && <FileName input={input} onClear={() => onInput(NO_INPUT)} />}
      <div className="min-h-0 flex-1">
        <Suspense fallback={<CodeLoading />}>
          <CodePane
            text={input.text}
            language={languageOf(format, nameOfInput(input))}
            label="Text to import"
            markers={markers}
            reveal={reveal}
            onChange={onText}
            isFocusedFirst
            testId="import-text"
          />
        </Suspense>
      </div>
    </section>
  );
}

function FileName({
  input: { fileName, folder, others = {} },
  onClear,
}: {
  readonly input: ImportInput;
  readonly onClear: () => void;
}): ReactNode {
  const along = Object.keys(others);
  return (
    <div className="flex items-center gap-2 border-b border-line bg-raised px-3 py-1 text-2xs">
      <span className="min-w-0 flex-1 truncate">
        <span className="font-mono font-semibold" data-testid="import-file-name">
          {folder === undefined || folder === '' ? fileName : `${folder}/${fileName}`}
        </span>
        {along.length > 0 && <span className="text-muted"> with {along.join(', ')}</span>}
      </span>
      <IconButton label="Start with an empty text" size="small" onClick={onClear}>
        <X size={13} />
      </IconButton>
    </div>
  );
}

function recognisedText(
  { text }: ImportInput,
  format: ImportFormat | undefined,
  formatId: string | undefined,
): string {
  if (formatId !== undefined || text.trim() === '') {
    return 'What it is recognised as';
  }
  return format === undefined ? 'Not recognised' : `Recognised: ${withoutArticle(format.title)}`;
}

function withoutArticle(title: string): string {
  return title.replace(/^an? /, '');
}

const LANGUAGES: Readonly<Record<string, string>> = {
  'gst-launch': 'shell',
  dot: 'dot',
  'service-maker': 'yaml',
  pyservicemaker: 'python',
  pipeline: 'yaml',
};

function languageOf(format: ImportFormat | undefined, fileName: string): string {
  if (format?.id === 'deepstream-app') {
    return /\.ya?ml$/i.test(fileName) ? 'yaml' : 'ini';
  }
  return LANGUAGES[format?.id ?? ''] ?? 'plaintext';
}
