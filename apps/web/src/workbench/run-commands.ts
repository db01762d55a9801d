/** The commands about a run: its life, its playback, its pictures and levels, its previews. */
import { onlyLink } from '../editor/selection.ts';
import { isActive, isLive } from '../run/run-store.ts';
import type { CommandSpec } from './command-spec.ts';
import type { PreviewTarget } from './ui-store.ts';
import type { Workbench } from './workbench.ts';

const SEEK_MILLIS = 5000;

const NO_RUN = 'no run is playing or paused';

/** Why nothing can be asked of a running pipeline. */
const whyNotLive = ({ run }: Workbench): string | undefined =>
  isLive(run.getState().run?.state) ? undefined : NO_RUN;

function whyNotSeekable(workbench: Workbench): string | undefined {
  const { position } = workbench.playback.store.getState();
  return (
    whyNotLive(workbench) ??
    (position === undefined ? 'the position is not known yet' : position.whyNotSeekable)
  );
}

/** What a snapshot is taken of: what the preview shows, else the selected link. */
function snapshotTarget({ ui, editor }: Workbench): PreviewTarget | undefined {
  const link = onlyLink(editor.getState().selection);
  return ui.getState().preview ?? (link === undefined ? undefined : { link, stream: -1 });
}

export const RUN_COMMANDS = {
  'run.start': {
    title: 'Run',
    group: 'Run',
    keys: ['Ctrl+Enter'],
    worksInFields: true,
    isEnabled: ({ run }) => !isActive(run.getState().run?.state) && !run.getState().isStarting,
    run: ({ runs }) => runs.start(),
  },
  'run.stop': {
    title: 'Stop',
    group: 'Run',
    keys: ['Ctrl+.'],
    worksInFields: true,
    isEnabled: ({ run }) => isActive(run.getState().run?.state),
    run: ({ runs }) => runs.stop(),
  },
  'run.pause': {
    title: 'Pause or resume',
    group: 'Run',
    keys: ['Alt+P'],
    worksInFields: true,
    isEnabled: ({ run }) => isLive(run.getState().run?.state),
    currentTitle: ({ run }) => (run.getState().run?.state === 'paused' ? 'Resume' : 'Pause'),
    run: ({ runs }) => runs.togglePause(),
  },
  'run.step': {
    title: 'Step one picture',
    group: 'Run',
    keys: ['.'],
    whyNot: (workbench) =>
      whyNotLive(workbench) ??
      (workbench.run.getState().run?.state === 'paused' ? undefined : 'pause the run first'),
    run: ({ playback }) => playback.step(),
  },
  'run.back': {
    title: 'Go back 5 seconds',
    group: 'Run',
    keys: ['['],
    whyNot: whyNotSeekable,
    run: ({ playback }) => playback.seekBy(-SEEK_MILLIS),
  },
  'run.forward': {
    title: 'Go forward 5 seconds',
    group: 'Run',
    keys: [']'],
    whyNot: whyNotSeekable,
    run: ({ playback }) => playback.seekBy(SEEK_MILLIS),
  },
  'run.flush': {
    title: 'Flush: drop what is on its way to the sinks',
    group: 'Run',
    keys: ['Alt+X'],
    whyNot: whyNotLive,
    run: ({ playback }) => playback.flush(),
  },
  'run.snapshot': {
    title: 'Snapshot of the preview or the selected link',
    group: 'Run',
    keys: ['S'],
    whyNot: (workbench) =>
      whyNotLive(workbench) ??
      (snapshotTarget(workbench) === undefined
        ? 'select a link, or open its live video'
        : undefined),
    run: (workbench) => {
      const target = snapshotTarget(workbench);
      return target && workbench.ui.getState().openDialog({ kind: 'snapshot', target });
    },
  },
  'run.graph': {
    title: 'Graph of the running pipeline (DOT)',
    group: 'Run',
    keys: ['Alt+G'],
    worksInFields: true,
    whyNot: whyNotLive,
    run: ({ ui }) => ui.getState().openDialog({ kind: 'run-graph' }),
  },
  'run.log-levels': {
    title: 'Log levels of the run (GST_DEBUG)',
    group: 'Run',
    keys: ['Alt+L'],
    worksInFields: true,
    whyNot: whyNotLive,
    run: ({ ui }) => {
      ui.getState().showBottom('logs');
      ui.getState().openDialog({ kind: 'log-levels' });
    },
  },
  'run.update': {
    title: 'Take added and removed sources into the run',
    group: 'Run',
    keys: ['Alt+U'],
    worksInFields: true,
    whyNot: whyNotLive,
    run: ({ runs }) => runs.update(),
  },
  'preview.open': {
    title: 'Show the video of the selected link',
    group: 'Run',
    keys: ['P'],
    isEnabled: ({ run, editor }) =>
      isLive(run.getState().run?.state) && onlyLink(editor.getState().selection) !== undefined,
    run: ({ ui, editor }) => {
      const link = onlyLink(editor.getState().selection);
      if (link !== undefined) {
        ui.getState().showPreview({ link, stream: -1 });
      }
    },
  },
  'preview.close': {
    title: 'Close the preview',
    group: 'Run',
    isEnabled: ({ ui }) => ui.getState().preview !== undefined,
    run: ({ ui }) => ui.getState().showPreview(undefined),
  },
} as const satisfies Record<string, CommandSpec>;
