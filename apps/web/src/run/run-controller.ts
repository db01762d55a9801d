import { type PropertyValue, parseLink } from '@pipewright/graph';
import type { RunSummary } from '@pipewright/protocol';
import type { Diagnostic } from '@pipewright/rules';
import { errorData, errorText } from '../api/api-error.ts';
import { connectionStore } from '../api/connection-store.ts';
import type { TelemetryListener, TelemetrySocket } from '../api/telemetry-socket.ts';
import type { Api } from '../api/trpc-client.ts';
import { type EditorStore, isDirty } from '../editor/editor-store.ts';
import type { Checker } from '../editor/problems/check-store.ts';
import { notify } from '../ui/toast-store.ts';
import type { UiStore } from '../workbench/ui-store.ts';
import { isActive, isLive, type RunStore } from './run-store.ts';
import type { TelemetryStore } from './telemetry-store.ts';

/** Starting, stopping and following the run of the open document. */
export interface RunController {
  /** Checks first; errors open the problems panel and nothing starts. */
  start(): Promise<void>;
  stop(): Promise<void>;
  togglePause(): Promise<void>;
  /** Brings sources that were drawn since into the run, and takes out those that were deleted. */
  update(): Promise<void>;
  /** Changes a property of the running pipeline; the result lands in the run store. */
  setProperty(element: string, property: string, value: PropertyValue, pad?: string): Promise<void>;
}

interface Dependencies {
  readonly api: Api;
  readonly editor: EditorStore;
  readonly run: RunStore;
  readonly ui: UiStore;
  readonly checker: Checker;
  readonly telemetry: TelemetryStore;
  readonly socket: TelemetrySocket;
}

/** Makes the controller; it follows runs of the open document that others start, too. */
export function createRunController({
  api,
  editor,
  run,
  ui,
  checker,
  telemetry,
  socket,
}: Dependencies): RunController {
  let following: { readonly runId: string; stop(): void } | undefined;

  /** Shows a run and keeps it up to date until it has ended. */
  const follow = (runId: string): void => {
    if (following?.runId === runId) {
      return;
    }
    following?.stop();
    telemetry.clear();
    let samples: TelemetryListener | undefined;
    const events = api.runs.onEvent.subscribe(
      { runId },
      {
        onData: (event) => {
          const numFindings = run.getState().diagnoses.length;
          run.getState().apply(event);
          if (event.kind === 'log') {
            return;
          }
          if (run.getState().diagnoses.length > numFindings && isActive(event.run.state)) {
            ui.getState().showBottom('problems');
          }
          telemetry.setPads(event.run.pads, linkTargets(event.run));
          if (isActive(event.run.state)) {
            samples ??= socket.listen(runId, ['sample'], (message) => {
              if (message.content.case === 'sample') {
                telemetry.push(message.content.value);
              }
            });
          } else {
            ended(event.run);
          }
        },
        onError: (error) => {
          notify('error', `The run can't be followed. ${errorText(error)}`);
        },
      },
    );
    const ended = (summary: RunSummary): void => {
      if (samples !== undefined) {
        samples.close();
        samples = undefined;
        if (summary.state === 'failed') {
          ui.getState().showBottom('problems');
        }
      }
      telemetry.clear();
    };
    following = {
      runId,
      stop: () => {
        events.unsubscribe();
        samples?.close();
      },
    };
  };

  const unfollow = (): void => {
    following?.stop();
    following = undefined;
    telemetry.clear();
    run.getState().show(undefined);
    ui.getState().showPreview(undefined);
  };

  /** A run of the open document that is there already: after a reload, or started elsewhere. */
  const adopt = (runs: readonly RunSummary[]): void => {
    const { path } = editor.getState();
    const shown = run.getState().run;
    if (path === undefined || isActive(shown?.state) || run.getState().isStarting) {
      return;
    }
    const active = runs.find(
      (candidate) => candidate.documentPath === path && isActive(candidate.state),
    );
    if (active !== undefined) {
      run.getState().show(active);
      follow(active.id);
    }
  };

  const watchRuns = (): void => {
    let isSubscribed = false;
    const refresh = (): void => {
      api.runs.list.query().then(adopt, () => {
        // The connection banner tells it; the list is asked for again with the next connection.
      });
    };
    connectionStore.subscribe((connection, before) => {
      if (connection.state === 'connected' && before.state !== 'connected') {
        refresh();
        if (!isSubscribed) {
          isSubscribed = true;
          api.runs.onList.subscribe(undefined, {
            onData: adopt,
            onError: () => {
              isSubscribed = false;
            },
          });
        }
      }
    });
    editor.subscribe((state, before) => {
      if (state.documentSerial !== before.documentSerial && state.path !== before.path) {
        unfollow();
        refresh();
      }
    });
  };
  watchRuns();

  const askParameters = (): Promise<Readonly<Record<string, PropertyValue>> | undefined> => {
    const { parameters } = editor.getState().document;
    const isAsked = Object.values(parameters).some((parameter) => parameter.default === undefined);
    if (!isAsked) {
      return Promise.resolve({});
    }
    return new Promise((resolve) => {
      ui.getState().openDialog({ kind: 'parameters', parameters, resolve });
    });
  };

  const mayStart = (refused = 'Not started'): boolean => {
    if (editor.getState().draft !== undefined) {
      ui.getState().setView('yaml');
      notify('error', 'The YAML text has an error: correct it before running.');
      return false;
    }
    const errors = checker.checkNow().filter((diagnostic) => diagnostic.severity === 'error');
    const [first] = errors;
    if (first === undefined) {
      return true;
    }
    ui.getState().showBottom('problems');
    notify(
      'error',
      errors.length === 1
        ? `${refused}: ${first.message}`
        : `${refused}: ${errors.length} errors, see Problems. First: ${first.message}`,
    );
    return false;
  };

  const start = async (): Promise<void> => {
    if (isActive(run.getState().run?.state) || run.getState().isStarting || !mayStart()) {
      return;
    }
    const parameters = await askParameters();
    if (parameters === undefined) {
      return;
    }
    run.getState().setStarting(true);
    try {
      const state = editor.getState();
      const { runId } = await api.runs.start.mutate({
        text: state.currentText(),
        parameters,
        ...(state.path === undefined ? {} : { path: state.path }),
        ...(state.revision === undefined || isDirty(state) ? {} : { revision: state.revision }),
      });
      run.getState().show(undefined);
      run.getState().setStarting(false);
      follow(runId);
    } catch (error) {
      const refused = errorData(error).diagnostics as readonly Diagnostic[] | undefined;
      if (refused !== undefined && refused.length > 0) {
        checker.setRefused(refused);
        ui.getState().showBottom('problems');
      }
      notify('error', `Not started. ${errorText(error)}`);
    } finally {
      run.getState().setStarting(false);
    }
  };

  const onRun = async (action: (runId: string) => Promise<unknown>): Promise<void> => {
    const shown = run.getState().run;
    if (shown === undefined || !isActive(shown.state)) {
      return;
    }
    try {
      await action(shown.id);
    } catch (error) {
      notify('error', errorText(error));
    }
  };

  return {
    start,
    stop: () => onRun((runId) => api.runs.stop.mutate({ runId })),
    togglePause: () =>
      onRun((runId) =>
        run.getState().run?.state === 'paused'
          ? api.runs.resume.mutate({ runId })
          : api.runs.pause.mutate({ runId }),
      ),
    update: () =>
      onRun(async (runId) => {
        if (!mayStart('The run stays as it is')) {
          return;
        }
        const text = editor.getState().currentText();
        const { added, removed, differing } = await api.runs.update.mutate({ runId, text });
        const done = [
          added.length === 0 ? '' : `Added to the run: ${added.join(', ')}.`,
          removed.length === 0 ? '' : `Removed from the run: ${removed.join(', ')}.`,
          differing.length === 0
            ? ''
            : `With other properties than drawn, until the next run: ${differing.join(', ')}.`,
        ].filter((part) => part !== '');
        notify('success', done.length === 0 ? 'The run is as drawn.' : done.join(' '));
      }),
    setProperty: async (element, property, value, pad) => {
      const shown = run.getState().run;
      if (shown === undefined || !isLive(shown.state)) {
        return;
      }
      const change = { element, property, pad };
      run.getState().setLiveChange({ ...change, state: 'sending', text: String(value) });
      try {
        const result = await api.runs.setProperty.mutate({
          runId: shown.id,
          element,
          property,
          value,
          ...(pad === undefined ? {} : { pad }),
        });
        run.getState().setLiveChange({ ...change, state: 'applied', text: result.value });
      } catch (error) {
        run.getState().setLiveChange({ ...change, state: 'failed', text: errorText(error) });
      }
    },
  };
}

/** Which element each watched link leads to. */
function linkTargets(summary: RunSummary): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  for (const pad of summary.pads) {
    const parsed = parseLink(pad.link);
    if (parsed.ok) {
      targets.set(pad.link, parsed.link.to.element);
    }
  }
  return targets;
}
