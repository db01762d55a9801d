import type { FormatError, FormatNote, FormatPlace } from '@pipewright/formats';
import { ArrowRightLeft, CircleAlert, CircleCheck, CircleX, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { placeText } from '../editor/problems/problem-rows.ts';
import { countNotes, groupNotes } from './note-groups.ts';

const ICONS: Readonly<Record<FormatNote['kind'], ReactNode>> = {
  lost: <CircleX size={13} className="mt-0.5 shrink-0 text-error" aria-hidden />,
  changed: <ArrowRightLeft size={13} className="mt-0.5 shrink-0 text-warning" aria-hidden />,
  advice: <Info size={13} className="mt-0.5 shrink-0 text-hint" aria-hidden />,
};

export interface NoteListProps {
  readonly notes: readonly FormatNote[];
  /** What it means that there is no note. */
  readonly nothing: string;
  /** What a click does; undefined where a place leads nowhere. */
  readonly goTo: (place: FormatPlace) => (() => void) | undefined;
}

/** What is lost, changed and advised, the losses first; each leads to its place. */
export function NoteList({ notes, nothing, goTo }: NoteListProps): ReactNode {
  const hasLosses = notes.some(({ kind }) => kind === 'lost');
  return (
    <div data-testid="notes">
      <p
        role="status"
        data-testid="notes-summary"
        data-lost={hasLosses}
        className="flex items-center gap-2 text-xs font-semibold"
      >
        {hasLosses ? (
          <CircleX size={14} className="shrink-0 text-error" aria-hidden />
        ) : (
          <CircleCheck size={14} className="shrink-0 text-accent" aria-hidden />
        )}
        {hasLosses ? 'Not everything comes along' : nothing}
        {notes.length > 0 && (
          <span className="tabular font-normal text-muted">{countNotes(notes)}</span>
        )}
      </p>
      {groupNotes(notes).map((group) => (
        <section key={group.kind} aria-label={group.title} className="mt-2">
          <h4 className="text-2xs font-semibold tracking-wide text-muted uppercase">
            {group.title}
          </h4>
          <ul className="mt-0.5">
            {group.notes.map((note, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two notes may say the same.
              <li key={index} data-testid="note" data-kind={note.kind}>
                <PlacedText icon={ICONS[note.kind]} note={note} onClick={goTo(note.place)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

export interface ErrorListProps {
  readonly title: string;
  readonly errors: readonly FormatError[];
  readonly goTo: NoteListProps['goTo'];
}

/** Why there is nothing to show. */
export function ErrorList({ title, errors, goTo }: ErrorListProps): ReactNode {
  return (
    <div role="alert" data-testid="format-errors" className="p-4">
      <h4 className="text-xs font-semibold text-error">{title}</h4>
      <ul className="mt-1.5">
        {errors.map((error, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two errors may say the same.
          <li key={index} data-testid="format-error">
            <PlacedText
              icon={<CircleAlert size={13} className="mt-0.5 shrink-0 text-error" aria-hidden />}
              note={error}
              onClick={goTo(error.place)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface PlacedTextProps {
  readonly icon: ReactNode;
  readonly note: FormatNote | FormatError;
  readonly onClick: (() => void) | undefined;
}

function PlacedText({ icon, note, onClick }: PlacedTextProps): ReactNode {
  const place = placeText(note.place);
  const text = (
    <>
      {icon}
      <span className="min-w-0 flex-1">
        {place !== '' && (
          <span className="mr-2 font-mono text-2xs break-all text-muted">{place}</span>
        )}
        <span className="break-words">{note.message}</span>
        {'remedy' in note && note.remedy !== undefined && (
          <span className="text-muted"> {note.remedy}</span>
        )}
      </span>
    </>
  );
  const className = 'flex w-full items-start gap-2 rounded-md px-1.5 py-1 text-left text-xs';
  return onClick === undefined ? (
    <div className={className}>{text}</div>
  ) : (
    <button
      type="button"
      data-testid="note-place"
      className={`${className} hover:bg-hover`}
      onClick={onClick}
    >
      {text}
    </button>
  );
}
