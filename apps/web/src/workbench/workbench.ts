import { TelemetrySocket } from '../api/telemetry-socket.ts';
import { api, telemetryUrl } from '../api/trpc-client.ts';
import {
  type ConfigFileSession,
  createConfigFileSession,
} from '../config-files/config-file-session.ts';
import { createDocumentSession, type DocumentSession } from '../documents/document-session.ts';
import { type CanvasHandle, createCanvasHandle } from '../editor/canvas/canvas-handle.ts';
import { type CatalogueStore, createCatalogueStore } from '../editor/catalogue-store.ts';
import { createEditorActions, type EditorCommands } from '../editor/editor-commands.ts';
import { createEditorStore, type EditorStore } from '../editor/editor-store.ts';
import { type Checker, createChecker } from '../editor/problems/check-store.ts';
import { createPlayback, type Playback } from '../run/playback.ts';
import { createRunController, type RunController } from '../run/run-controller.ts';
import { createRunStore, type RunStore } from '../run/run-store.ts';
import { TelemetryStore } from '../run/telemetry-store.ts';
import { createServerStore, type ServerStore } from './server-store.ts';
import { createUiStore, type UiStore } from './ui-store.ts';

/** Everything the components share: stores, and what acts on them. */
export interface Workbench {
  readonly editor: EditorStore;
  readonly edits: EditorCommands;
  readonly catalogue: CatalogueStore;
  readonly checker: Checker;
  readonly run: RunStore;
  readonly runs: RunController;
  readonly playback: Playback;
  readonly telemetry: TelemetryStore;
  readonly telemetrySocket: TelemetrySocket;
  readonly documents: DocumentSession;
  readonly configFiles: ConfigFileSession;
  readonly server: ServerStore;
  readonly ui: UiStore;
  readonly canvas: CanvasHandle;
}

/** Makes and wires the workbench; `documents.start()` then opens the first document. */
export function createWorkbench(): Workbench {
  const editor = createEditorStore();
  const ui = createUiStore();
  const run = createRunStore();
  const telemetry = new TelemetryStore();
  const telemetrySocket = new TelemetrySocket(telemetryUrl);
  const canvas = createCanvasHandle();
  const catalogue = createCatalogueStore(editor.getState().document.target);
  editor.subscribe((state, before) => {
    if (state.document.target !== before.document.target) {
      catalogue.getState().setTarget(state.document.target);
    }
  });
  const checker = createChecker(editor, catalogue, async (documentPath, paths) =>
    // The rules look into the texts that are being edited.
    configFiles.withEditedTexts(await api.files.facts.query({ documentPath, paths: [...paths] })),
  );
  const server = createServerStore(api, catalogue);
  const documents = createDocumentSession({ api, editor, ui, checker });
  const configFiles = createConfigFileSession({ api, editor, catalogue, ui, checker, server, run });
  const runs = createRunController({
    api,
    editor,
    run,
    ui,
    checker,
    telemetry,
    socket: telemetrySocket,
  });
  const playback = createPlayback(api, run);
  const edits = createEditorActions({ editor, catalogue, canvas });
  return {
    editor,
    edits,
    catalogue,
    checker,
    run,
    runs,
    playback,
    telemetry,
    telemetrySocket,
    documents,
    configFiles,
    server,
    ui,
    canvas,
  };
}
