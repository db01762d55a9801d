import { type ReactNode, useEffect, useRef } from 'react';
import { EDITOR_OPTIONS, monaco } from './monaco.ts';

export interface CodeViewerProps {
  readonly text: string;
  readonly language: 'shell' | 'yaml';
  readonly label: string;
}

/** Text to look at and copy. */
export default function CodeViewer({ text, language, label }: CodeViewerProps): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const view = useRef<monaco.editor.IStandaloneCodeEditor | undefined>(undefined);
  useEffect(() => {
    if (container.current === null) {
      return;
    }
    const model = monaco.editor.createModel('', language);
    const created = monaco.editor.create(container.current, {
      ...EDITOR_OPTIONS,
      model,
      readOnly: true,
      wordWrap: 'on',
      ariaLabel: label,
    });
    view.current = created;
    return () => {
      created.dispose();
      model.dispose();
      view.current = undefined;
    };
  }, [language, label]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language makes another model.
  useEffect(() => {
    view.current?.getModel()?.setValue(text);
  }, [text, language, label]);
  return <div ref={container} className="h-full w-full" />;
}
