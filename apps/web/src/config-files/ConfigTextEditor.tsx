import { type ReactNode, useEffect, useRef } from 'react';
import { EDITOR_OPTIONS, monaco } from '../code/monaco.ts';
import { textChange } from '../code/text-change.ts';
import type { LineRequest } from './config-file-store.ts';
import {
  describeModel,
  LANGUAGES,
  type ModelContext,
  markerOf,
  stretch,
} from './config-languages.ts';

export interface ConfigTextEditorProps {
  readonly label: string;
  readonly text: string;
  /** The file's text as of now: more may have been typed since `text` was rendered. */
  readonly readText: () => string;
  readonly context: ModelContext;
  readonly isReadOnly: boolean;
  /** Shown and given the caret. */
  readonly request: LineRequest | undefined;
  /** Line that the form speaks of, shown without taking the caret. */
  readonly markedLine: number | undefined;
  /** False: refused, and the text goes back to what it was. */
  readonly onChange: (text: string) => boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onCaret: (line: number, column: number) => void;
}

/** A config file as text: typing changes the file, and changes elsewhere appear in the text. */
export default function ConfigTextEditor(props: ConfigTextEditorProps): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const view = useRef<monaco.editor.IStandaloneCodeEditor | undefined>(undefined);
  const isPrinting = useRef(false);
  const latest = useRef(props);
  latest.current = props;
  const language =
    props.context.schema === undefined && props.context.syntax === 'ini'
      ? 'plaintext'
      : LANGUAGES[props.context.syntax];
  useEditorView(container, view, latest, isPrinting);

  useEffect(() => {
    const model = view.current?.getModel();
    if (model != null && model.getLanguageId() !== language) {
      monaco.editor.setModelLanguage(model, language);
    }
  }, [language]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is the reason to look.
  useEffect(() => {
    const model = view.current?.getModel();
    if (model != null) {
      print(model, latest.current.readText(), isPrinting);
    }
  }, [props.text]);

  useEffect(() => {
    const model = view.current?.getModel();
    if (model != null) {
      monaco.editor.setModelMarkers(model, 'pipewright', props.context.problems.map(markerOf));
    }
  }, [props.context.problems]);

  useEffect(() => {
    view.current?.updateOptions({ readOnly: props.isReadOnly });
  }, [props.isReadOnly]);

  const { request } = props;
  useEffect(() => {
    if (request !== undefined) {
      // The focus first: the caret is told of only while the text has it.
      view.current?.focus();
      view.current?.setPosition({ lineNumber: request.line, column: request.column });
      view.current?.revealLineInCenterIfOutsideViewport(request.line);
      latest.current.onCaret(request.line, request.column);
    }
  }, [request]);

  const { markedLine } = props;
  useEffect(() => {
    if (markedLine === undefined || view.current === undefined) {
      return;
    }
    view.current.revealLineInCenterIfOutsideViewport(markedLine);
    const marks = view.current.createDecorationsCollection([
      {
        range: new monaco.Range(markedLine, 1, markedLine, 1),
        options: { isWholeLine: true, className: 'config-marked-line' },
      },
    ]);
    return () => marks.clear();
  }, [markedLine]);

  return <div ref={container} className="nokey h-full w-full" data-testid="config-text" />;
}

/** Brings the model to a text, keeping the caret where it can stay. */
function print(
  model: monaco.editor.ITextModel,
  text: string,
  isPrinting: React.RefObject<boolean>,
): void {
  const change = model.isDisposed() ? undefined : textChange(model.getValue(), text);
  if (change !== undefined) {
    isPrinting.current = true;
    const edit = { range: stretch(model, change), text: change.text };
    model.pushEditOperations([], [edit], () => null);
    isPrinting.current = false;
  }
}

function useEditorView(
  container: React.RefObject<HTMLDivElement | null>,
  view: React.RefObject<monaco.editor.IStandaloneCodeEditor | undefined>,
  latest: React.RefObject<ConfigTextEditorProps>,
  isPrinting: React.RefObject<boolean>,
): void {
  useEffect(() => {
    if (container.current === null) {
      return;
    }
    const model = monaco.editor.createModel(latest.current.text, 'plaintext');
    describeModel(model, () => latest.current.context);
    const created = monaco.editor.create(container.current, {
      ...EDITOR_OPTIONS,
      model,
      ariaLabel: latest.current.label,
      quickSuggestions: { other: true, comments: false, strings: true },
      suggest: { showWords: false, preview: false },
      lightbulb: { enabled: monaco.editor.ShowLightbulbIconMode.On },
      glyphMargin: false,
    });
    view.current = created;
    // The file's history is the editor's own, across text, form and canvas.
    const { KeyMod, KeyCode } = monaco;
    created.addCommand(KeyMod.CtrlCmd | KeyCode.KeyZ, () => latest.current.onUndo());
    created.addCommand(KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyZ, () => latest.current.onRedo());
    created.addCommand(KeyMod.CtrlCmd | KeyCode.KeyY, () => latest.current.onRedo());
    const typed = model.onDidChangeContent(() => {
      if (!isPrinting.current && !latest.current.onChange(model.getValue())) {
        queueMicrotask(() => print(model, latest.current.readText(), isPrinting));
      }
    });
    const moved = created.onDidChangeCursorPosition(({ position }) => {
      if (created.hasTextFocus()) {
        latest.current.onCaret(position.lineNumber, position.column);
      }
    });
    return () => {
      typed.dispose();
      moved.dispose();
      created.dispose();
      model.dispose();
      view.current = undefined;
    };
  }, [container, view, latest, isPrinting]);
}
