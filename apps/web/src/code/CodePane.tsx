import '../config-files/config-languages.ts';
import { type ReactNode, useEffect, useRef } from 'react';
import { DOT_LANGUAGE } from './dot-language.ts';
import { EDITOR_OPTIONS, monaco } from './monaco.ts';
import { showMarkers } from './show-markers.ts';
import type { TextMarker } from './yaml-markers.ts';

export interface CodePaneProps {
  readonly text: string;
  /** As formats name languages; one that is not known here is shown without colours. */
  readonly language: string;
  readonly label: string;
  /** Absent: the text is to look at and copy. */
  readonly onChange?: (text: string) => void;
  readonly markers?: readonly TextMarker[];
  /** A line to show; another serial asks again. */
  readonly reveal?: LineRequest | undefined;
  /** Takes the focus as soon as it is there. */
  readonly isFocusedFirst?: boolean;
  readonly testId?: string;
}

export interface LineRequest {
  readonly line: number;
  readonly column: number;
  readonly serial: number;
}

/** Languages that Monaco knows under another name, or that are close enough to another. */
const KNOWN_AS: Readonly<Record<string, string>> = {
  ini: 'pipewright-ini',
  dot: DOT_LANGUAGE,
  json: 'yaml',
};

/** Text that is no document of its own: to look at, or typed into a dialog. */
export default function CodePane(props: CodePaneProps): ReactNode {
  const { text, label, onChange, markers, reveal, testId } = props;
  const language = KNOWN_AS[props.language] ?? props.language;
  const isReadOnly = onChange === undefined;
  const container = useRef<HTMLDivElement>(null);
  const view = useRef<monaco.editor.IStandaloneCodeEditor | undefined>(undefined);
  const current = useRef({ text, onChange });
  current.current = { text, onChange };
  const isFocusedFirst = useRef(props.isFocusedFirst === true);
  useEffect(() => {
    if (container.current === null) {
      return;
    }
    const model = monaco.editor.createModel('', 'plaintext');
    const created = monaco.editor.create(container.current, {
      ...EDITOR_OPTIONS,
      model,
      readOnly: isReadOnly,
      wordWrap: 'on',
      ariaLabel: label,
      // Tab leaves the text: a dialog is gone through by keyboard.
      tabFocusMode: true,
    });
    const typed = model.onDidChangeContent(() => {
      // Text that was handed in comes back as a change too; it is nobody's typing.
      if (model.getValue() !== current.current.text) {
        current.current.onChange?.(model.getValue());
      }
    });
    view.current = created;
    if (isFocusedFirst.current) {
      created.focus();
    }
    return () => {
      typed.dispose();
      created.dispose();
      model.dispose();
      view.current = undefined;
    };
  }, [isReadOnly, label]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another label makes another model.
  useEffect(() => {
    const model = view.current?.getModel();
    if (model != null && model.getValue() !== text) {
      model.setValue(text);
    }
  }, [text, label, isReadOnly]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => {
    const model = view.current?.getModel();
    if (model != null) {
      monaco.editor.setModelLanguage(model, language);
    }
  }, [language, label, isReadOnly]);
  useEffect(() => {
    const model = view.current?.getModel();
    if (model != null && markers !== undefined) {
      showMarkers(model, markers);
    }
  }, [markers]);
  useEffect(() => {
    if (reveal !== undefined && view.current !== undefined) {
      view.current.setPosition({ lineNumber: reveal.line, column: reveal.column });
      view.current.revealLineInCenter(reveal.line);
      view.current.focus();
    }
  }, [reveal]);
  return <div ref={container} className="nokey h-full w-full" data-testid={testId} />;
}
