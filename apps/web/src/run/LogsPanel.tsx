import type { LogLine } from '@pipewright/protocol';
import { ArrowDownToLine, Copy, ScrollText, Search, SlidersHorizontal } from 'lucide-react';
import {
  type ReactNode,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { IconButton } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount, formatTime } from '../ui/format.ts';
import { Select } from '../ui/Select.tsx';
import { notify } from '../ui/toast-store.ts';
import { CommandButton } from '../workbench/CommandButton.tsx';
import { useRun } from '../workbench/workbench-context.tsx';
import { filterLog, type LogLevel, logLevel, shortText } from './log-buffer.ts';

const ROW_HEIGHT = 18;
const OVERSCAN_ROWS = 12;

const LEVELS: readonly { readonly value: LogLevel; readonly label: string }[] = [
  { value: 'debug', label: 'All' },
  { value: 'info', label: 'Info and worse' },
  { value: 'warning', label: 'Warnings and errors' },
  { value: 'error', label: 'Errors' },
];

const TONES: Record<LogLevel, string> = {
  error: 'text-error',
  warning: 'text-warning',
  info: 'text-ink',
  debug: 'text-muted',
};

/** What the run's process printed and what Pipewright noted of it. */
export function LogsPanel(): ReactNode {
  const log = useRun((state) => state.log);
  const numDropped = useRun((state) => state.numDroppedLines);
  const hasRun = useRun((state) => state.run !== undefined);
  const [text, setText] = useState('');
  const [level, setLevel] = useState<LogLevel>('debug');
  const [isFollowing, setFollowing] = useState(true);
  const wanted = useDeferredValue(text);
  const lines = useMemo(() => filterLog(log, { text: wanted, level }), [log, wanted, level]);
  const copy = (): void => {
    const all = lines.map((line) => `${formatTime(line.atMillis)} ${line.text}`).join('\n');
    navigator.clipboard.writeText(all).then(
      () => notify('success', `${formatCount(lines.length)} lines copied.`),
      () => notify('error', 'The browser does not allow copying here.'),
    );
  };
  return (
    <div className="flex h-full min-h-0 flex-col" data-testid="logs">
      <div className="flex items-center gap-1.5 border-b border-line px-2 py-1">
        <div className="relative min-w-24 flex-[0_1_14rem]">
          <Search
            size={12}
            className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-faint"
            aria-hidden
          />
          <input
            type="search"
            aria-label="Filter log lines"
            placeholder="Filter"
            value={text}
            className="field h-6 pl-6"
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <Select
          label="Least level shown"
          className="h-6 w-40 min-w-20 shrink"
          value={level}
          options={LEVELS}
          onChange={(value) => setLevel(value as LogLevel)}
        />
        <span
          className="tabular min-w-18 flex-1 truncate text-2xs text-faint"
          title={numDropped > 0 ? `${formatCount(numDropped)} lines came too fast` : undefined}
        >
          {formatCount(lines.length)} lines
          {numDropped > 0 && `, ${formatCount(numDropped)} dropped: they came too fast`}
        </span>
        <CommandButton
          command="run.log-levels"
          icon={<SlidersHorizontal size={14} />}
          size="small"
        />
        <IconButton
          label={isFollowing ? 'Stop following the end' : 'Follow the end'}
          isActive={isFollowing}
          size="small"
          onClick={() => setFollowing(!isFollowing)}
        >
          <ArrowDownToLine size={14} />
        </IconButton>
        <IconButton
          label="Copy these lines"
          size="small"
          disabled={lines.length === 0}
          onClick={copy}
        >
          <Copy size={14} />
        </IconButton>
      </div>
      {lines.length === 0 ? (
        <EmptyState
          icon={<ScrollText size={18} />}
          title={
            log.length > 0
              ? 'No line passes the filter'
              : hasRun
                ? 'Nothing was printed yet'
                : 'Logs of the run appear here'
          }
        />
      ) : (
        <LogLines
          lines={lines}
          isFollowing={isFollowing}
          onScrollAway={() => setFollowing(false)}
        />
      )}
    </div>
  );
}

interface LogLinesProps {
  readonly lines: readonly LogLine[];
  readonly isFollowing: boolean;
  readonly onScrollAway: () => void;
}

/** Only the rows in sight are in the page. */
function LogLines({ lines, isFollowing, onScrollAway }: LogLinesProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [height, setHeight] = useState(200);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) {
      return;
    }
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines are what it follows.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (isFollowing && element !== null) {
      element.scrollTop = element.scrollHeight;
    }
  }, [isFollowing, lines, height]);
  const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - OVERSCAN_ROWS);
  const last = Math.min(lines.length, Math.ceil((scrollTop + height) / ROW_HEIGHT) + OVERSCAN_ROWS);
  return (
    <div
      ref={scroller}
      role="log"
      aria-label="Log lines"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto font-mono text-2xs"
      onScroll={(event) => {
        const element = event.currentTarget;
        setScrollTop(element.scrollTop);
      }}
      onWheel={(event) => {
        if (event.deltaY < 0) {
          onScrollAway();
        }
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowUp' || event.key === 'PageUp' || event.key === 'Home') {
          onScrollAway();
        }
      }}
    >
      <div className="relative" style={{ height: lines.length * ROW_HEIGHT }}>
        {lines.slice(first, last).map((line, index) => (
          <div
            key={line.sequence}
            title={line.text}
            className="absolute flex gap-3 px-3 whitespace-pre"
            style={{
              top: (first + index) * ROW_HEIGHT,
              height: ROW_HEIGHT,
              lineHeight: `${ROW_HEIGHT}px`,
            }}
          >
            <span className="text-faint">{formatTime(line.atMillis)}</span>
            <span
              className={cx(line.stream === 'pipewright' ? 'text-hint' : TONES[logLevel(line)])}
            >
              {shortText(line)}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
