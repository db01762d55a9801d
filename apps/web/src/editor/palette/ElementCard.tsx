import {
  type ElementFactory,
  shortLabel,
  shortSummary,
  standinSupport,
  standinWords,
} from '@pipewright/catalogue';
import type { ReactNode } from 'react';
import { briefCaps, capsOfText } from '../link-caps.ts';

const ORIGINS: Record<ElementFactory['origin'], string> = {
  deepstream: 'DeepStream',
  gstreamer: 'GStreamer',
  registry: 'This machine',
};

export interface ElementCardProps {
  readonly factory: ElementFactory;
  /** Why the pipeline's target has not got it. */
  readonly reason: string | undefined;
}

/** Short documentation of an element. */
export function ElementCard({ factory, reason }: ElementCardProps): ReactNode {
  const summary = shortSummary(factory);
  const needed = factory.properties.filter((property) => property.required);
  const standin = standinSupport(factory.id);
  return (
    <div className="space-y-2 text-xs">
      <div>
        <div className="font-semibold">{shortLabel(factory)}</div>
        <div className="font-mono text-2xs text-faint">
          {factory.name} · {ORIGINS[factory.origin]}
        </div>
      </div>
      {summary !== '' && <p>{summary}.</p>}
      {factory.longName !== shortLabel(factory) && <p className="text-muted">{factory.longName}</p>}
      <dl className="grid grid-cols-[auto_1fr] gap-x-2 gap-y-1 text-2xs">
        {factory.pads.map((pad) => (
          <div key={`${pad.direction} ${pad.name}`} className="contents">
            <dt className="font-mono text-muted">
              {pad.direction === 'sink' ? '→ ' : '← '}
              {pad.name}
            </dt>
            <dd className="text-faint">{briefCaps(capsOfText(pad.caps))}</dd>
          </div>
        ))}
      </dl>
      {needed.length > 0 && (
        <p className="text-2xs text-muted">
          Needs{' '}
          <span className="font-mono">{needed.map((property) => property.name).join(', ')}</span>
        </p>
      )}
      {factory.notes.slice(0, 2).map((note) => (
        <p key={note} className="text-2xs text-faint">
          {note}
        </p>
      ))}
      {reason !== undefined && (
        <p className="rounded bg-warning-soft px-2 py-1 text-2xs text-warning">
          Not for this pipeline’s target: {reason}.
        </p>
      )}
      {factory.installed === false && (
        <p className="rounded bg-warning-soft px-2 py-1 text-2xs text-warning">
          This machine does not have it: it can be drawn and exported, but not run here.
          {standin?.support === 'sdk' && ` ${standinWords(standin)}`}
        </p>
      )}
      <p className="border-t border-line pt-1.5 text-2xs text-faint">
        Drag it to the canvas, or press Enter; F1 tells all about it.
      </p>
    </div>
  );
}
