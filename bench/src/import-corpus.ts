/**
 * Readers of pipeline formats on files that others wrote: what is imported, what is lost, what the
 * rules say of it, what a round trip changes, and how long reading takes.
 *
 * PIPEWRIGHT_CORPUS names the folder; each folder in it is a kind. A `golden-gst-launch.jsonl`
 * there says what GStreamer's parser makes of the items of `gst-launch`: `{id, verdict, elements:
 * [[name, factory]], links: [[from, to, _, _, caps]]}`, one a line.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { catalogueFor, readConfig, recogniseConfig, validateConfig } from '@pipewright/catalogue';
import {
  exportFormat,
  type ImportedPipeline,
  type ImportFormat,
  noteText,
  recogniseImportFormat,
} from '@pipewright/formats';
import { expandDocument, type PipelineDocument, type PropertyValue } from '@pipewright/graph';
import { check } from '@pipewright/rules';
import { median, percentile } from './statistics.ts';

interface GoldenItem {
  readonly id: string;
  readonly verdict: string;
  readonly elements?: readonly (readonly [string, string])[];
  readonly links?: readonly (readonly [string, string, ...unknown[]])[];
}

/** What became of the files of one kind. */
interface Tally {
  numFiles: number;
  numImported: number;
  numWithLoss: number;
  /** Of those, as the format's own tool does. */
  numRejectedRightly: number;
  numConfigs: number;
  numWithErrors: number;
  numRoundTrips: number;
  readonly failures: string[];
  readonly timesMillis: number[];
}

export default async function benchImportCorpus(): Promise<void> {
  const folder = process.env.PIPEWRIGHT_CORPUS;
  if (folder === undefined) {
    console.log('Set PIPEWRIGHT_CORPUS to a folder with a folder of files for each kind.');
    return;
  }
  const golden = readGolden(join(folder, 'golden-gst-launch.jsonl'));
  const kinds = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name: kind } of kinds) {
    const tally = newTally();
    for (const file of readdirSync(join(folder, kind)).toSorted()) {
      const text = readFileSync(join(folder, kind, file), 'utf8');
      await judgeFile(text, file, golden, tally);
    }
    report(kind, tally);
  }
}

function newTally(): Tally {
  return {
    numFiles: 0,
    numImported: 0,
    numWithLoss: 0,
    numRejectedRightly: 0,
    numConfigs: 0,
    numWithErrors: 0,
    numRoundTrips: 0,
    failures: [],
    timesMillis: [],
  };
}

function readGolden(path: string): ReadonlyMap<string, GoldenItem> {
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const items = lines.map((line) => JSON.parse(line) as GoldenItem);
  return new Map(items.map((item) => [item.id, item]));
}

async function judgeFile(
  text: string,
  fileName: string,
  golden: ReadonlyMap<string, GoldenItem>,
  tally: Tally,
): Promise<void> {
  tally.numFiles += 1;
  const format = recogniseImportFormat({ text, fileName });
  if (format === undefined) {
    judgeConfig(text, fileName, tally);
    return;
  }
  const item = golden.get(basename(fileName, extname(fileName)));
  // The first reading warms the engine up.
  await format.read({ text, fileName }, { catalogueFor });
  const startedAt = performance.now();
  const result = await format.read({ text, fileName }, { catalogueFor });
  tally.timesMillis.push(performance.now() - startedAt);
  if (!result.ok) {
    if (item !== undefined && item.verdict !== 'ok') tally.numRejectedRightly += 1;
    else tally.failures.push(...result.errors.map((error) => `rejected: ${noteText(error)}`));
    return;
  }
  tally.numImported += 1;
  if (result.pipelines.some(({ notes }) => notes.some(({ kind }) => kind === 'lost'))) {
    tally.numWithLoss += 1;
  }
  const fail = (message: string) => tally.failures.push(`${fileName}: ${message}`);
  if (item !== undefined) {
    for (const difference of goldenDifferences(result.pipelines, item)) fail(difference);
  }
  const hasErrors = result.pipelines.some(({ document }) =>
    check(document, { catalogue: catalogueFor(document.target) }).diagnostics.some(
      ({ severity }) => severity === 'error',
    ),
  );
  if (hasErrors) tally.numWithErrors += 1;
  for (const { document } of result.pipelines) await judgeRoundTrip(document, format, tally, fail);
}

function judgeConfig(text: string, fileName: string, tally: Tally): void {
  const schema = recogniseConfig(fileName, text);
  if (schema === undefined) {
    tally.failures.push(`${fileName}: of no known kind`);
    return;
  }
  tally.numConfigs += 1;
  const findings = validateConfig(schema, readConfig(fileName, text));
  if (findings.some(({ severity }) => severity === 'error')) tally.numWithErrors += 1;
}

/** Elements by factory and links by their ends' factories, as GStreamer's parser has them. */
function goldenDifferences(pipelines: readonly ImportedPipeline[], item: GoldenItem): string[] {
  if (item.verdict !== 'ok') {
    const isNoted = pipelines.some(({ notes }) => notes.length > 0);
    return isNoted ? [] : [`accepted without a note, but its tool says: ${item.verdict}`];
  }
  const theirFactories = new Map(item.elements ?? []);
  const theirElements = [...theirFactories.values()].filter((factory) => factory !== 'capsfilter');
  const ours = pipelines.flatMap(({ document }) =>
    Object.values(document.elements).map(({ factory }) => factory),
  );
  const ourLinks = pipelines.flatMap(({ document }) =>
    document.links.map(
      ({ from, to }) =>
        `${document.elements[from.element]?.factory} -> ${document.elements[to.element]?.factory}`,
    ),
  );
  const theirLinks = (item.links ?? []).map(
    ([from, to]) => `${theirFactories.get(from)} -> ${theirFactories.get(to)}`,
  );
  return [
    ...listDifferences(
      'element',
      ours.filter((factory) => factory !== 'capsfilter'),
      theirElements,
    ),
    ...listDifferences('link', ourLinks, theirLinks),
  ];
}

function listDifferences(
  what: string,
  ours: readonly string[],
  theirs: readonly string[],
): string[] {
  const left = [...theirs];
  const added = ours.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...added.map((each) => `${what} ${each} is not its tool's`),
    ...left.map((each) => `${what} ${each} is missing`),
  ];
}

/** Writes the document in the format it came in, reads that, and compares what would run. */
async function judgeRoundTrip(
  document: PipelineDocument,
  format: ImportFormat,
  tally: Tally,
  fail: (message: string) => void,
): Promise<void> {
  const writer = exportFormat(format.id);
  if (writer === undefined) return;
  const parameters: Record<string, PropertyValue> = {};
  for (const [name, parameter] of Object.entries(document.parameters)) {
    if (parameter.default === undefined && parameter.secret !== true) parameters[name] = '1';
  }
  const catalogue = catalogueFor(document.target);
  const options = { catalogue, documentFolder: DOCUMENT_FOLDER, parameters };
  const written = writer.write(document, options);
  if (!written.ok) {
    fail(`can't be written again: ${written.errors.map(noteText).join('; ')}`);
    return;
  }
  const [{ path, text }] = written.files;
  const others = new Map(written.files.map((file) => [file.path, file.text]));
  const again = await format.read(
    { text, fileName: path },
    { catalogueFor, target: document.target, readFile: async (name) => others.get(name) },
  );
  if (!again.ok) {
    fail(`what was written can't be read: ${again.errors.map(noteText).join('; ')}`);
    return;
  }
  const [before, after] = [plan(document, parameters), plan(again.pipelines[0].document, {})];
  const isNoted = written.notes.some(({ kind }) => kind === 'lost');
  if (before === after || isNoted) tally.numRoundTrips += 1;
  else fail(`the round trip changes it:\n    ${firstDifference(before, after)}`);
}

const DOCUMENT_FOLDER = '/corpus';

/**
 * The plan as text, in an order of its own; a tee's pads are as good as each other, and the
 * next pad of a kind is as good as its first.
 */
function plan(
  document: PipelineDocument,
  parameters: Readonly<Record<string, PropertyValue>>,
): string {
  const catalogue = catalogueFor(document.target);
  const expanded = expandDocument(document, {
    documentFolder: DOCUMENT_FOLDER,
    filesFolder: DOCUMENT_FOLDER,
    parameters,
    propertyRole: (factory, property, value) => catalogue.propertyRole(factory, property, value),
    relocateConfig: (_name, text) => text,
  });
  if (!expanded.ok) return JSON.stringify(expanded.errors);
  const factories = new Map(expanded.plan.elements.map(({ name, factory }) => [name, factory]));
  const padOf = (element: string, pad: string) =>
    factories.get(element) === 'tee' ? '' : pad.replace(/%0?\d*[ud]/, '0');
  const lines = [
    ...expanded.plan.elements.map(({ name, factory, properties, pads }) =>
      JSON.stringify([name, factory, Object.entries(properties).toSorted(), pads]),
    ),
    ...expanded.plan.links.map(({ fromElement, fromPad, toElement, toPad }) =>
      JSON.stringify([fromElement, padOf(fromElement, fromPad), toElement, toPad]),
    ),
  ];
  return lines.toSorted().join('\n');
}

function firstDifference(before: string, after: string): string {
  const [left, right] = [before.split('\n'), after.split('\n')];
  const gone = left.find((line) => !right.includes(line));
  const come = right.find((line) => !left.includes(line));
  return `${gone ?? 'nothing'}\n    ${come ?? 'nothing'}`;
}

function report(kind: string, tally: Tally): void {
  const { timesMillis, failures } = tally;
  const parts = [
    `${tally.numImported} imported (${tally.numWithLoss} with loss)`,
    `${tally.numRejectedRightly} rejected as their tool does`,
    `${tally.numConfigs} config files`,
    `${tally.numWithErrors} with errors of the rules`,
    `${tally.numRoundTrips} unchanged by a round trip`,
    `${failures.length} failures`,
  ];
  console.log(`${kind}: ${tally.numFiles} files: ${parts.join(', ')}`);
  if (timesMillis.length > 0) {
    const [middle, worst] = [median(timesMillis), percentile(timesMillis, 99)];
    console.log(`  read in ${middle.toFixed(2)} ms at the median, ${worst.toFixed(2)} ms at p99`);
  }
  for (const failure of failures) console.log(`  ${failure}`);
}
