import { type Config, readConfig } from '@pipewright/catalogue';
import { ConfigEditError, editConfig } from '@pipewright/formats';
import { FileCog, FileQuestion, FileWarning, Lock } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import { CodeLoading } from '../code/YamlView.tsx';
import { Button } from '../ui/Button.tsx';
import { Divider } from '../ui/Divider.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { settingsStorage } from '../ui/settings.ts';
import { notify } from '../ui/toast-store.ts';
import { useConfigFiles, useWorkbench } from '../workbench/workbench-context.tsx';
import { ConfigFileBar } from './ConfigFileBar.tsx';
import { ConfigFileStatus } from './ConfigFileStatus.tsx';
import { ConfigForm, type ConfigFormProps } from './ConfigForm.tsx';
import { type ConfigFileRef, fileKey, filePath } from './config-file-ref.ts';
import { type FileLayout, shownLayout } from './config-file-store.ts';
import { entryAt, type ProblemFix } from './file-problems.ts';
import { useFileText, useShownFile } from './use-config-file.ts';

const ConfigTextEditor = lazy(() => import('./ConfigTextEditor.tsx'));

/** The config file that is open: as text, as a form, or both in step. */
export function ConfigFileView(): ReactNode {
  const active = useConfigFiles((state) => state.active);
  return active === undefined ? (
    <EmptyState icon={<FileCog size={22} />} title="No config file is open">
      Select an element that reads one and press E, or choose one of the files in the inspector.
    </EmptyState>
  ) : (
    <OpenFile key={fileKey(active)} fileRef={active} />
  );
}

function OpenFile({ fileRef }: { readonly fileRef: ConfigFileRef }): ReactNode {
  const { configFiles } = useWorkbench();
  const text = useFileText(fileRef);
  switch (text.state) {
    case 'loading':
      return <CodeLoading />;
    case 'failed':
      return (
        <div role="alert" className="h-full bg-canvas" data-testid="config-file-failed">
          <EmptyState icon={<FileWarning size={22} />} title="The file can’t be opened">
            <p className="mb-2 break-words">{text.message}</p>
            <span className="flex justify-center gap-2">
              <Button onClick={() => configFiles.reload(fileRef)}>Try again</Button>
              <Button onClick={() => void configFiles.close(fileKey(fileRef))}>Close</Button>
            </span>
          </EmptyState>
        </div>
      );
    case 'ready':
      return <FilePane fileRef={fileRef} text={text.text} isReadOnly={text.isReadOnly} />;
  }
}

interface FilePaneProps {
  readonly fileRef: ConfigFileRef;
  readonly text: string;
  readonly isReadOnly: boolean;
}

function FilePane({ fileRef, text, isReadOnly }: FilePaneProps): ReactNode {
  const { configFiles, edits, editor } = useWorkbench();
  const file = useShownFile(fileRef, text);
  const layout = shownLayout(useConfigFiles((state) => state.layout));
  const [caret, setCaret] = useState({ line: 1, column: 1 });
  /** `group/key` of the field with the focus; undefined while the caret is in the text. */
  const [field, setField] = useState<string | undefined>(undefined);
  const [hasCaret, setHasCaret] = useState(false);
  const { syntax } = file.kind;

  const onEdit = useCallback<ConfigFormProps['onEdit']>(
    (label, changes, coalesceKey) => {
      const before = configFiles.textOf(fileRef) ?? '';
      try {
        const after = editConfig(readConfig(filePath(fileRef), before, syntax), changes);
        const options = coalesceKey === undefined ? { label } : { label, coalesceKey };
        configFiles.setText(fileRef, after, options);
      } catch (error) {
        if (!(error instanceof ConfigEditError)) {
          throw error;
        }
        notify('error', error.message);
      }
    },
    [configFiles, fileRef, syntax],
  );
  const onFix = useCallback(
    (fix: ProblemFix) => {
      if (fix.kind === 'edit') {
        edits.applyFix(fix.fix);
      } else {
        configFiles.setText(fileRef, fix.text, { label: fix.title });
      }
    },
    [configFiles, edits, fileRef],
  );
  const onCaret = (line: number, column: number): void => {
    setCaret({ line, column });
    setHasCaret(true);
    setField(undefined);
  };
  const onShow = useCallback((group: string, key: string) => setField(`${group}/${key}`), []);
  const found = useMemo(
    () => (hasCaret ? entryAt(file.config, caret.line, caret.column) : undefined),
    [hasCaret, file.config, caret],
  );
  const mark = field ?? (found === undefined ? undefined : `${found.group}/${found.entry.key}`);
  const markedLine = field === undefined ? undefined : lineOf(file.config, field);
  const context = useMemo(
    () => ({
      path: filePath(fileRef),
      schema: file.kind.schema,
      syntax,
      problems: file.problems,
      checkedText: file.checkedText,
      applyFix: onFix,
    }),
    [fileRef, file.kind.schema, syntax, file.problems, file.checkedText, onFix],
  );
  const request = useConfigFiles((state) =>
    state.request?.key === fileKey(fileRef) ? state.request : undefined,
  );

  const textPane = (
    <Suspense fallback={<CodeLoading />}>
      <ConfigTextEditor
        label={filePath(fileRef)}
        text={text}
        readText={() => configFiles.textOf(fileRef) ?? text}
        context={context}
        isReadOnly={isReadOnly}
        request={request}
        markedLine={markedLine}
        onChange={(typed) => configFiles.setText(fileRef, typed, { coalesceKey: 'text' })}
        onUndo={() => (fileRef.kind === 'disk' ? configFiles : editor.getState()).undo()}
        onRedo={() => (fileRef.kind === 'disk' ? configFiles : editor.getState()).redo()}
        onCaret={onCaret}
      />
    </Suspense>
  );
  const formPane =
    file.kind.schema === undefined ? (
      <UnknownKind />
    ) : (
      <ConfigForm
        schema={file.kind.schema}
        config={file.config}
        problems={file.problems}
        folder={file.folder}
        isReadOnly={isReadOnly}
        marked={mark}
        onEdit={onEdit}
        onFix={onFix}
        onShow={onShow}
      />
    );
  return (
    <section
      aria-label={filePath(fileRef)}
      data-testid="config-file"
      className="flex h-full min-h-0 flex-col bg-canvas"
    >
      <ConfigFileBar fileRef={fileRef} layout={layout} isReadOnly={isReadOnly} />
      {isReadOnly && <ReadOnlyNote fileRef={fileRef} />}
      <div className="min-h-0 flex-1">
        <Panes layout={layout} text={textPane} form={formPane} />
      </div>
      <ConfigFileStatus file={file} caret={layout === 'form' ? undefined : caret} />
    </section>
  );
}

/** The line of a `group/key`; undefined while it is not set. */
function lineOf({ groups }: Config, field: string): number | undefined {
  const slash = field.lastIndexOf('/');
  return groups.get(field.slice(0, slash))?.entries.get(field.slice(slash + 1))?.line;
}

function Panes({
  layout,
  text,
  form,
}: {
  readonly layout: FileLayout;
  readonly text: ReactNode;
  readonly form: ReactNode;
}): ReactNode {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: 'config-file',
    panelIds: ['config-text-pane', 'config-form-pane'],
    storage: settingsStorage,
  });
  if (layout !== 'both') {
    return layout === 'text' ? text : form;
  }
  return (
    <Group
      orientation="horizontal"
      className="h-full"
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
    >
      <Panel id="config-text-pane" minSize={160}>
        {text}
      </Panel>
      <Divider orientation="vertical" label="Resize the form" />
      <Panel id="config-form-pane" defaultSize="45" minSize={200}>
        {form}
      </Panel>
    </Group>
  );
}

function ReadOnlyNote({ fileRef }: { readonly fileRef: ConfigFileRef }): ReactNode {
  const { configFiles } = useWorkbench();
  return (
    <div className="flex items-center gap-2 border-b border-line bg-hint-soft px-3 py-1 text-xs">
      <Lock size={13} className="shrink-0 text-hint" aria-hidden />
      <span className="min-w-0 flex-1">
        This file lies outside the workspace: it can be looked at, not changed.
      </span>
      <Button size="small" onClick={() => configFiles.moves.takeIn(fileRef)}>
        Take into the pipeline
      </Button>
    </div>
  );
}

function UnknownKind(): ReactNode {
  return (
    <div className="h-full bg-surface" data-testid="config-unknown-kind">
      <EmptyState icon={<FileQuestion size={22} />} title="There is no form for this file">
        No element reads it as its config file, and what it holds fits no known kind. It can be
        edited as text.
      </EmptyState>
    </div>
  );
}
