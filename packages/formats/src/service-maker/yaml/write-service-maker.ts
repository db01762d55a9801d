/** Pipeline document -> Service Maker YAML: nodes, edges, and the config files beside it. */
import { relocateConfig } from '@pipewright/catalogue';
import { expandDocument, type PipelineDocument, type Plan } from '@pipewright/graph';
import { stringify } from 'yaml';
import { formatError } from '../../export/expansion-errors.ts';
import type { ExportFormat, ExportOptions, ExportResult } from '../../export/export-format.ts';
import { fileBase } from '../../export/file-base.ts';
import { secretVariables } from '../../export/secret-variables.ts';
import type { FormatNote } from '../../note.ts';
import { EXPORT_FOLDER, exportedConfig, fromExportFolder } from '../relative-files.ts';
import {
  hasSeveralPads,
  padPropertyNotes,
  type ServiceLink,
  serviceLinks,
} from '../service-links.ts';
import { type ServiceProbes, serviceProbes } from '../service-probes.ts';
import { serviceValue } from '../service-value.ts';

export const serviceMakerExport: ExportFormat = {
  id: 'service-maker',
  title: 'Service Maker YAML',
  summary:
    'A description that Pipeline("name", "file.yaml") of Service Maker builds, in C++ or Python',
  isOneFile: true,
  language: (path) => (/\.ya?ml$/.test(path) ? 'yaml' : 'ini'),
  write: writeServiceMaker,
};

function writeServiceMaker(document: PipelineDocument, options: ExportOptions): ExportResult {
  if (Object.keys(document.elements).length === 0) {
    return { ok: false, errors: [{ message: 'the pipeline has no elements to write', place: {} }] };
  }
  const secrets = secretVariables(document);
  const expanded = expand(document, options, secrets);
  if (!expanded.ok) return { ok: false, errors: expanded.errors.map(formatError) };
  const { plan } = expanded;
  const probes = serviceProbes(document, options.catalogue);
  const writer = new YamlWriter(plan, options, probes);
  const text = writer.write();
  const files = plan.files.map(exportedConfig);
  return {
    ok: true,
    files: [{ path: `${fileBase(document.name)}.yaml`, text }, ...files],
    notes: [
      ...writer.notes,
      ...padPropertyNotes(plan),
      ...environmentNotes(plan),
      ...secretNotes(secrets),
      ...files.map(({ path }) => ({
        kind: 'advice' as const,
        message: `start in the folder of ${path}: the YAML names it by its relative path`,
        place: { file: path },
      })),
    ],
  };
}

/** Secrets become `${VARIABLE}`, so that their values get into no text. */
function expand(
  document: PipelineDocument,
  { catalogue, documentFolder, parameters = {} }: ExportOptions,
  secrets: ReadonlyMap<string, string>,
) {
  const values = { ...parameters };
  const declared = { ...document.parameters };
  for (const [name, variable] of secrets) {
    values[name] = `\${${variable}}`;
    declared[name] = { type: 'string' };
  }
  return expandDocument(
    { ...document, parameters: declared },
    {
      documentFolder,
      filesFolder: EXPORT_FOLDER,
      parameters: values,
      propertyRole: (factory, property, value) => catalogue.propertyRole(factory, property, value),
      relocateConfig,
    },
  );
}

function environmentNotes({ environment }: Plan): FormatNote[] {
  return Object.entries(environment).map(([name, value]) => ({
    kind: 'advice',
    message: `set ${name}=${value} in the environment: the YAML has no place for it`,
    place: {},
  }));
}

function secretNotes(secrets: ReadonlyMap<string, string>): FormatNote[] {
  return [...secrets].map(([parameter, variable]) => ({
    kind: 'advice',
    message: `Service Maker YAML has no variables: put the secret in place of \${${variable}} when it starts, for example with envsubst`,
    place: { parameter },
  }));
}

type YamlValue = string | number | bigint | boolean;

interface YamlNode {
  readonly type: string;
  readonly name: string;
  readonly properties?: Readonly<Record<string, YamlValue>>;
}

class YamlWriter {
  readonly notes: FormatNote[] = [];
  readonly #plan: Plan;
  readonly #options: ExportOptions;
  readonly #probes: ServiceProbes;
  readonly #names: ReadonlyMap<string, string>;
  readonly #factories: ReadonlyMap<string, string>;

  constructor(plan: Plan, options: ExportOptions, probes: ServiceProbes) {
    this.#plan = plan;
    this.#options = options;
    this.#probes = probes;
    this.#factories = new Map(plan.elements.map(({ name, factory }) => [name, factory]));
    this.#names = nodeNames([...this.#factories.keys()]);
    for (const [element, name] of this.#names) {
      if (name === element) continue;
      this.#note('changed', `"${element}" is called ${name}: a dot would be read as a pad`, {
        element,
      });
    }
  }

  write(): string {
    const { links, notes } = serviceLinks(this.#plan, this.#options.catalogue, {
      isBySource: true,
    });
    this.notes.push(...notes);
    const nodes = this.#plan.elements.map(({ name, factory, properties }): YamlNode => {
      const values = Object.entries(properties).map(([property, value]) => {
        const spec = this.#options.catalogue.property(factory, property);
        const written = typeof value === 'string' ? fromExportFolder(value) : value;
        return [property, yamlValue(serviceValue(spec, written))] as const;
      });
      return {
        type: factory,
        name: this.#nameOf(name),
        ...(values.length > 0 && { properties: Object.fromEntries(values) }),
      };
    });
    const edges = this.#edges(links);
    for (const probe of this.#probeNodes()) {
      nodes.push({ type: `${probe.module}.${probe.module}`, name: probe.name });
      const key = this.#nameOf(probe.target);
      edges.set(key, [...(edges.get(key) ?? []), probe.name]);
    }
    const written = [...edges].map(([key, targets]) => {
      const [first = '', ...others] = targets;
      return [key, others.length === 0 ? first : targets] as const;
    });
    return stringify(
      { deepstream: { nodes, edges: Object.fromEntries(written) } },
      { lineWidth: 0, compat: 'yaml-1.1' },
    );
  }

  #edges(links: readonly ServiceLink[]): Map<string, string[]> {
    const edges = new Map<string, string[]>();
    for (const { from, fromPad, to, toPad } of links) {
      const key = this.#end(from, fromPad, 'src');
      edges.set(key, [...(edges.get(key) ?? []), this.#end(to, toPad, 'sink')]);
    }
    return edges;
  }

  /** The pad is named only where the element has several kinds of pads on this side. */
  #end(element: string, pad: string, direction: 'src' | 'sink'): string {
    const factory = this.#factories.get(element) ?? '';
    const name = this.#nameOf(element);
    const isKnown = this.#options.catalogue.factory(factory) !== undefined;
    const isNeeded = !isKnown || hasSeveralPads(factory, direction, this.#options.catalogue);
    return pad !== '' && isNeeded ? `${name}.${pad}` : name;
  }

  #probeNodes(): { module: string; name: string; target: string }[] {
    const used = new Set(this.#names.values());
    const probes: { module: string; name: string; target: string }[] = [];
    const add = (module: string, target: string) => {
      let name = module;
      for (let number = 2; used.has(name); number++) name = `${module}_${number}`;
      used.add(name);
      probes.push({ module, name, target });
    };
    const { eventMessages, inference } = this.#probes;
    if (eventMessages !== undefined) {
      add('add_message_meta_probe', eventMessages);
      this.#note(
        'advice',
        'the probe add_message_meta_probe is added here: without its event messages nvmsgconv sends nothing, unless msg2p-newapi is set',
        { element: eventMessages },
      );
    }
    const [measured] = inference;
    if (this.#options.profile === 'production' && measured !== undefined) {
      add('measure_fps_probe', measured);
    }
    return probes;
  }

  #nameOf(element: string): string {
    return this.#names.get(element) ?? element;
  }

  #note(kind: FormatNote['kind'], message: string, place: FormatNote['place']): void {
    this.notes.push({ kind, message, place });
  }
}

function yamlValue(value: ReturnType<typeof serviceValue>): YamlValue {
  if (value.kind !== 'integer') return value.value;
  const number = Number(value.digits);
  return Number.isSafeInteger(number) ? number : BigInt(value.digits);
}

/** Dots separate pads in edges, so no node has one in its name. */
function nodeNames(elements: readonly string[]): Map<string, string> {
  const used = new Set(elements);
  const names = new Map<string, string>();
  for (const element of elements) {
    const base = element.replaceAll('.', '_');
    let name = base;
    for (let number = 2; name !== element && used.has(name); number++) name = `${base}_${number}`;
    used.add(name);
    names.set(element, name);
  }
  return names;
}
