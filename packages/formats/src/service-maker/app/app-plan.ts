/** A document as an application builds it: what its writers in every language share. */
import { relocateConfig } from '@pipewright/catalogue';
import {
  expandDocument,
  type Parameter,
  type ParameterType,
  type PipelineDocument,
  type Plan,
  type PropertyValue,
} from '@pipewright/graph';
import { formatError } from '../../export/expansion-errors.ts';
import type { ExportOptions } from '../../export/export-format.ts';
import { environmentVariable } from '../../export/secret-variables.ts';
import type { FormatError, FormatNote } from '../../note.ts';
import { padPropertyNotes, type ServiceLink, serviceLinks } from '../service-links.ts';
import { type ServiceProbes, serviceProbes } from '../service-probes.ts';
import { type ServiceValue, serviceValue } from '../service-value.ts';
import { type AppValue, appValue, parametersOf } from './app-value.ts';

/** Stands in config files for the folder that the document's relative paths start from. */
export const DATA_FOLDER_MARK = '${DATA_FOLDER}';
/** Folder of an application's project that holds the document's own files. */
export const FILES_FOLDER = 'files';

export interface AppParameter {
  readonly name: string;
  readonly type: ParameterType;
  /** Environment variable that holds its value. */
  readonly variable: string;
  readonly isSecret: boolean;
  /** Absent: it has to be in the environment. */
  readonly default?: ServiceValue;
  readonly description?: string;
}

export interface AppElement {
  readonly name: string;
  readonly factory: string;
  readonly properties: readonly { readonly name: string; readonly value: AppValue }[];
}

export interface AppPlan {
  readonly name: string;
  /** Only those that something refers to. */
  readonly parameters: readonly AppParameter[];
  readonly elements: readonly AppElement[];
  readonly links: readonly ServiceLink[];
  /** Relative to `FILES_FOLDER`; other files are found from `DATA_FOLDER_MARK`. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly environment: Readonly<Record<string, string>>;
  readonly probes: ServiceProbes;
  /** Where the documents' relative paths start when nothing else is set. */
  readonly dataFolder: string;
  /** Connections of elements that talk to brokers, e.g. `localhost;9092`. */
  readonly brokers: readonly AppValue[];
  readonly notes: readonly FormatNote[];
}

export type AppPlanResult =
  | { readonly ok: true; readonly plan: AppPlan }
  | { readonly ok: false; readonly errors: readonly FormatError[] };

/** Checks a document and makes it what an application builds. */
export function appPlan(document: PipelineDocument, options: ExportOptions): AppPlanResult {
  if (Object.keys(document.elements).length === 0) {
    return { ok: false, errors: [{ message: 'the pipeline has no elements to write', place: {} }] };
  }
  const expanded = expandDocument(document, {
    documentFolder: options.documentFolder,
    filesFolder: options.documentFolder,
    parameters: checkedValues(document, options.parameters ?? {}),
    propertyRole: () => 'plain',
    relocateConfig,
  });
  if (!expanded.ok) return { ok: false, errors: expanded.errors.map(formatError) };
  return { ok: true, plan: planOf(document, expanded.plan, options) };
}

/** Values with which expansion checks all else: the application takes its own when it starts. */
function checkedValues(
  { parameters }: PipelineDocument,
  given: Readonly<Record<string, PropertyValue>>,
): Record<string, PropertyValue> {
  const values: Record<string, PropertyValue> = {};
  for (const [name, { type, secret, default: fallback }] of Object.entries(parameters)) {
    if (secret === true || fallback === undefined) values[name] = ANY_VALUE[type];
  }
  return { ...values, ...given };
}

const ANY_VALUE: Readonly<Record<ParameterType, PropertyValue>> = {
  string: 'text',
  integer: 1,
  number: 1,
  boolean: true,
  path: '/path',
  uri: 'file:///path',
};

function planOf(document: PipelineDocument, plan: Plan, options: ExportOptions): AppPlan {
  const { catalogue } = options;
  const elements = plan.elements.map(({ name, factory, origin }): AppElement => {
    const written =
      origin.kind === 'element'
        ? (document.elements[origin.element]?.properties ?? {})
        : { caps: capsOf(document, origin.link) };
    return {
      name,
      factory,
      properties: Object.entries(written).map(([property, value]) => {
        const role = catalogue.propertyRole(factory, property, value);
        const spec = catalogue.property(factory, property);
        return { name: property, value: appValue(value, role, property, spec) };
      }),
    };
  });
  const { links, notes } = serviceLinks(plan, catalogue);
  const parameters = usedParameters(document, elements, options.parameters ?? {});
  const probes = serviceProbes(document, catalogue);
  return {
    name: document.name,
    parameters,
    elements,
    links,
    files: configFiles(document),
    environment: plan.environment,
    probes,
    dataFolder: options.documentFolder,
    brokers: elements
      .filter(({ factory }) => factory === 'nvmsgbroker')
      .flatMap(({ properties }) => properties.filter(({ name }) => name === 'conn-str'))
      .map(({ value }) => value),
    notes: [
      ...notes,
      ...padPropertyNotes(plan),
      ...parameterNotes(parameters),
      ...probeNotes(probes),
    ],
  };
}

function capsOf({ links }: PipelineDocument, id: string): string {
  const link = links.find(
    ({ from, to }) => `${from.element}.${from.pad} -> ${to.element}.${to.pad}` === id,
  );
  return link?.caps ?? '';
}

function usedParameters(
  { parameters }: PipelineDocument,
  elements: readonly AppElement[],
  given: Readonly<Record<string, PropertyValue>>,
): AppParameter[] {
  const used = new Set(
    elements.flatMap(({ properties }) => properties.flatMap(({ value }) => parametersOf(value))),
  );
  return Object.entries(parameters).flatMap(([name, parameter]) =>
    used.has(name) ? [appParameter(name, parameter, given[name])] : [],
  );
}

function appParameter(
  name: string,
  { type, secret, default: declared, description }: Parameter,
  given: PropertyValue | undefined,
): AppParameter {
  const isSecret = secret === true;
  const fallback = isSecret ? undefined : (given ?? declared);
  return {
    name,
    type,
    // Parameters may be called `path` or `home`; secrets are named as in all exports.
    variable: isSecret ? environmentVariable(name) : `PIPELINE_${environmentVariable(name)}`,
    isSecret,
    ...(fallback !== undefined && { default: typedDefault(type, fallback) }),
    ...(description !== undefined && { description }),
  };
}

function typedDefault(type: ParameterType, value: PropertyValue): ServiceValue {
  const isText = type === 'string' || type === 'path' || type === 'uri';
  if (isText) return { kind: 'text', value: String(value) };
  const kind = { boolean: 'boolean', integer: 'int64', number: 'double' } as const;
  return serviceValue({ ...NO_SPEC, type: kind[type as keyof typeof kind] }, value);
}

const NO_SPEC = {
  name: '',
  readable: true,
  writable: true,
  mutable: 'ready',
  mutableDeclared: false,
  required: false,
  summary: '',
} as const;

/** The document's files: paths to each other relative, all others from the data folder. */
function configFiles({ files }: PipelineDocument): { path: string; text: string }[] {
  return Object.entries(files).map(([name, text]) => {
    const upwards = '../'.repeat(name.split('/').length - 1);
    const relocated = relocateConfig(name, text, '', (path) => {
      const plain = path.replace(/^(?:\.\/)+/, '');
      return Object.hasOwn(files, plain) ? `${upwards}${plain}` : `${DATA_FOLDER_MARK}/${plain}`;
    });
    return { path: name, text: relocated };
  });
}

function parameterNotes(parameters: readonly AppParameter[]): FormatNote[] {
  return parameters.map(({ name, variable, isSecret, default: fallback }) => ({
    kind: 'advice',
    message: isSecret
      ? `the secret "${name}" is read from the environment variable ${variable}`
      : `the environment variable ${variable} sets the parameter "${name}"${fallback === undefined ? ', which has no default' : ''}`,
    place: { parameter: name },
  }));
}

function probeNotes({ metadata, eventMessages }: ServiceProbes): FormatNote[] {
  const notes: FormatNote[] = [];
  if (metadata === undefined) {
    notes.push({
      kind: 'advice',
      message: 'no element writes metadata of objects, so the application has no probe',
      place: {},
    });
  }
  if (eventMessages !== undefined) {
    notes.push({
      kind: 'advice',
      message:
        'the probe add_message_meta_probe is added here: without its event messages nvmsgconv sends nothing, unless msg2p-newapi is set',
      place: { element: eventMessages },
    });
  }
  return notes;
}
