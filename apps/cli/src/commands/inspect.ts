/** `pipewright inspect [FACTORY]` */
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { type Catalogue, catalogueFor, mergeRegistry } from '@pipewright/catalogue';
import { emptyDocument } from '@pipewright/graph';
import type { RegistryJson } from '@pipewright/protocol';
import { findRepositoryRoot, inspectRegistry, locateRunner } from '@pipewright/supervisor';
import { CommandError, EXIT_DONE } from '../exit-codes.ts';
import { factoryLine, factoryText } from '../inspect/factory-text.ts';
import type { Terminal } from '../terminal.ts';

export async function inspectCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [name, ...others] = positionals;
  if (others.length > 0) {
    throw new CommandError('inspect takes one factory, or none. See pipewright --help.');
  }
  const shipped = catalogueFor(emptyDocument('inspect').target);
  const names = name === undefined ? shipped.factories().map((factory) => factory.name) : [name];
  const registry = await readRegistry(names, terminal);
  const catalogue = registry === undefined ? shipped : mergeRegistry(shipped, registry);
  const result =
    name === undefined
      ? listResult(catalogue, registry, values.json)
      : factoryResult(catalogue, name, values.json);
  terminal.out(result);
  return EXIT_DONE;
}

function factoryResult(catalogue: Catalogue, name: string, json: boolean): string {
  const factory = catalogue.factory(name);
  if (factory === undefined) {
    const near = catalogue.nearest(name).slice(0, 3).join(', ');
    throw new CommandError(
      `There is no element factory "${name}".${near === '' ? '' : ` Is it one of ${near}?`}`,
    );
  }
  return json ? `${JSON.stringify(factory, null, 2)}\n` : factoryText(factory);
}

function listResult(
  catalogue: Catalogue,
  registry: RegistryJson | undefined,
  json: boolean,
): string {
  const factories = catalogue.factories();
  if (!json) {
    return factories.map(factoryLine).join('');
  }
  const document = {
    runtime: registry?.runtime ?? null,
    gstreamerVersion: registry?.gstreamerVersion ?? null,
    factories,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
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
