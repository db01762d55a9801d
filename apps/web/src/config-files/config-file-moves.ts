import { configSchemaFor } from '@pipewright/catalogue';
import { newConfig } from '@pipewright/formats';
import type { Edit } from '@pipewright/graph';
import { errorText } from '../api/api-error.ts';
import type { Api } from '../api/trpc-client.ts';
import { folderOf } from '../documents/workspace-paths.ts';
import type { DispatchOptions, EditorStore } from '../editor/editor-store.ts';
import { notify } from '../ui/toast-store.ts';
import { askName, type UiStore } from '../workbench/ui-store.ts';
import { readersOf } from './config-file-kind.ts';
import {
  baseName,
  type ConfigFileRef,
  fileKey,
  filePath,
  folderOfPathsIn,
  type PathContext,
  writtenPath,
} from './config-file-ref.ts';
import { type ConfigFilesStore, type DiskFile, readyFile } from './config-file-store.ts';
import { freeFileName, movedConfig, renamedFor } from './move-config.ts';

/** Making, moving and renaming config files; elements that read one read it in its new place. */
export interface ConfigFileMoves {
  /** Makes a file of the disk one of the document's; its readers then read that. */
  takeIn(ref: ConfigFileRef): boolean;
  /** Writes an owned file to the disk; its readers then read that. */
  writeOut(ref: ConfigFileRef): Promise<boolean>;
  /** A new owned file for an element's property. */
  createFor(element: string, property: string): boolean;
  /** Puts a converted text in the file's place, under a name with the right suffix. */
  applyConversion(ref: ConfigFileRef, text: string, to: 'ini' | 'yaml'): Promise<boolean>;
  /** The name that a converted file gets: free, and with the suffix of its syntax. */
  convertedName(ref: ConfigFileRef, to: 'ini' | 'yaml'): Promise<string>;
}

interface Dependencies {
  readonly api: Api;
  readonly editor: EditorStore;
  readonly ui: UiStore;
  readonly store: ConfigFilesStore;
  readonly context: () => PathContext;
  /** False when the edit was refused, which was told. */
  readonly dispatch: (edit: Edit, options: DispatchOptions) => boolean;
  readonly setDisk: (path: string, file: DiskFile | undefined) => void;
  readonly open: (ref: ConfigFileRef) => void;
  readonly textOf: (ref: ConfigFileRef) => string | undefined;
  readonly setText: (ref: ConfigFileRef, text: string, options: { label: string }) => boolean;
}

/** Makes what moves the files of a session. */
export function createConfigFileMoves(parts: Dependencies): ConfigFileMoves {
  const { api, editor, ui, store, context, dispatch, setDisk, open, textOf, setText } = parts;

  /** Edits that let every reader of a file read another one. */
  const repoint = (ref: ConfigFileRef, written: string): Edit[] =>
    readersOf(editor.getState().document, ref, context()).map(({ element, property }) => ({
      kind: 'set-property',
      element,
      property,
      value: written,
    }));

  const replaceTab = (old: ConfigFileRef, next: ConfigFileRef): void => {
    store.setState((state) => ({
      tabs: [
        ...new Map(
          state.tabs
            .map((tab) => (fileKey(tab) === fileKey(old) ? next : tab))
            .map((tab) => [fileKey(tab), tab]),
        ).values(),
      ],
      active: next,
    }));
  };

  const createOnDisk = async (path: string, text: string): Promise<boolean> => {
    try {
      const { revision } = await api.files.save.mutate({ path, text, baseRevision: '' });
      setDisk(path, readyFile({ text, revision, isWritable: true }));
      return true;
    } catch (error) {
      notify('error', `Not written. ${errorText(error)}`);
      return false;
    }
  };

  const moves: ConfigFileMoves = {
    takeIn: (ref) => {
      const text = textOf(ref);
      if (ref.kind !== 'disk' || text === undefined) {
        return false;
      }
      const { files } = editor.getState().document;
      const name = freeFileName(baseName(ref), (each) => Object.hasOwn(files, each));
      const { folder } = context();
      const moved = movedConfig(ref.path, text, folderOfPathsIn(ref, folder), folder);
      const edits: Edit[] = [{ kind: 'set-file', name, text: moved }, ...repoint(ref, name)];
      const label = `Take ${name} into the pipeline`;
      if (!dispatch({ kind: 'batch', label, edits }, { label })) {
        return false;
      }
      replaceTab(ref, { kind: 'owned', name });
      setDisk(ref.path, undefined);
      return true;
    },

    writeOut: async (ref) => {
      const text = textOf(ref);
      if (ref.kind !== 'owned' || text === undefined) {
        return false;
      }
      const { folder } = context();
      const path = await askName(ui, {
        title: 'Write the file to the workspace',
        action: 'Write',
        initial: folder === '' ? ref.name : `${folder}/${ref.name}`,
      });
      if (path === undefined) {
        return false;
      }
      const target: ConfigFileRef = { kind: 'disk', path };
      const moved = movedConfig(ref.name, text, folder, folderOfPathsIn(target, folder));
      if (!(await createOnDisk(path, moved))) {
        return false;
      }
      const label = `Write ${ref.name} to the disk`;
      const edits: Edit[] = [
        ...repoint(ref, writtenPath(target, folder)),
        { kind: 'set-file', name: ref.name },
      ];
      // The tab goes over first: one of an owned file closes with its file.
      replaceTab(ref, target);
      return dispatch({ kind: 'batch', label, edits }, { label });
    },

    createFor: (element, property) => {
      const { document } = editor.getState();
      const factory = document.elements[element]?.factory;
      const schema = factory === undefined ? undefined : configSchemaFor(factory, property);
      if (schema === undefined) {
        notify('error', `No kind of config file is known for ${property}.`);
        return false;
      }
      const { text, suffix } = newConfig(schema);
      const name = freeFileName(`${element.replace(/[:]/g, '-')}${suffix}`, (each) =>
        Object.hasOwn(document.files, each),
      );
      const label = `New config file for ${element}`;
      const isDone = dispatch(
        {
          kind: 'batch',
          label,
          edits: [
            { kind: 'set-file', name, text },
            { kind: 'set-property', element, property, value: name },
          ],
        },
        { label },
      );
      if (isDone) {
        open({ kind: 'owned', name });
      }
      return isDone;
    },

    convertedName: async (ref, to) => {
      const path = filePath(ref);
      const wanted = renamedFor(path, to);
      if (wanted === path) {
        return path;
      }
      const { files } = editor.getState().document;
      const taken =
        ref.kind === 'owned' ? Object.keys(files) : await pathsIn(api, folderOf(ref.path));
      return freeFileName(wanted, (name) => taken.includes(name));
    },

    applyConversion: async (ref, text, to) => {
      const path = await moves.convertedName(ref, to);
      const label = `Convert ${baseName(ref)} to ${to.toUpperCase()}`;
      if (path === filePath(ref)) {
        return setText(ref, text, { label });
      }
      const { folder } = context();
      if (ref.kind === 'owned') {
        const target: ConfigFileRef = { kind: 'owned', name: path };
        const { files } = editor.getState().document;
        const index = Object.keys(files).indexOf(ref.name);
        const edits: Edit[] = [
          ...repoint(ref, path),
          { kind: 'set-file', name: ref.name },
          { kind: 'set-file', name: path, text, index },
        ];
        replaceTab(ref, target);
        if (!dispatch({ kind: 'batch', label, edits }, { label })) {
          replaceTab(target, ref);
          return false;
        }
        return true;
      }
      const target: ConfigFileRef = { kind: 'disk', path };
      if (!(await createOnDisk(path, text))) {
        return false;
      }
      replaceTab(ref, target);
      setDisk(ref.path, undefined);
      const edits = repoint(ref, writtenPath(target, folder));
      return edits.length === 0 || dispatch({ kind: 'batch', label, edits }, { label });
    },
  };
  return moves;
}

/** Files of a workspace folder; none when it can't be listed: writing then tells what is wrong. */
async function pathsIn(api: Api, folder: string): Promise<readonly string[]> {
  try {
    return (await api.files.list.query({ folder })).map(({ path }) => path);
  } catch {
    return [];
  }
}
