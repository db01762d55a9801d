import { locate } from '@pipewright/graph';
import { type ReactNode, useEffect, useRef } from 'react';
import { useChecks, useEditor, useRun, useWorkbench } from '../workbench/workbench-context.tsx';
import { EDITOR_OPTIONS, monaco } from './monaco.ts';
import { showMarkers } from './show-markers.ts';
import { textChange } from './text-change.ts';
import { markersOfErrors, markersOfFindings } from './yaml-markers.ts';

const TYPING_MILLIS = 220;
const PRINTING_MILLIS = 60;

/** The document as text: typing edits the document, and edits elsewhere appear in the text. */
export default function YamlEditor(): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const view = useRef<monaco.editor.IStandaloneCodeEditor | undefined>(undefined);
  useTextSync(container, view);
  useMarkers(view);
  useReveal(view);
  // "nokey": else React Flow beside it would take the space bar for itself.
  return <div ref={container} className="nokey h-full w-full" data-testid="yaml-editor" />;
}

type ViewRef = React.RefObject<monaco.editor.IStandaloneCodeEditor | undefined>;

function useTextSync(container: React.RefObject<HTMLDivElement | null>, view: ViewRef): void {
  const { editor } = useWorkbench();
  useEffect(() => {
    if (container.current === null) {
      return;
    }
    const model = monaco.editor.createModel(editor.getState().currentText(), 'yaml');
    const created = monaco.editor.create(container.current, {
      ...EDITOR_OPTIONS,
      model,
      ariaLabel: 'Pipeline as YAML',
    });
    view.current = created;
    let typing: ReturnType<typeof setTimeout> | undefined;
    let printing: ReturnType<typeof setTimeout> | undefined;
    let isPrinting = false;

    const take = (): void => {
      clearTimeout(typing);
      typing = undefined;
      editor.getState().setText(model.getValue());
    };
    const print = (): void => {
      printing = undefined;
      // What is being typed goes first: it becomes the document, or a draft that stays as it is.
      if (typing !== undefined) {
        return;
      }
      const change = textChange(model.getValue(), editor.getState().currentText());
      if (change !== undefined) {
        isPrinting = true;
        const range = monaco.Range.fromPositions(
          model.getPositionAt(change.start),
          model.getPositionAt(change.end),
        );
        model.pushEditOperations([], [{ range, text: change.text }], () => null);
        isPrinting = false;
      }
    };
    const typed = model.onDidChangeContent(() => {
      if (!isPrinting) {
        clearTimeout(typing);
        typing = setTimeout(take, TYPING_MILLIS);
      }
    });
    const stop = editor.subscribe((state, before) => {
      if (
        state.version !== before.version ||
        state.draft !== before.draft ||
        state.documentSerial !== before.documentSerial
      ) {
        printing ??= setTimeout(print, PRINTING_MILLIS);
      }
    });
    return () => {
      if (typing !== undefined) {
        take();
      }
      clearTimeout(printing);
      stop();
      typed.dispose();
      created.dispose();
      model.dispose();
      view.current = undefined;
    };
  }, [editor, container, view]);
}

function useMarkers(view: ViewRef): void {
  const { editor } = useWorkbench();
  const draft = useEditor((state) => state.draft);
  const version = useEditor((state) => state.version);
  const diagnostics = useChecks((state) => state.diagnostics);
  const problems = useRun((state) => state.run?.problems);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version has new places.
  useEffect(() => {
    const timer = setTimeout(() => {
      const model = view.current?.getModel();
      if (model == null) {
        return;
      }
      const markers =
        draft === undefined
          ? markersOfFindings(editor.getState().currentText(), diagnostics, problems ?? [])
          : markersOfErrors(draft.errors);
      showMarkers(model, markers);
    }, PRINTING_MILLIS * 2);
    return () => clearTimeout(timer);
  }, [editor, view, draft, version, diagnostics, problems]);
}

/** Shows the place of a problem, or of the box that is selected. */
function useReveal(view: ViewRef): void {
  const { editor } = useWorkbench();
  const focus = useEditor((state) => state.focus);
  const selection = useEditor((state) => state.selection);
  const shown = useRef(focus?.serial);
  useEffect(() => {
    const editorView = view.current;
    if (editorView === undefined || editorView.hasTextFocus()) {
      return;
    }
    const isAsked = focus !== undefined && focus.serial !== shown.current;
    shown.current = focus?.serial;
    const [element] = selection.elements;
    const [link] = selection.links;
    const place = isAsked ? focus.place : { element, link };
    const draft = editor.getState().draft;
    const error = draft?.errors[0];
    const range =
      error === undefined
        ? locate(editor.getState().currentText(), place)
        : { line: error.line, column: error.column };
    if (range !== undefined && (isAsked || element !== undefined || link !== undefined)) {
      editorView.setPosition({ lineNumber: range.line, column: range.column });
      editorView.revealLineInCenterIfOutsideViewport(range.line);
    }
  }, [editor, view, focus, selection]);
}
