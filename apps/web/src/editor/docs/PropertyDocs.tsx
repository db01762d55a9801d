import {
  defaultWords,
  type ElementFactory,
  mutabilityWords,
  type Platform,
  type PropertySpec,
  propertyNotes,
  rangeWords,
  summaryWords,
} from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';
import { SlidersHorizontal, TriangleAlert } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';

export interface PropertyDocsProps {
  readonly factory: ElementFactory;
  readonly spec: PropertySpec;
  readonly platform: Platform;
  /** What the documented element has set. */
  readonly value: PropertyValue | undefined;
  /** Absent where no element is documented that it could be set on. */
  readonly onSet: ((spec: PropertySpec) => void) | undefined;
}

/** One property: what it takes, when, since when, and how this machine differs. */
export function PropertyDocs(props: PropertyDocsProps): ReactNode {
  const { factory, spec, platform, value, onSet } = props;
  const start = defaultWords(spec, platform);
  const facts = [
    spec.type,
    rangeWords(spec),
    start === '' ? '' : `default ${start}`,
    mutabilityWords(spec),
  ];
  const differences = (factory.differences ?? []).filter(({ property }) => property === spec.name);
  const isElsewhere = spec.platform !== undefined && !spec.platform.includes(platform);
  const canSet = onSet !== undefined && spec.writable;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Enter' && canSet && event.target === event.currentTarget) {
      event.preventDefault();
      onSet(spec);
    }
  };
  return (
    <li
      tabIndex={-1}
      data-docs-property={spec.name}
      aria-label={spec.name}
      className={cx(
        'border-b border-line px-3 py-1.5 last:border-b-0 focus:bg-hover focus:outline-none',
        isElsewhere && 'opacity-60',
      )}
      onKeyDown={onKeyDown}
    >
      <div className="flex min-h-6 items-start gap-x-2">
        <div className="flex min-h-6 min-w-0 flex-1 flex-wrap items-center gap-x-2">
          <span className="font-mono text-xs font-semibold break-all">{spec.name}</span>
          <span className="text-2xs text-muted">{facts.filter(Boolean).join(' · ')}</span>
        </div>
        {canSet && (
          <Button
            size="small"
            data-testid="docs-set"
            aria-label={value === undefined ? `Set ${spec.name}` : `Edit ${spec.name}`}
            onClick={() => onSet(spec)}
          >
            <SlidersHorizontal size={12} aria-hidden />
            {value === undefined ? 'Set' : 'Edit'}
          </Button>
        )}
      </div>
      {value !== undefined && (
        <p className="text-2xs text-accent">
          Set to <span className="font-mono break-all">{String(value)}</span>
        </p>
      )}
      {spec.summary !== '' && <p className="text-xs">{summaryWords(spec)}</p>}
      {propertyNotes(spec).map((note) => (
        <p key={note} className="text-2xs text-muted">
          {note}
        </p>
      ))}
      {differences.map(({ text }) => (
        <Difference key={text} text={text} />
      ))}
      {spec.enum !== undefined && <Choices spec={spec} />}
    </li>
  );
}

/** Something that this machine's element has otherwise. */
export function Difference({ text }: { readonly text: string }): ReactNode {
  return (
    <p data-testid="docs-difference" className="flex items-start gap-1 text-2xs text-warning">
      <TriangleAlert size={12} className="mt-px shrink-0" aria-hidden />
      <span>On this machine it {text.replace(/ here\b/, '')}</span>
    </p>
  );
}

function Choices({ spec }: { readonly spec: PropertySpec }): ReactNode {
  return (
    <dl className="mt-0.5 grid grid-cols-[auto_auto_1fr] gap-x-2 text-2xs">
      {(spec.enum ?? []).map(({ value, nick, meaning }) => (
        <div key={`${value} ${nick}`} className="contents">
          <dt className="tabular text-right text-faint">{value}</dt>
          <dd className={cx('font-mono', value === spec.default && 'font-semibold')}>{nick}</dd>
          <dd className="text-muted">{meaning === nick ? '' : meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
