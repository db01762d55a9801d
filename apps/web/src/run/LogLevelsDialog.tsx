import type { RunLogLevels } from '@pipewright/protocol';
import { Search, Undo2 } from 'lucide-react';
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react';
import { errorText } from '../api/api-error.ts';
import { api } from '../api/trpc-client.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { formatCount } from '../ui/format.ts';
import { Select } from '../ui/Select.tsx';
import { useRun, useWorkbench } from '../workbench/workbench-context.tsx';
import { DEBUG_LEVELS, hasThreshold, withThreshold } from './log-thresholds.ts';

/** Rows that are in the page; the filter narrows the rest. */
const MOST_ROWS = 25;

const LEVEL_OPTIONS = DEBUG_LEVELS.map((value) => ({ value, label: value }));

/** GStreamer's log levels of the running pipeline, for all and by category. */
export function LogLevelsDialog(): ReactNode {
  const { ui } = useWorkbench();
  const runId = useRun((state) => state.run?.id);
  const [levels, setLevels] = useState<RunLogLevels | undefined>(undefined);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const numAsked = useRef(0);
  /** Since the last question: what is being typed is not overwritten by its answer. */
  const isTyped = useRef(false);
  const show = (answer: Promise<RunLogLevels>): void => {
    const asked = ++numAsked.current;
    isTyped.current = false;
    answer.then(
      (got) => {
        if (asked === numAsked.current) {
          setLevels(got);
          setProblem(undefined);
          if (!isTyped.current) {
            setText(got.thresholds);
          }
        }
      },
      (error: unknown) => {
        if (asked === numAsked.current) {
          setProblem(errorText(error));
        }
      },
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `show` only sets state.
  useEffect(() => {
    if (runId !== undefined) {
      show(api.runs.logLevels.query({ runId }));
    }
  }, [runId]);
  const set = (thresholds: string): void => {
    if (runId !== undefined) {
      show(api.runs.setLogLevels.mutate({ runId, thresholds }));
    }
  };
  return (
    <Dialog
      title="Log levels of the run"
      description="They change at once, while the pipeline runs. What is logged appears in Logs."
      testId="log-levels-dialog"
      onClose={() => ui.getState().closeDialog()}
      footer={
        <Button variant="primary" onClick={() => ui.getState().closeDialog()}>
          Done
        </Button>
      }
    >
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          set(text);
        }}
      >
        <label className="min-w-0 flex-1 text-2xs text-muted">
          Thresholds, as GST_DEBUG takes them
          <input
            data-testid="log-thresholds"
            value={text}
            spellCheck={false}
            autoComplete="off"
            placeholder="e.g. 2,nvinfer:5,nvv4l2*:LOG"
            aria-invalid={problem !== undefined || undefined}
            aria-describedby="log-thresholds-problem"
            className="field mt-1 font-mono"
            onChange={(event) => {
              isTyped.current = true;
              setText(event.target.value);
            }}
          />
        </label>
        <Button type="submit" data-testid="log-thresholds-set">
          Set
        </Button>
        <Button
          disabled={levels?.thresholds === ''}
          data-testid="log-thresholds-reset"
          onClick={() => set('')}
        >
          Reset
        </Button>
      </form>
      <p id="log-thresholds-problem" role="alert" className="mt-1 min-h-4 text-2xs text-error">
        {problem}
      </p>
      {levels !== undefined && levels.unmatched.length > 0 && (
        <p className="text-2xs text-warning">
          No category yet is named {levels.unmatched.join(', ')}: it will count for elements that
          come with one later.
        </p>
      )}
      {levels !== undefined && <Categories levels={levels} onSet={set} />}
    </Dialog>
  );
}

interface CategoriesProps {
  readonly levels: RunLogLevels;
  readonly onSet: (thresholds: string) => void;
}

function Categories({ levels, onSet }: CategoriesProps): ReactNode {
  const [filter, setFilter] = useState('');
  const wanted = useDeferredValue(filter.trim().toLowerCase());
  const isSet = (name: string): boolean => hasThreshold(levels.thresholds, name);
  const found = levels.categories
    .filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(wanted))
    .sort((a, b) => Number(isSet(b.name)) - Number(isSet(a.name)));
  const rows = found.slice(0, MOST_ROWS);
  return (
    <section aria-label="Categories" className="mt-2">
      <div className="relative">
        <Search
          size={12}
          className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-faint"
          aria-hidden
        />
        <input
          type="search"
          aria-label="Filter categories"
          data-testid="log-category-filter"
          placeholder={`Filter ${formatCount(levels.categories.length)} categories`}
          value={filter}
          className="field pl-7"
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      <ul className="mt-2 h-72 overflow-y-auto rounded-md border border-line">
        {rows.map(({ name, description, level }) => (
          <li
            key={name}
            data-category={name}
            className="flex items-center gap-2 border-b border-line px-2 py-1 last:border-b-0"
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate font-mono text-2xs text-ink">{name}</span>
              <span className="block truncate text-2xs text-faint" title={description}>
                {description}
              </span>
            </span>
            {isSet(name) && (
              <IconButton
                label={`Back to the level of all others for ${name}`}
                size="small"
                onClick={() => onSet(withThreshold(levels.thresholds, name, undefined))}
              >
                <Undo2 size={13} />
              </IconButton>
            )}
            <Select
              label={`Level of ${name}`}
              className="h-6 w-28"
              value={level}
              options={LEVEL_OPTIONS}
              onChange={(next) => onSet(withThreshold(levels.thresholds, name, next))}
            />
          </li>
        ))}
        {found.length === 0 && (
          <li className="p-4 text-center text-xs text-faint">No category of this name.</li>
        )}
        {found.length > rows.length && (
          <li className="p-2 text-center text-2xs text-faint">
            and {formatCount(found.length - rows.length)} more: filter to see them
          </li>
        )}
      </ul>
    </section>
  );
}
