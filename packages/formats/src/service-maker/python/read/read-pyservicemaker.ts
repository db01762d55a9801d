/** pyservicemaker script -> pipeline documents: what is known of it without running it. */
import type { Catalogue, CatalogueTarget } from '@pipewright/catalogue';
import {
  type ElementNode,
  emptyDocument,
  nearestName,
  type PipelineDocument,
  type PropertyValue,
  propertyNameProblem,
} from '@pipewright/graph';
import type {
  ImportedPipeline,
  ImportFormat,
  ImportOptions,
  ImportResult,
  ImportSource,
} from '../../../import/import-format.ts';
import { takeConfigFiles } from '../../../import/take-config-files.ts';
import { typedValue } from '../../../import/typed-value.ts';
import { DATA_FOLDER_MARK, FILES_FOLDER } from '../../app/app-plan.ts';
import {
  foldCapsFilters,
  importedName,
  importedTarget,
  nameFromFile,
} from '../../import-document.ts';
import { LinkMaker } from '../../import-pads.ts';
import { probeNote } from '../../probe-notes.ts';
import { serviceMakerImport } from '../../yaml/read-service-maker.ts';
import { parsePython } from './parse-python.ts';
import type { PipelineRecord } from './pipeline-record.ts';
import { ScriptLog } from './script-log.ts';
import { notePitfalls } from './script-pitfalls.ts';
import { ScriptRun } from './script-run.ts';

export const pyservicemakerImport: ImportFormat = {
  id: 'pyservicemaker',
  title: 'a pyservicemaker script',
  recognise: ({ text }) =>
    /^\s*(?:from\s+pyservicemaker\b.*\bimport\b|import\s+pyservicemaker\b)/m.test(text) ? 1 : 0,
  read,
};

async function read(source: ImportSource, options: ImportOptions): Promise<ImportResult> {
  const { text, fileName } = source;
  const log = new ScriptLog(text, fileName);
  const script = await parsePython(text);
  for (const at of script.errorOffsets.slice(0, 3)) {
    log.note('lost', "this can't be read as Python", at);
  }
  const platform = options.target?.platform ?? 'dgpu';
  const run = new ScriptRun({
    text,
    fileName,
    machine: platform === 'dgpu' ? 'x86_64' : 'aarch64',
    displaySink: platform === 'jetson' ? 'nv3dsink' : 'nveglglessink',
    log,
  });
  run.run(script.body);
  notePitfalls(script.root, text, log);
  const [first, ...others] = await pipelinesOf(run, log, source, options);
  if (first) return { ok: true, pipelines: [first, ...others] };
  const places =
    script.errorOffsets.length > 0 ? log.place(script.errorOffsets[0] ?? 0) : { file: fileName };
  return {
    ok: false,
    errors: [
      {
        message:
          script.errorOffsets.length > 0
            ? 'not readable as Python from here on'
            : 'no pipeline is built in it that can be read without running it',
        place: places,
        remedy:
          'Pipeline(...).add(...).link(...) and Flow(...) are read, with constants as arguments.',
      },
    ],
  };
}

async function pipelinesOf(
  run: ScriptRun,
  log: ScriptLog,
  source: ImportSource,
  options: ImportOptions,
): Promise<ImportedPipeline[]> {
  const pipelines: ImportedPipeline[] = [];
  for (const record of run.calls.records) {
    const described = await describedPipeline(record, options);
    if (described) pipelines.push(described);
    else if (record.elements.size > 0) {
      pipelines.push(await builtPipeline(record, run, log, source, options));
    } else if (record.configFile !== undefined) {
      log.note(
        'lost',
        `the pipeline is described by ${record.configFile}, which can't be read here: import that file`,
        record.at,
      );
    }
  }
  // What is said of the script as a whole goes with its first pipeline.
  return pipelines.map((pipeline, index) =>
    index === 0 ? { ...pipeline, notes: [...log.notes, ...pipeline.notes] } : pipeline,
  );
}

/** The pipeline of the YAML file that a script names. */
async function describedPipeline(
  { configFile, name, elements }: PipelineRecord,
  options: ImportOptions,
): Promise<ImportedPipeline | undefined> {
  if (configFile === undefined || elements.size > 0) return undefined;
  const text = await options.readFile?.(configFile);
  if (text === undefined) return undefined;
  const result = await serviceMakerImport.read({ text, fileName: configFile }, options);
  if (!result.ok) return undefined;
  const [pipeline] = result.pipelines;
  return { ...pipeline, document: { ...pipeline.document, name } };
}

async function builtPipeline(
  record: PipelineRecord,
  run: ScriptRun,
  log: ScriptLog,
  { fileName }: ImportSource,
  options: ImportOptions,
): Promise<ImportedPipeline> {
  const factories = [...record.elements.values()].map(({ factory }) => factory);
  const found = importedTarget(factories, options);
  const target = withMuxer(found, run, options);
  const catalogue = options.catalogueFor(target);
  const document: PipelineDocument = {
    ...emptyDocument(record.name.trim() === '' ? nameFromFile(fileName) : record.name),
    target,
    parameters: usedParameters(run, record),
    ...graphOf(record, catalogue, log),
  };
  const taken = await takeConfigFiles(document, projectReader(options.readFile));
  return { document: taken.document, notes: taken.notes };
}

/** Also reads the files of an exported application, which stand beside its `app` folder. */
function projectReader(readFile: ImportOptions['readFile']): ImportOptions['readFile'] {
  if (readFile === undefined) return undefined;
  return async (path) => {
    const text = await readFile(path);
    if (text !== undefined || path.startsWith('/')) return text;
    const upwards = '../'.repeat(path.split('/').length - 1);
    const own = await readFile(`../${FILES_FOLDER}/${path}`);
    return own?.replaceAll(`${DATA_FOLDER_MARK}/`, upwards);
  };
}

/** Scripts choose the muxer by an environment variable. */
function withMuxer(
  target: CatalogueTarget,
  run: ScriptRun,
  options: ImportOptions,
): CatalogueTarget {
  if (options.target?.streammux !== undefined || !run.usesNewMuxer) return target;
  return { ...target, streammux: 'new' };
}

function usedParameters(
  run: ScriptRun,
  { elements }: PipelineRecord,
): PipelineDocument['parameters'] {
  const values = [...elements.values()].flatMap(({ properties }) => [...properties.values()]);
  const used = Object.entries(run.parameters.declared).filter(([name]) =>
    values.some((value) => typeof value === 'string' && value.includes(`\${${name}}`)),
  );
  return Object.fromEntries(used);
}

function graphOf(
  record: PipelineRecord,
  catalogue: Catalogue,
  log: ScriptLog,
): Pick<PipelineDocument, 'elements' | 'links'> {
  const names = new Map<string, string>();
  const elements: Record<string, ElementNode> = {};
  for (const { name: written, factory, properties, at } of record.elements.values()) {
    const name = importedName(written, new Set(names.values()));
    names.set(written, name);
    if (name !== written) {
      log.note('changed', `"${written}" is called ${name}: elements can't have its name`, at, {
        element: name,
      });
    }
    elements[name] = {
      factory,
      properties: typedProperties(factory, properties, catalogue),
      pads: {},
    };
  }
  const maker = new LinkMaker((name) => elements[name]?.factory ?? '', catalogue);
  for (const link of record.links) {
    const missing = [link.from, link.to].find((name) => !names.has(name));
    if (missing !== undefined) {
      const meant = nearestName(missing, names.keys());
      const hint = meant === undefined ? '' : `; did it mean "${meant}"?`;
      log.note('lost', `a link is left out: there is no element "${missing}"${hint}`, link.at);
      continue;
    }
    const [from, to] = [names.get(link.from) ?? link.from, names.get(link.to) ?? link.to];
    maker.add({ ...link, from, to });
  }
  noteProbes(record, catalogue, log);
  return foldCapsFilters(elements, maker.links);
}

function typedProperties(
  factory: string,
  properties: ReadonlyMap<string, PropertyValue>,
  catalogue: Catalogue,
): Record<string, PropertyValue> {
  const typed: Record<string, PropertyValue> = {};
  for (const [name, value] of properties) {
    if (propertyNameProblem(name) !== undefined) continue;
    const spec = catalogue.property(factory, name);
    const isKept = spec === undefined || (typeof value === 'string' && value.includes('${'));
    typed[name] = isKept ? value : typedValue(spec, String(value));
  }
  return typed;
}

function noteProbes(record: PipelineRecord, catalogue: Catalogue, log: ScriptLog): void {
  for (const { element, name, type, at } of record.probes) {
    const { kind, message, place } = probeNote(name, type, element, {});
    log.note(kind, message, at, place);
    if (type !== 'measure_fps_probe') continue;
    const pads = catalogue.factory(record.elements.get(element)?.factory ?? '')?.pads ?? [];
    const isBetween = ['sink', 'src'].every((side) =>
      pads.some(({ direction }) => direction === side),
    );
    if (pads.length > 0 && !isBetween) {
      log.note(
        'advice',
        'measure_fps_probe needs an element with a sink and a source pad, such as an inference element',
        at,
        { element },
      );
    }
  }
}
