import { FileCog, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../ui/Button.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useConfigFiles, useUi, useWorkbench } from '../workbench/workbench-context.tsx';
import { baseName, type ConfigFileRef, fileKey, filePath } from './config-file-ref.ts';
import { isFileDirty } from './config-file-store.ts';

/** The config files that are open, beside the views of the pipeline. */
export function ConfigFileTabs(): ReactNode {
  const tabs = useConfigFiles((state) => state.tabs);
  return tabs.length === 0 ? null : (
    <>
      <span className="mx-1 h-4 w-px shrink-0 bg-line" aria-hidden />
      <div className="flex min-w-0 items-center gap-0.5 overflow-x-auto [scrollbar-width:none]">
        {tabs.map((tab) => (
          <FileTab key={fileKey(tab)} tab={tab} />
        ))}
      </div>
    </>
  );
}

function FileTab({ tab }: { readonly tab: ConfigFileRef }): ReactNode {
  const { configFiles } = useWorkbench();
  const key = fileKey(tab);
  const isShown = useUi((state) => state.view === 'file');
  const isActive = useConfigFiles(
    (state) => state.active !== undefined && fileKey(state.active) === key,
  );
  const isDirty = useConfigFiles(
    (state) => tab.kind === 'disk' && isFileDirty(state.disk[tab.path]),
  );
  const close = (): void => void configFiles.close(key);
  return (
    <div
      data-testid="config-tab"
      data-file={filePath(tab)}
      data-dirty={isDirty}
      className="group/tab flex shrink-0 items-center rounded-md has-aria-pressed:bg-active"
    >
      <Tooltip text={filePath(tab)} shortcut={isShown && isActive ? 'Alt+4' : undefined}>
        <Button
          variant="ghost"
          size="small"
          className="max-w-44 pr-1"
          aria-pressed={isShown && isActive}
          onClick={() => configFiles.open(tab)}
          onAuxClick={(event) => event.button === 1 && close()}
        >
          <FileCog size={14} aria-hidden />
          <span className="truncate">{baseName(tab)}</span>
          {isDirty && (
            <span
              role="img"
              className="size-1.5 shrink-0 rounded-full bg-warning"
              aria-label="not saved"
            />
          )}
        </Button>
      </Tooltip>
      <IconButton
        label={`Close ${baseName(tab)}`}
        shortcut={isShown && isActive ? 'Alt+W' : undefined}
        size="small"
        className="size-5"
        onClick={close}
      >
        <X size={12} />
      </IconButton>
    </div>
  );
}
