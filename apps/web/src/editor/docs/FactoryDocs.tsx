import {
  availabilityNotes,
  capsWords,
  configSchemaFor,
  type ElementFactory,
  type MachineRegistry,
  offeredWords,
  type PadTemplate,
  type Platform,
  shortLabel,
  shortSummary,
  syntaxNames,
} from '@pipewright/catalogue';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { CategoryIcon } from '../CategoryIcon.tsx';
import { Difference } from './PropertyDocs.tsx';

export interface FactoryDocsProps {
  readonly factory: ElementFactory;
  readonly machine: MachineRegistry | undefined;
  readonly platform: Platform;
  /** Absent where the element is in the document already. */
  readonly onAdd: (() => void) | undefined;
}

/** An element as a whole: what it does, who offers it, its pads and signals. */
export function FactoryDocs({ factory, machine, platform, onAdd }: FactoryDocsProps): ReactNode {
  const { status, notes, pads, signals = [], differences = [] } = factory;
  const lostPads = differences.filter(
    ({ pad }) => pad !== undefined && !pads.some(({ name }) => name === pad),
  );
  return (
    <div data-testid="docs-factory" data-factory={factory.name} className="space-y-2 p-3 text-xs">
      <div className="flex flex-wrap items-center gap-2">
        <CategoryIcon factory={factory} />
        <div className="min-w-24 flex-1">
          <h2 className="truncate font-semibold">{shortLabel(factory)}</h2>
          <p className="truncate font-mono text-2xs text-faint">{factory.name}</p>
        </div>
        {onAdd !== undefined && (
          <Button size="small" data-testid="docs-add" onClick={onAdd}>
            <Plus size={12} aria-hidden />
            Add
          </Button>
        )}
      </div>
      <p>{shortSummary(factory)}.</p>
      {status !== undefined && <p className="text-2xs text-warning">{sentence(status)}</p>}
      <Facts facts={factsOf(factory, machine)} />
      {notes.length > 0 && (
        <ul className="list-disc space-y-0.5 pl-4 text-2xs text-muted">
          {notes.map((note) => (
            <li key={note}>{sentence(note)}</li>
          ))}
        </ul>
      )}
      <h3 className="text-2xs font-semibold tracking-wide text-muted uppercase">
        {pads.length > 0 ? 'Pads' : 'No pads are known'}
      </h3>
      {pads.map((pad) => (
        <PadDocs
          key={`${pad.direction} ${pad.name}`}
          factory={factory}
          pad={pad}
          platform={platform}
        />
      ))}
      {lostPads.map(({ pad, text }) => (
        <div key={pad}>
          <span className="font-mono text-2xs">{pad}</span>
          <Difference text={text} />
        </div>
      ))}
      {signals.length > 0 && (
        <>
          <h3 className="text-2xs font-semibold tracking-wide text-muted uppercase">Signals</h3>
          <dl className="space-y-0.5 text-2xs">
            {signals.map(({ name, kind, params = [], summary }) => (
              <div key={name}>
                <dt className="font-mono">
                  {name}({params.join(', ')})
                </dt>
                <dd className="text-muted">{[kind, summary].filter(Boolean).join(': ')}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </div>
  );
}

type Fact = readonly [label: string, text: string];

function factsOf(factory: ElementFactory, machine: MachineRegistry | undefined): readonly Fact[] {
  const { plugin, environment, confidence } = factory;
  return [
    ['Offered by', offeredWords(factory, machine)],
    ['Platforms', factory.platforms.join(', ')],
    ...availabilityNotes(factory).map((note): Fact => ['Version', note]),
    ...factory.properties.flatMap(({ name }): Fact[] => {
      const schema = configSchemaFor(factory.name, name);
      return schema === undefined
        ? []
        : [
            [
              'Reads',
              `${schema.title} settings (${schema.syntaxes.map((syntax) => syntaxNames[syntax]).join(' or ')}) from ${name}`,
            ],
          ];
    }),
    ...(environment === undefined ? [] : [['Environment', environment.join(', ')] as const]),
    ...(plugin === undefined ? [] : [['Plugin', plugin] as const]),
    ['Class', factory.klass],
    ...(confidence === 'low'
      ? [['Certainty', 'From manuals or samples: pads and properties may be incomplete'] as const]
      : []),
  ];
}

function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-2 gap-y-0.5 text-2xs">
      {facts.map(([label, text]) => (
        <div key={`${label} ${text}`} className="contents">
          <dt className="text-faint">{label}</dt>
          <dd className="min-w-0 break-words">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

interface PadDocsProps {
  readonly factory: ElementFactory;
  readonly pad: PadTemplate;
  readonly platform: Platform;
}

function PadDocs({ factory, pad, platform }: PadDocsProps): ReactNode {
  const { name, direction, presence, confidence } = pad;
  const isJetson = platform === 'jetson' && pad.capsJetson !== undefined;
  const text = isJetson && pad.capsJetson !== undefined ? pad.capsJetson : pad.caps;
  const differences = (factory.differences ?? []).filter((difference) => difference.pad === name);
  return (
    <div data-docs-pad={name} className="text-2xs">
      <p>
        <span className="font-mono font-semibold">{name}</span>{' '}
        <span className="text-faint">
          {direction}, {presence}
          {isJetson && ', on Jetson'}
        </span>
      </p>
      {capsWords(text).map(({ title, fields }) => (
        <div key={`${title} ${fields.join()}`} className="border-l-2 border-line pl-2">
          <p className="break-words">{title}</p>
          {fields.map(([field, values]) => (
            <p key={field} className="break-words text-muted">
              <span className="text-faint">{field}</span> {values}
            </p>
          ))}
        </div>
      ))}
      {confidence === 'low' && <p className="text-faint">From manuals: a format may be missing.</p>}
      {differences.map((difference) => (
        <Difference key={difference.text} text={difference.text} />
      ))}
    </div>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
