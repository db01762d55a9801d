/** deepstream-app's config file -> the pipeline that the app builds from it. */
import {
  type CatalogueTarget,
  configGroup,
  configSchema,
  validateConfig,
} from '@pipewright/catalogue';
import { emptyDocument, type PipelineDocument } from '@pipewright/graph';
import type { ImportOptions, ImportResult, ImportSource } from '../../import/import-format.ts';
import { takeConfigFiles } from '../../import/take-config-files.ts';
import type { FormatNote } from '../../note.ts';
import {
  type AppConfig,
  type AppEntry,
  csvPathOf,
  isOn,
  readAppConfig,
  readAppText,
} from '../app-config.ts';
import { KEPT_FILE, keptText } from '../kept-config.ts';
import { drawBatchStages } from './draw-batch-stages.ts';
import { drawOutput } from './draw-output.ts';
import { drawSources } from './draw-sources.ts';
import { Drawing } from './drawing.ts';
import { keepAside } from './keep-aside.ts';

/** Reads INI or YAML, by the file's suffix as the app does. */
export async function readDeepstreamApp(
  source: ImportSource,
  options: ImportOptions,
): Promise<ImportResult> {
  const { fileName, text } = source;
  const notes: FormatNote[] = [];
  const csv = await readCsv(csvPathOf(fileName, text), options, notes);
  const config = readAppConfig(fileName, text, csv, notes);
  const wrong = whyNotAConfig(source, config);
  if (wrong) return { ok: false, errors: [wrong] };
  notes.push(...findings(config, text));
  const target = targetOf(config, options.target);
  const drawing = new Drawing(config, options.catalogueFor(target), notes);
  const { tail, count } = drawSources(drawing);
  drawOutput(drawing, drawBatchStages(drawing, tail, count), count);
  noteHowDecoded(drawing);
  const kept = keptText(keepAside(drawing));
  const drawn: PipelineDocument = {
    ...emptyDocument(documentName(fileName)),
    target,
    elements: drawing.graph.elements,
    links: drawing.graph.links,
    files: kept === undefined ? {} : { [KEPT_FILE]: kept },
  };
  const taken = await takeConfigFiles(drawn, calm(options.readFile));
  notes.push(...taken.notes);
  const { document } = taken;
  return { ok: true, pipelines: [{ document, notes: inOrder(notes, fileName) }] };
}

/** A file that can't be read is one that is not there. */
function calm(readFile: ImportOptions['readFile']): ImportOptions['readFile'] {
  return readFile && ((path) => readFile(path).catch(() => undefined));
}

/** The file's name without folder and suffix. */
function documentName(fileName: string): string {
  const base = fileName.split('/').at(-1) ?? '';
  return base.replace(/\.(txt|ini|cfg|conf|ya?ml)$/i, '').trim() || 'deepstream-app';
}

/** Groups that make a pipeline: without any of them there is nothing to draw. */
const drawnGroups =
  /^(source(\d+|-list)?|streammux|(primary|secondary)-gie\d*|(secondary-)?pre-process\d*|audio-classifier|tracker|nvds-analytics|sink\d+|tiled-display|osd|replay|segvisual|visionencoder|ds-example|message-converter)$/;

function whyNotAConfig({ fileName, text }: ImportSource, { groups, syntax }: AppConfig) {
  const names = [...readAppText(fileName, text).groups.keys()];
  if ([...groups.keys(), ...names].some((name) => drawnGroups.test(name))) return undefined;
  const [problem] = readAppText(fileName, text).problems;
  const wanted =
    syntax === 'ini' ? '[source0], [streammux], [sink0]' : 'source:, streammux:, sink0:';
  return {
    message:
      problem?.message ??
      `The file has none of the groups that deepstream-app builds a pipeline from, such as ${wanted}`,
    place: { file: fileName, line: problem?.line ?? 1, column: problem?.column ?? 1 },
    remedy:
      syntax === 'ini'
        ? 'Check that it is a config file of deepstream-app; YAML files need the suffix .yml or .yaml'
        : 'Check that it is a config file of deepstream-app',
  };
}

async function readCsv(
  entry: AppEntry | undefined,
  { readFile }: ImportOptions,
  notes: FormatNote[],
): Promise<{ path: string; text: string } | undefined> {
  if (!entry) return undefined;
  const path = entry.value;
  const text = await calm(readFile)?.(path);
  if (text !== undefined) return { path, text };
  const { file, line, column } = entry;
  notes.push({
    kind: 'lost',
    message: `${path}, which names the sources, can't be read from here: add the sources to the muxer`,
    place: { file, line, column },
  });
  return undefined;
}

/** What the app would say of the file. What has no effect there is missed by nobody. */
function findings({ fileName, groups }: AppConfig, text: string): FormatNote[] {
  const schema = configSchema('deepstream-app');
  return validateConfig(schema, readAppText(fileName, text)).map((finding) => {
    const { code, group, message, remedy, line, column } = finding;
    const isRead = ['syntax', 'wrong-type', 'out-of-range', 'not-a-choice', 'wrong-count'];
    const switched = configGroup(schema, group ?? '')?.switchedBy !== undefined;
    const isOff = group !== undefined && switched && !isOn(groups.get(group));
    const isLost = finding.severity === 'error' && isRead.includes(code) && !isOff;
    return {
      kind: isLost ? 'lost' : 'advice',
      message: `${message}. ${remedy}`,
      place: { file: fileName, line, column },
    };
  });
}

/**
 * What the app leaves to the machine and its environment: DRM and CSI are Jetson's; only the new
 * muxer reads a config file of its own or takes audio.
 */
function targetOf(config: AppConfig, asked: ImportOptions['target']): CatalogueTarget {
  const groups = [...config.groups.values()].filter(isOn);
  const hasType = (start: string, type: string) =>
    groups.some(
      ({ name, entries }) => name.startsWith(start) && entries.get('type')?.value === type,
    );
  const list = config.groups.get('source-list')?.entries.get('list')?.value ?? '';
  const isJetson = hasType('sink', '5') || hasType('source', '5') || /(^|;)\s*csi:/.test(list);
  const mux = config.groups.get('streammux')?.entries;
  const hasAudio = ['6', '7', '8'].some((type) => hasType('source', type));
  const isNew = hasAudio || (mux?.has('config-file-path') === true && !mux.has('width'));
  return {
    platform: isJetson ? 'jetson' : 'dgpu',
    deepstream: '9.1',
    streammux: isNew ? 'new' : 'legacy',
    ...asked,
  };
}

function noteHowDecoded(drawing: Drawing): void {
  const factories = Object.values(drawing.graph.elements).map(({ factory }) => factory);
  if (!factories.includes('nvurisrcbin')) return;
  drawing.note(
    'changed',
    'deepstream-app decodes with uridecodebin, or rtspsrc and decodebin, and sets what is inside; nvurisrcbin, which takes the same settings, is drawn for them',
  );
}

/** By their lines; those about the pipeline behind them. */
function inOrder(notes: readonly FormatNote[], fileName: string): FormatNote[] {
  const weight = ({ place }: FormatNote) =>
    (place.file === fileName ? place.line : undefined) ?? Number.MAX_SAFE_INTEGER;
  return notes
    .map((note, index) => ({ note, index }))
    .sort((a, b) => weight(a.note) - weight(b.note) || a.index - b.index)
    .map(({ note }) => note);
}
