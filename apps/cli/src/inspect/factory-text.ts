/** All about one element, as text. */
import {
  availabilityNotes,
  configSchemaFor,
  type ElementFactory,
  type MachineRegistry,
  offeredWords,
  type PadTemplate,
  shortLabel,
  shortSummary,
  standinSupport,
  standinWords,
  syntaxNames,
} from '@pipewright/catalogue';
import { capsText } from './caps-text.ts';
import { propertyTables, type TextLayout } from './property-text.ts';
import { wrap } from './wrap.ts';

const FACT_INDENT = ' '.repeat(14);

/** Head, pads and properties of an element; ends with a line break. */
export function factoryText(
  factory: ElementFactory,
  machine: MachineRegistry | undefined,
  layout: TextLayout,
): string {
  const { style, width } = layout;
  const lines = [
    `${style.heading(factory.name)}  ${shortLabel(factory)}`,
    ...wrap(`${shortSummary(factory)}.`, width, ''),
    '',
    ...headFacts(factory, machine).flatMap(([label, text]) => factLines(label, text, layout)),
    '',
    style.heading(factory.pads.length > 0 ? 'Pads' : 'No pads are known.'),
    ...factory.pads.flatMap((pad) => padLines(factory, pad, layout)),
    ...propertyTables(factory, layout),
    ...signalLines(factory, layout),
    ...missingLines(factory, layout),
  ];
  return `${lines.join('\n')}\n`;
}

function headFacts(
  factory: ElementFactory,
  machine: MachineRegistry | undefined,
): (readonly [string, string])[] {
  const { status, confidence, environment, parent } = factory;
  const standin = standinSupport(factory.id);
  return [
    ['long name', factory.longName],
    ['class', factory.klass],
    ...(parent?.startsWith('G') ? [['base', parent] as const] : []),
    ['platforms', factory.platforms.join(', ')],
    ...(factory.plugin ? [['plugin', factory.plugin] as const] : []),
    ['offered by', offeredWords(factory, machine)],
    ...(standin ? [['stand-in', standinWords(standin)] as const] : []),
    ...availabilityNotes(factory).map((note) => ['version', note] as const),
    ...(status ? [['status', status] as const] : []),
    ...configFacts(factory),
    ...(environment ? [['environment', environment.join(', ')] as const] : []),
    ...factory.notes.map((note) => ['note', note] as const),
    ...(confidence === 'low'
      ? [['certainty', 'from manuals or samples: pads and properties may be incomplete'] as const]
      : []),
  ];
}

function configFacts(factory: ElementFactory): (readonly [string, string])[] {
  return factory.properties.flatMap(({ name }) => {
    const schema = configSchemaFor(factory.name, name);
    return schema
      ? [
          [
            'config',
            `${name}: ${schema.title} settings (${schema.syntaxes.map((syntax) => syntaxNames[syntax]).join(' or ')})`,
          ] as const,
        ]
      : [];
  });
}

function factLines(label: string, text: string, { style, width }: TextLayout): string[] {
  const [first = '', ...rest] = wrap(text, width, FACT_INDENT);
  return [`  ${style.faint(label.padEnd(FACT_INDENT.length - 2))}${first.trimStart()}`, ...rest];
}

function padLines(factory: ElementFactory, pad: PadTemplate, layout: TextLayout): string[] {
  const { style, width, platform } = layout;
  const { name, direction, presence, capsJetson } = pad;
  const isJetson = platform === 'jetson' && capsJetson !== undefined;
  const differences = (factory.differences ?? []).filter((difference) => difference.pad === name);
  return [
    `  ${style.name(name)}  ${direction}, ${presence}`,
    ...capsText(isJetson ? capsJetson : pad.caps, width, '      '),
    ...(capsJetson !== undefined && !isJetson
      ? [style.faint('      On Jetson:'), ...capsText(capsJetson, width, '        ')]
      : []),
    ...(pad.confidence === 'low'
      ? [style.faint('      From manuals: a format may be missing')]
      : []),
    ...differences.map(({ text }) => style.warning(`      This machine: ${text}`)),
    ...(pad.properties.length > 0
      ? [`      with properties ${pad.properties.map((property) => property.name).join(', ')}`]
      : []),
  ];
}

function signalLines({ signals = [] }: ElementFactory, { style, width }: TextLayout): string[] {
  if (signals.length === 0) return [];
  return [
    '',
    style.heading('Signals'),
    ...signals.flatMap(({ name, kind, params = [], summary = '' }) => [
      `  ${style.name(name)}  ${kind}${params.length > 0 ? ` (${params.join(', ')})` : ''}`,
      ...wrap(summary, width, '      '),
    ]),
  ];
}

/** Differences of what has no line of its own above, such as pads that are missing here. */
function missingLines({ differences = [], pads }: ElementFactory, { style }: TextLayout): string[] {
  const lost = differences.filter(
    ({ pad }) => pad !== undefined && !pads.some(({ name }) => name === pad),
  );
  if (lost.length === 0) return [];
  return [
    '',
    style.heading('Not as DeepStream has it'),
    ...lost.map(({ pad, text }) => style.warning(`  pad ${pad} ${text}`)),
  ];
}
