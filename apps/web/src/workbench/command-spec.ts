/** What a command is. */
import type { Workbench } from './workbench.ts';

export type CommandGroup = 'File' | 'Edit' | 'View' | 'Arrange' | 'Run' | 'Help';

export interface CommandSpec {
  readonly title: string;
  readonly group: CommandGroup;
  /** Key combinations; the first is the one that is shown. `Ctrl` is Command on a Mac. */
  readonly keys?: readonly string[];
  /** Also while typing in a field. */
  readonly worksInFields?: boolean;
  readonly isEnabled?: (workbench: Workbench) => boolean;
  /** Why it can't be run now, for whoever points at its control; it is disabled then. */
  readonly whyNot?: (workbench: Workbench) => string | undefined;
  /** The title for the present state, where it differs. */
  readonly currentTitle?: (workbench: Workbench) => string;
  readonly run: (workbench: Workbench) => unknown;
}
