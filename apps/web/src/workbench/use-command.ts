import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { type CommandId, commandSpec, isCommandEnabled, runCommand } from './commands.ts';
import type { Workbench } from './workbench.ts';
import { useWorkbench } from './workbench-context.tsx';

export interface UsableCommand {
  readonly title: string;
  readonly shortcut: string | undefined;
  readonly isEnabled: boolean;
  /** Why it is not enabled, where the command says. */
  readonly whyNot: string | undefined;
  readonly run: () => void;
}

/** A command as a control shows it, up to date with what it depends on. */
export function useCommand(id: CommandId): UsableCommand {
  const workbench = useWorkbench();
  const spec = commandSpec(id);
  const subscribe = useMemo(() => subscribeTo(workbench), [workbench]);
  const isEnabled = useSyncExternalStore(subscribe, () => isCommandEnabled(workbench, id));
  const whyNot = useSyncExternalStore(subscribe, () => spec.whyNot?.(workbench));
  const title = useSyncExternalStore(subscribe, () => spec.currentTitle?.(workbench) ?? spec.title);
  const run = useCallback(() => {
    runCommand(workbench, id);
  }, [workbench, id]);
  return { title, shortcut: spec.keys?.[0], isEnabled, whyNot, run };
}

function subscribeTo({
  editor,
  run,
  ui,
  configFiles,
  playback,
}: Workbench): (listener: () => void) => () => void {
  return (listener) => {
    const stops = [editor, run, ui, configFiles.store, playback.store].map((store) =>
      store.subscribe(listener),
    );
    return () => {
      for (const stop of stops) {
        stop();
      }
    };
  };
}
