import {
  Columns2,
  FileInput,
  FileOutput,
  FileText,
  ListChecks,
  Repeat2,
  Save,
  WandSparkles,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../ui/Button.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { CommandButton } from '../workbench/CommandButton.tsx';
import { useConfigFiles, useWorkbench } from '../workbench/workbench-context.tsx';
import { type ConfigFileRef, filePath } from './config-file-ref.ts';
import { type FileLayout, isFileDirty } from './config-file-store.ts';

export interface ConfigFileBarProps {
  readonly fileRef: ConfigFileRef;
  readonly layout: FileLayout;
  readonly isReadOnly: boolean;
}

const LAYOUTS = [
  ['text', 'Text', <FileText key="text" size={14} />],
  ['both', 'Text and form', <Columns2 key="both" size={14} />],
  ['form', 'Form', <ListChecks key="form" size={14} />],
] as const;

/** Where the file lies, how it is shown, and what can be done with it. */
export function ConfigFileBar({ fileRef, layout, isReadOnly }: ConfigFileBarProps): ReactNode {
  const { configFiles } = useWorkbench();
  const isDirty = useConfigFiles(
    (state) => fileRef.kind === 'disk' && isFileDirty(state.disk[fileRef.path]),
  );
  const path = filePath(fileRef);
  return (
    <div className="flex h-9 shrink-0 items-center gap-1 border-b border-line bg-surface px-2">
      <Tooltip
        text={
          fileRef.kind === 'owned'
            ? `${path}, part of the pipeline document: its paths start at the document’s folder`
            : `${path}, a file on the disk: its paths start at its own folder`
        }
      >
        <span className="flex min-w-0 flex-1 items-center gap-2">
          <span className="truncate font-mono text-2xs text-ink">{path}</span>
          <span className="shrink-0 rounded bg-raised px-1.5 text-2xs text-muted">
            {fileRef.kind === 'owned' ? 'in the pipeline' : isReadOnly ? 'read only' : 'on disk'}
          </span>
        </span>
      </Tooltip>
      <fieldset aria-label="Show as" className="flex items-center rounded-md bg-raised">
        {LAYOUTS.map(([value, label, icon]) => (
          <IconButton
            key={value}
            label={label}
            size="small"
            isActive={layout === value}
            data-testid={`config-layout-${value}`}
            onClick={() => configFiles.setLayout(value)}
          >
            {icon}
          </IconButton>
        ))}
      </fieldset>
      <span className="mx-0.5 h-4 w-px bg-line" aria-hidden />
      <CommandButton command="config.format" size="small" icon={<WandSparkles size={14} />} />
      <CommandButton command="config.convert" size="small" icon={<Repeat2 size={14} />} />
      {fileRef.kind === 'owned' ? (
        <CommandButton command="config.write-out" size="small" icon={<FileOutput size={14} />} />
      ) : (
        <CommandButton command="config.take-in" size="small" icon={<FileInput size={14} />} />
      )}
      {fileRef.kind === 'disk' && !isReadOnly && (
        <Tooltip text="Save the file" shortcut="Ctrl+S">
          <Button
            size="small"
            variant={isDirty ? 'primary' : 'plain'}
            disabled={!isDirty}
            data-testid="config-save"
            onClick={() => void configFiles.save(fileRef)}
          >
            <Save size={13} aria-hidden /> Save
          </Button>
        </Tooltip>
      )}
    </div>
  );
}
