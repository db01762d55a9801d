/** The application that containers run: what Docker and Kubernetes exports share. */
import type { PipelineDocument } from '@pipewright/graph';
import type { ExportedFile, ExportOptions, ExportProfile } from '../export/export-format.ts';
import { fileBase } from '../export/file-base.ts';
import { numFoldersAbove, referredPaths } from '../export/referred-paths.ts';
import type { FormatError, FormatNote } from '../note.ts';
import {
  type AppParameter,
  type AppPlan,
  appPlan,
  FILES_FOLDER,
} from '../service-maker/app/app-plan.ts';
import { pyservicemakerExport } from '../service-maker/python/write-pyservicemaker.ts';
import { HEALTH_CHECK_FILE, healthCheck } from './health-check.ts';

export const METRICS_PORT = 9100;
/** Where the container has the folder with pipeline, media, models and engines. */
export const DATA_MOUNT = '/data';
/** Building an engine of a large model takes minutes, and no frame passes before it is built. */
export const START_SECONDS = 900;

export interface ContainerApp {
  /** Of the image, container and Kubernetes objects: lower-case letters, digits and dashes. */
  readonly name: string;
  readonly title: string;
  readonly profile: ExportProfile;
  readonly isJetson: boolean;
  /** Where the pipeline's relative paths start, at or below `DATA_MOUNT`. */
  readonly dataFolder: string;
  readonly parameters: readonly AppParameter[];
  /** Config files below `FILES_FOLDER`, by their names there. */
  readonly configFiles: readonly ExportedFile[];
  /** The application's project, with its Dockerfile. */
  readonly project: readonly ExportedFile[];
  readonly notes: readonly FormatNote[];
}

export type ContainerAppResult =
  | { readonly ok: true; readonly app: ContainerApp }
  | { readonly ok: false; readonly errors: readonly FormatError[] };

/** Makes the application of a document; it always has metrics and restarts, which health asks. */
export function containerApp(
  document: PipelineDocument,
  options: ExportOptions,
): ContainerAppResult {
  const profile = options.profile ?? 'development';
  const dataFolder = folderInContainer(document, options);
  const forContainer = { ...options, documentFolder: dataFolder, profile: 'production' } as const;
  const planned = appPlan(document, forContainer);
  if (!planned.ok) return planned;
  const written = pyservicemakerExport.write(document, forContainer);
  if (!written.ok) return written;
  const { plan } = planned;
  return {
    ok: true,
    app: {
      name: containerName(document.name),
      title: document.name,
      profile,
      isJetson: document.target.platform === 'jetson',
      dataFolder,
      parameters: plan.parameters,
      configFiles: plan.files,
      project: [
        ...written.files.map(withHealthCheck),
        { path: HEALTH_CHECK_FILE, text: healthCheck(plan.probes.metadata !== undefined) },
      ],
      notes: [...written.notes, ...displayNotes(document, options), ...dataNotes(plan, dataFolder)],
    },
  };
}

/** A DNS label (RFC 1123). */
function containerName(name: string): string {
  const plain = fileBase(name)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'pipeline' : plain;
}

function withHealthCheck(file: ExportedFile): ExportedFile {
  if (file.path !== 'Dockerfile') return file;
  const check = [
    `COPY ${HEALTH_CHECK_FILE} ./`,
    `HEALTHCHECK --start-period=${START_SECONDS}s --interval=30s --timeout=10s --retries=3 \\`,
    `    CMD ["python3", "${HEALTH_CHECK_FILE}"]`,
  ];
  return { ...file, text: file.text.replace(/^ENTRYPOINT/m, `${check.join('\n')}\nENTRYPOINT`) };
}

/** Sinks that open a window, which a container has no place for. */
function displayNotes(document: PipelineDocument, { catalogue }: ExportOptions): FormatNote[] {
  return Object.entries(document.elements).flatMap(([element, { factory }]): FormatNote[] => {
    const isWindow = /\b(?:Sink\/Video|Video\/Sink)\b/i.test(
      catalogue.factory(factory)?.klass ?? '',
    );
    if (!isWindow || factory === 'fakevideosink') return [];
    return [
      {
        kind: 'advice',
        message: `${factory} opens a window: a container needs the host's X server for it, or fakesink in its place`,
        place: { element },
      },
    ];
  });
}

/**
 * The folder that relative paths start from: as far below the mount as they reach upwards, with the
 * names that the folders have here.
 */
function folderInContainer(
  document: PipelineDocument,
  { catalogue, documentFolder }: ExportOptions,
): string {
  const numAbove = numFoldersAbove(referredPaths(document, catalogue));
  if (numAbove === 0) return DATA_MOUNT;
  const names = documentFolder
    .split('/')
    .filter((part) => part !== '')
    .slice(-numAbove);
  const filled = [...Array.from({ length: numAbove - names.length }, () => 'folder'), ...names];
  return [DATA_MOUNT, ...filled].join('/');
}

function dataNotes({ parameters }: AppPlan, dataFolder: string): FormatNote[] {
  const missing = parameters.filter((each) => !each.isSecret && each.default === undefined);
  return [
    {
      kind: 'advice',
      message:
        dataFolder === DATA_MOUNT
          ? `media, models and engines are looked for in ${DATA_MOUNT}: mount the pipeline's folder there`
          : `the pipeline's relative paths start at ${dataFolder}: mount the folder above it, which holds media, models and engines too, at ${DATA_MOUNT}`,
      place: {},
    },
    ...missing.map(
      ({ name, variable }): FormatNote => ({
        kind: 'advice',
        message: `set ${variable} before the start: the parameter has no default`,
        place: { parameter: name },
      }),
    ),
  ];
}

/** A parameter's default as the environment holds it; empty where there is none. */
export function defaultText(parameter: AppParameter): string {
  const { default: value } = parameter;
  if (value === undefined) return '';
  return value.kind === 'integer' ? value.digits : String(value.value);
}

/** Files as the container has them, for mounts. */
export const CONFIG_MOUNT = `/app/${FILES_FOLDER}`;
