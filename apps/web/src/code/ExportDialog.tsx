import { Check, Copy, Download, Info } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { notify } from '../ui/toast-store.ts';
import { useCatalogue, useEditor, useWorkbench } from '../workbench/workbench-context.tsx';
import { type ExportedText, exportDocument } from './export-texts.ts';
import { CodeLoading } from './YamlView.tsx';

const CodeViewer = lazy(() => import('./CodeViewer.tsx'));

/** The document in other forms, with what they cannot express. */
export default function ExportDialog(): ReactNode {
  const { ui, editor, server } = useWorkbench();
  const document = useEditor((state) => state.document);
  const path = useEditor((state) => state.path);
  const catalogue = useCatalogue((state) => state.catalogue);
  const root = useStore(server, (state) => state.info?.workspace.root);
  const texts = useMemo(
    () =>
      exportDocument(document, { catalogue, yaml: editor.getState().currentText(), path, root }),
    [document, catalogue, editor, path, root],
  );
  const [chosen, setChosen] = useState('gst-launch');
  const shown = texts.find((text) => text.id === chosen) ?? texts[0];
  return (
    <Dialog
      title="Export"
      description="The pipeline as it is now; nothing is left out without being said."
      width="large"
      testId="export-dialog"
      onClose={() => ui.getState().closeDialog()}
      footer={shown !== undefined && <Actions text={shown} />}
    >
      <Tabs.Root value={shown?.id ?? ''} onValueChange={setChosen} orientation="horizontal">
        <Tabs.List aria-label="Form" className="mb-2 flex gap-1">
          {texts.map((text) => (
            <Tabs.Trigger
              key={text.id}
              value={text.id}
              data-testid={`export-${text.id}`}
              className="h-7 rounded-md px-2.5 text-xs text-muted hover:bg-hover data-[state=active]:bg-active data-[state=active]:text-ink"
            >
              {text.label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {texts.map((text) => (
          <Tabs.Content key={text.id} value={text.id} className="outline-none">
            <p className="mb-2 text-xs text-muted">{text.description}</p>
            <Notes text={text} />
            <div className="h-[46vh] overflow-hidden rounded-md border border-line">
              <Suspense fallback={<CodeLoading />}>
                <CodeViewer text={text.text} language={text.language} label={text.label} />
              </Suspense>
            </div>
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Dialog>
  );
}

function Notes({ text }: { readonly text: ExportedText }): ReactNode {
  if (text.notes.length === 0) {
    return null;
  }
  return (
    <ul
      data-testid="export-notes"
      className="mb-2 max-h-28 space-y-1 overflow-auto rounded-md bg-warning-soft px-3 py-2 text-xs"
    >
      {text.notes.map((note) => (
        <li key={note} className="flex gap-2">
          <Info size={13} className="mt-0.5 shrink-0 text-warning" aria-hidden />
          <span className="min-w-0 break-words">{note}</span>
        </li>
      ))}
    </ul>
  );
}

function Actions({ text }: { readonly text: ExportedText }): ReactNode {
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text.text).then(
      () => {
        setCopied(true);
        setTimeout(() => setCopied(false), 1500);
      },
      () => notify('error', 'The browser does not allow copying here: select the text instead.'),
    );
  };
  const download = (): void => {
    const url = URL.createObjectURL(new Blob([text.text], { type: 'text/plain' }));
    const anchor = document.createElement('a');
    anchor.href = url;
    anchor.download = text.fileName;
    anchor.click();
    URL.revokeObjectURL(url);
  };
  return (
    <>
      <Button onClick={download} data-testid="export-download">
        <Download size={14} aria-hidden /> Download {text.fileName}
      </Button>
      <Button variant="primary" onClick={copy} data-testid="export-copy">
        {isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        {isCopied ? 'Copied' : 'Copy'}
      </Button>
    </>
  );
}
