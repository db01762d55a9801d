/** Pipeline document -> config of deepstream-app, with the files that it names. */
import type { PipelineDocument } from '@pipewright/graph';
import type { ExportedFile, ExportOptions, ExportResult } from '../../export/export-format.ts';
import { fileBase } from '../../export/file-base.ts';
import type { FormatError, FormatNote } from '../../note.ts';
import { groupNumber } from '../app-config.ts';
import { KEPT_FILE, type KeptGroups, keptGroups } from '../kept-config.ts';
import { followBatches, writeStages } from './batch-stages.ts';
import { noteDifferences } from './compare-drawing.ts';
import { giveBack } from './give-back.ts';
import { GroupWriter } from './group-writer.ts';
import { type GraphElement, type PipelineGraph, pipelineGraph } from './pipeline-graph.ts';
import { printConfig } from './print-config.ts';
import { putBackKept } from './put-back-kept.ts';
import { writeOutput } from './write-output.ts';
import { muxInputs, sourceIndexes, writeMultiUri, writeSources } from './write-sources.ts';

/** Never throws. Errors when there is nothing that the app could batch. */
export function writeDeepstreamApp(
  document: PipelineDocument,
  options: ExportOptions,
  syntax: 'ini' | 'yaml',
): ExportResult {
  const resolved = pipelineGraph(document, options);
  if (!resolved.ok) return resolved;
  const { graph } = resolved;
  const mux = muxerOf(graph);
  if ('message' in mux) return { ok: false, errors: [mux] };
  const notes: FormatNote[] = [...resolved.notes];
  const kept = keptGroups(document.files);
  const globalGpuId = kept.get('application')?.get('global-gpu-id');
  const writer = new GroupWriter(syntax, options.catalogue, notes, globalGpuId);
  writeAll(writer, graph, mux, kept, document);
  putBackKept(writer, kept);
  writeLook(writer);
  noteRest(writer, graph);
  noteDifferences(writer, graph);
  noteSurroundings(writer, graph, document);
  const base = freeBase(fileBase(document.name), document, syntax);
  const { main, csv } = printConfig(writer, base, document.name);
  const owned = Object.entries(document.files)
    .filter(([name]) => name !== KEPT_FILE)
    .map(([name, text]): ExportedFile => ({ path: name, text: giveBack(name, text) }));
  return { ok: true, files: [main, ...(csv ? [csv] : []), ...owned], notes };
}

function writeAll(
  writer: GroupWriter,
  graph: PipelineGraph,
  mux: GraphElement,
  kept: KeptGroups,
  { files }: PipelineDocument,
): void {
  const taken = (start: string) => wholeNumbers(kept, start);
  const inputs = muxInputs(graph, mux);
  if (mux.factory === 'nvmultiurisrcbin') writeMultiUri(writer, mux);
  else writeSources(writer, graph, mux, taken('source'));
  const end = followBatches(writer, graph, mux);
  writeStages(writer, end.stages, files, taken);
  writeOutput(writer, graph, end, {
    takenNumbers: taken('sink'),
    sourceIndexes: sourceIndexes(inputs),
  });
  if (mux.factory === 'nvmultiurisrcbin') shareBatchSizes(writer);
}

/** Numbers of groups that are kept as a whole, so that no element's group takes them. */
function wholeNumbers(kept: KeptGroups, start: string): number[] {
  return [...kept].flatMap(([name, entries]) =>
    entries.has('enable') ? (groupNumber(name, start) ?? []) : [],
  );
}

/** With nvmultiurisrcbin the app sets batch sizes itself: one for all secondaries. */
function shareBatchSizes(writer: GroupWriter): void {
  const sizes = [...writer.groups]
    .filter(([name]) => /^secondary-gie\d+$/.test(name))
    .flatMap(([, entries]) => entries.get('batch-size') ?? []);
  const [size] = sizes;
  if (size !== undefined) writer.set('source-list', 'sgie-batch-size', size);
}

/** The element that batches: the app has exactly one. */
function muxerOf(graph: PipelineGraph): GraphElement | FormatError {
  const found = [...graph.elements.values()].filter(({ factory }) =>
    ['nvstreammux', 'nvmultiurisrcbin'].includes(factory),
  );
  const [mux, second] = found;
  if (mux && !second) return mux;
  if (second) {
    return {
      message: `deepstream-app has one muxer, but the pipeline has ${found.length}: ${found.map(({ name }) => name).join(', ')}`,
      place: { element: second.name },
      remedy: 'Link all sources to one nvstreammux, or write one config for each part',
    };
  }
  return {
    message: 'deepstream-app batches its sources with an nvstreammux, and the pipeline has none',
    place: {},
    remedy: 'Put an nvstreammux behind the sources',
  };
}

/** How nvinfer has boxes and labels drawn; the app would draw them with nothing of its own. */
const look = {
  'border-width': '3',
  'text-size': '11',
  'text-color': '1;1;1;1',
  'text-bg-color': '0;0;0;1',
} as const;

function writeLook(writer: GroupWriter): void {
  const osd = writer.groups.get('osd');
  if (osd?.get('enable') !== '1') return;
  const missing = Object.entries(look).filter(([key]) => !osd.has(key));
  for (const [key, value] of missing) writer.set('osd', key, value);
  if (missing.length === 0) return;
  writer.note(
    'changed',
    `deepstream-app draws boxes and labels by [osd]: ${missing.map(([key]) => key).join(', ')} are written as nvinfer has them`,
    {},
  );
}

/** What no walk has come to. */
function noteRest(writer: GroupWriter, graph: PipelineGraph): void {
  for (const { name, factory } of graph.elements.values()) {
    if (writer.written.has(name)) continue;
    writer.note('lost', `deepstream-app builds nothing like this branch: ${factory} is left out`, {
      element: name,
    });
  }
}

/** What has to be known to run the config. */
function noteSurroundings(
  writer: GroupWriter,
  graph: PipelineGraph,
  { target, files }: PipelineDocument,
): void {
  if (target.streammux === 'new') {
    const message = 'The pipeline is for the new nvstreammux: run with USE_NEW_NVSTREAMMUX=yes';
    writer.note('advice', message, {});
  }
  if (![...writer.groups.keys()].some((name) => /^source(\d+|-list)$/.test(name))) {
    writer.note('advice', 'There is no source: deepstream-app needs one at least', {});
  }
  const relative = [...graph.elements.values()].flatMap(({ factory, properties }) =>
    Object.entries(properties).flatMap(([property, value]) => {
      const role = writer.catalogue.propertyRole(factory, property, value);
      const isRelative = typeof value === 'string' && !/^(\/|[a-z][a-z0-9+.-]+:)|^$/i.test(value);
      return role !== 'plain' && isRelative && !Object.hasOwn(files, value) ? [value] : [];
    }),
  );
  const [first] = relative;
  if (first === undefined) return;
  writer.note(
    'advice',
    `Relative paths such as ${first} start at the config's folder: keep the export where the pipeline is`,
    {},
  );
}

/** The main file must not be one that the document brings along. */
function freeBase(base: string, { files }: PipelineDocument, syntax: 'ini' | 'yaml'): string {
  const suffix = syntax === 'ini' ? '.txt' : '.yml';
  let free = base;
  while (Object.hasOwn(files, `${free}${suffix}`) && `${free}${suffix}` !== KEPT_FILE) {
    free = `${free}-app`;
  }
  return free;
}
