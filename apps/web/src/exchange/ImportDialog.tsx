import type { FormatPlace, ImportedPipeline } from '@pipewright/formats';
import { FileUp, LoaderCircle, ScanSearch } from 'lucide-react';
import { type DragEvent, type ReactNode, useMemo, useState } from 'react';
import { errorText } from '../api/api-error.ts';
import { autoLayout, layoutBoxes } from '../editor/auto-layout.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { notify } from '../ui/toast-store.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { useEditor, useWorkbench } from '../workbench/workbench-context.tsx';
import { useKeys } from './ExportActions.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { ImportSource } from './ImportSource.tsx';
import { type ImportInput, NO_INPUT, nameOfInput } from './import-input.ts';
import { markersOf, movedTo } from './import-reading.ts';
import { ErrorList } from './NoteList.tsx';
import { inputOfDropped } from './offer-import.ts';
import { useReading } from './use-reading.ts';

const IMPORT_KEYS = 'Ctrl+Enter';
const ADD_KEYS = 'Ctrl+Shift+Enter';
/** Where documents lie that are not saved yet. */
const UNSAVED_FOLDER = 'pipelines';
const NOTHING: readonly never[] = [];

/** A pipeline in another format: its text on the left, what becomes of it on the right. */
export default function ImportDialog({
  input: first = NO_INPUT,
}: {
  readonly input: ImportInput | undefined;
}): ReactNode {
  const workbench = useWorkbench();
  const { ui } = workbench;
  const [input, setInput] = useState(first);
  const [formatId, setFormatId] = useState<string | undefined>(undefined);
  const [chosen, setChosen] = useState(0);
  const [reveal, setReveal] = useState({ line: 1, column: 1, serial: 0 });
  const [isOver, setOver] = useState(false);
  const reading = useReading(input, formatId);
  const { format, result } = reading;
  const pipelines = result?.ok === true ? result.pipelines : NOTHING;
  const errors = result?.ok === false ? result.errors : NOTHING;
  const pipeline = pipelines[chosen] ?? pipelines[0];
  const notes = pipeline?.notes ?? NOTHING;
  const markers = useMemo(() => markersOf(input, errors, notes), [input, errors, notes]);
  const isReady = pipeline !== undefined && !reading.isReading;
  const hasElements = useEditor((state) => Object.keys(state.document.elements).length > 0);

  const take = (next: ImportInput): void => {
    setInput(next);
    setFormatId(undefined);
    setChosen(0);
  };
  const goTo = ({ file, line, column = 1 }: FormatPlace): (() => void) | undefined =>
    line === undefined || (file !== undefined && file !== nameOfInput(input))
      ? undefined
      : () => setReveal(({ serial }) => ({ line, column, serial: serial + 1 }));
  const open = (): void => {
    if (isReady) {
      openImported(workbench, pipeline, input).catch(tellFailure);
    }
  };
  const add = (): void => {
    if (isReady && hasElements) {
      addImported(workbench, pipeline, input).catch(tellFailure);
    }
  };
  useKeys({ [IMPORT_KEYS]: open, [ADD_KEYS]: add });
  const dragging = (event: DragEvent): void => {
    if (event.dataTransfer.types.includes('Files')) {
      event.preventDefault();
      setOver(
        event.type !== 'dragleave' ||
          event.currentTarget.contains(event.relatedTarget as Node | null),
      );
    }
  };
  const drop = (event: DragEvent): void => {
    if (event.dataTransfer.types.includes('Files')) {
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      void inputOfDropped([...event.dataTransfer.files]).then((found) => found && take(found));
    }
  };
  return (
    <Dialog
      title="Import"
      description="A gst-launch line or script, a config of deepstream-app, a Service Maker description or script, or a DOT graph."
      width="whole"
      testId="import-dialog"
      onClose={() => ui.getState().closeDialog()}
      footer={
        <>
          <Tooltip text="Below what is drawn, as one step" shortcut={ADD_KEYS} side="top">
            <Button onClick={add} disabled={!isReady || !hasElements} data-testid="import-add">
              Add to this pipeline
            </Button>
          </Tooltip>
          <Tooltip text="As a new pipeline, not saved yet" shortcut={IMPORT_KEYS} side="top">
            <Button variant="primary" onClick={open} disabled={!isReady} data-testid="import-open">
              Import
            </Button>
          </Tooltip>
        </>
      }
    >
      <div
        className="relative flex min-w-0 flex-1"
        onDragOverCapture={dragging}
        onDragLeaveCapture={dragging}
        onDropCapture={drop}
      >
        <ImportSource
          input={input}
          format={format}
          formatId={formatId}
          markers={markers}
          reveal={reveal.serial === 0 ? undefined : reveal}
          onInput={take}
          onText={(text) => setInput((before) => ({ ...before, text }))}
          onFormat={setFormatId}
        />
        <section
          aria-label="Preview"
          data-testid="import-preview"
          data-reading={reading.isReading}
          className="flex min-h-0 min-w-0 flex-1 flex-col"
        >
          {input.text.trim() === '' ? (
            <EmptyState icon={<FileUp size={20} />} title="Nothing to read yet">
              Paste a text on the left, drop files here, or choose one.
            </EmptyState>
          ) : result === undefined && reading.isReading ? (
            <EmptyState
              icon={<LoaderCircle size={18} className="animate-spin" />}
              title="Reading…"
            />
          ) : format === undefined ? (
            <EmptyState
              icon={<ScanSearch size={20} />}
              title="This is no format that is known here"
            >
              If it is one, choose it above the text: its reader then tells what is wrong.
            </EmptyState>
          ) : pipeline === undefined ? (
            <div className="overflow-auto">
              <ErrorList title="It can’t be read" errors={errors} goTo={goTo} />
            </div>
          ) : (
            <ImportPreview pipelines={pipelines} shown={pipeline} onShow={setChosen} goTo={goTo} />
          )}
        </section>
        {isOver && (
          <div className="pointer-events-none absolute inset-2 z-10 flex items-center justify-center rounded-lg border-2 border-dashed border-accent bg-accent-soft/90 text-sm font-semibold">
            Drop the file, together with the config files that it names
          </div>
        )}
      </div>
    </Dialog>
  );
}

function tellFailure(error: unknown): void {
  notify('error', `The pipeline can’t be imported. ${errorText(error)}`);
}

/** Opens it as a document of its own; the dialog comes back when the user stays with the old one. */
async function openImported(
  { ui, documents, catalogue }: Workbench,
  { document }: ImportedPipeline,
  input: ImportInput,
): Promise<void> {
  const moved = movedTo(document, input.folder, UNSAVED_FOLDER);
  const known = catalogue.getState().catalogue;
  const positions = await autoLayout(moved, layoutBoxes(moved, known));
  ui.getState().closeDialog();
  if (!(await documents.openUnsaved(moved, positions))) {
    ui.getState().openDialog({ kind: 'import', input });
  } else if (ui.getState().view === 'yaml' || ui.getState().view === 'file') {
    ui.getState().setView('canvas');
  }
}

async function addImported(
  { ui, edits, configFiles }: Workbench,
  { document }: ImportedPipeline,
  input: ImportInput,
): Promise<void> {
  const moved = movedTo(document, input.folder, configFiles.context().folder);
  ui.getState().closeDialog();
  if (await edits.addPipeline(moved)) {
    const count = Object.keys(moved.elements).length;
    notify('success', `${count === 1 ? 'One element' : `${count} elements`} added.`);
  }
}
