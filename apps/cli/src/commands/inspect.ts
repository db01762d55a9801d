/** `pipewright inspect [FACTORY]` */
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import {
  type Catalogue,
  catalogueFor,
  historyWords,
  knownFactoryNames,
  mergeRegistry,
  paletteGroupIds,
} from '@pipewright/catalogue';
import { emptyDocument } from '@pipewright/graph';
import type { RegistryJson } from '@pipewright/protocol';
import { findRepositoryRoot, inspectRegistry, locateRunner } from '@pipewright/supervisor';
import { CommandError, EXIT_DONE } from '../exit-codes.ts';
import { readTarget } from '../input/target-options.ts';
import { factoryText } from '../inspect/factory-text.ts';
import { filterFactories, type ListFilter, listText } from '../inspect/list-text.ts';
import { styleFor } from '../style.ts';
import type { Terminal } from '../terminal.ts';

export async function inspectCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      search: { type: 'string' },
      category: { type: 'string' },
      platform: { type: 'string' },
      deepstream: { type: 'string' },
      streammux: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [name, ...others] = positionals;
  if (others.length > 0) {
    throw new CommandError('inspect takes one factory, or none. See pipewright inspect --help.');
  }
  const filter = { search: values.search, category: values.category };
  if (name !== undefined && (filter.search ?? filter.category) !== undefined) {
    throw new CommandError('--search and --category narrow the list: they go without a factory.');
  }
  requireCategory(filter.category);
  const target = readTarget({
    platform: { name: '--platform', value: values.platform },
    deepstream: { name: '--deepstream', value: values.deepstream },
    streammux: { name: '--streammux', value: values.streammux },
  });
  const shipped = catalogueFor({ ...emptyDocument('inspect').target, ...target });
  const registry = await readRegistry(name === undefined ? knownFactoryNames() : [name], terminal);
  const catalogue = registry === undefined ? shipped : mergeRegistry(shipped, registry);
  const view: View = { catalogue, registry, isJson: values.json, terminal };
  terminal.out(
    name === undefined
      ? listResult(view, { ...filter, isPlatformBound: values.platform !== undefined })
      : factoryResult(view, name),
  );
  return EXIT_DONE;
}

interface View {
  readonly catalogue: Catalogue;
  readonly registry: RegistryJson | undefined;
  readonly isJson: boolean;
  readonly terminal: Terminal;
}

function requireCategory(category: string | undefined): void {
  if (category !== undefined && !paletteGroupIds.includes(category)) {
    throw new CommandError(
      `--category takes ${paletteGroupIds.join(', ')}, but got "${category}".`,
    );
  }
}

function factoryResult({ catalogue, registry, isJson, terminal }: View, name: string): string {
  const factory = catalogue.factory(name);
  if (factory === undefined) {
    throw new CommandError(unknownFactoryText(catalogue, name));
  }
  if (isJson) {
    return jsonText({ ...factory, target: catalogue.target, machine: machineOf(registry) });
  }
  return factoryText(factory, registry, {
    style: styleFor(terminal.usesColour),
    width: terminal.columns,
    platform: catalogue.target.platform,
  });
}

function unknownFactoryText(catalogue: Catalogue, name: string): string {
  const history = catalogue.otherVersions(name);
  if (history !== undefined) {
    return `DeepStream ${catalogue.target.deepstream} has no element factory "${name}": it exists ${historyWords(history)}.`;
  }
  const near = catalogue.nearest(name).slice(0, 3).join(', ');
  const hint = near === '' ? ` To search, use inspect --search ${name}.` : ` Is it one of ${near}?`;
  return `There is no element factory "${name}".${hint}`;
}

function listResult({ catalogue, registry, isJson, terminal }: View, filter: ListFilter): string {
  const factories = filterFactories(catalogue, filter);
  if (isJson) {
    return jsonText({
      runtime: registry?.runtime ?? null,
      gstreamerVersion: registry?.gstreamerVersion ?? null,
      target: catalogue.target,
      factories,
    });
  }
  if (factories.length === 0) {
    throw new CommandError('No element fits these words and options.');
  }
  return listText(factories, filter.search !== undefined, styleFor(terminal.usesColour));
}

function machineOf(registry: RegistryJson | undefined): object | null {
  return registry === undefined
    ? null
    : { runtime: registry.runtime, gstreamerVersion: registry.gstreamerVersion };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Without a runner there are still the shipped facts; why it is missing is said on stderr. */
async function readRegistry(
  factories: readonly string[],
  terminal: Terminal,
): Promise<RegistryJson | undefined> {
  const root = findRepositoryRoot(import.meta.dirname, terminal.environment);
  const located = locateRunner(root, terminal.environment);
  if (!located.ok) {
    terminal.err(`Shipped facts only: ${located.problem}\n`);
    return undefined;
  }
  try {
    return await inspectRegistry({
      installation: located.installation,
      environment: terminal.environment,
      folder: tmpdir(),
      factories,
      runtime: 'auto',
    });
  } catch (error) {
    terminal.err(`Shipped facts only: ${error instanceof Error ? error.message : error}\n`);
    return undefined;
  }
}
