import { type Config, type ConfigSyntax, readConfig } from '@pipewright/catalogue';
import type { Diagnostic } from '@pipewright/rules';
import { useDeferredValue, useMemo } from 'react';
import {
  useChecks,
  useConfigFiles,
  useEditor,
  useWorkbench,
} from '../workbench/workbench-context.tsx';
import { type ConfigReader, type FileKind, kindOfFile, readersOf } from './config-file-kind.ts';
import {
  type ConfigFileRef,
  fileKey,
  filePath,
  folderOfPathsIn,
  refOf,
} from './config-file-ref.ts';
import { type FileProblem, fileProblems } from './file-problems.ts';

/** A config file that is shown: its text, what it is, and what is wrong with it. */
export interface ShownFile {
  readonly text: string;
  readonly kind: FileKind;
  readonly readers: readonly ConfigReader[];
  /** Read from `checkedText`, which may be a moment older than `text`. */
  readonly config: Config;
  readonly checkedText: string;
  readonly problems: readonly FileProblem[];
  /** Workspace folder from which the paths inside start. */
  readonly folder: string;
}

/** A file with a text, kept up to date with document, text and rules. */
export function useShownFile(ref: ConfigFileRef, text: string): ShownFile {
  const { configFiles } = useWorkbench();
  const document = useEditor((state) => state.document);
  const diagnostics = useFileDiagnostics(ref);
  const checkedText = useDeferredValue(text);
  const { folder } = configFiles.context();
  const readers = useMemo(
    () => readersOf(document, ref, configFiles.context()),
    [document, ref, configFiles],
  );
  const kind = useSameKind(
    useMemo(() => kindOfFile(ref, checkedText, readers), [ref, checkedText, readers]),
  );
  const config = useMemo(
    () => readConfig(filePath(ref), checkedText, kind.syntax),
    [ref, checkedText, kind.syntax],
  );
  const problems = useMemo(
    () => fileProblems(kind.schema, config, diagnostics),
    [kind.schema, config, diagnostics],
  );
  return {
    text,
    kind,
    readers,
    config,
    checkedText,
    problems,
    folder: folderOfPathsIn(ref, folder),
  };
}

/** The same object while it says the same. */
function useSameKind({ schema, syntax, toldBy }: FileKind): FileKind {
  return useMemo(() => ({ schema, syntax, toldBy }), [schema, syntax, toldBy]);
}

function useFileDiagnostics(ref: ConfigFileRef): readonly Diagnostic[] {
  const { configFiles } = useWorkbench();
  const diagnostics = useChecks((state) => state.diagnostics);
  const files = useEditor((state) => state.document.files);
  return useMemo(() => {
    const key = fileKey(ref);
    const context = configFiles.context();
    return diagnostics.filter(({ place }) => {
      const named = place.file === undefined ? undefined : refOf(place.file, files, context);
      return named !== undefined && fileKey(named) === key;
    });
  }, [diagnostics, files, ref, configFiles]);
}

/** How a file's text stands: there, on its way, or not to be had. */
export type FileText =
  | { readonly state: 'ready'; readonly text: string; readonly isReadOnly: boolean }
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string };

/** The text of a file, owned or on the disk. */
export function useFileText(ref: ConfigFileRef): FileText {
  const owned = useEditor((state) =>
    ref.kind === 'owned' ? state.document.files[ref.name] : undefined,
  );
  const disk = useConfigFiles((state) => (ref.kind === 'disk' ? state.disk[ref.path] : undefined));
  if (ref.kind === 'owned') {
    return owned === undefined
      ? { state: 'failed', message: `The pipeline has no file called ${ref.name} any more.` }
      : { state: 'ready', text: owned, isReadOnly: false };
  }
  switch (disk?.state) {
    case 'ready':
      return { state: 'ready', text: disk.history.text, isReadOnly: !disk.isWritable };
    case 'failed':
      return disk;
    default:
      return { state: 'loading' };
  }
}

/** What people call the syntaxes. */
export const SYNTAX_NAMES: Readonly<Record<ConfigSyntax, string>> = {
  ini: 'INI',
  yaml: 'YAML',
  protobuf: 'protobuf text',
};
