/** Everything of a pipeline in one folder that works elsewhere: document, script, app, manifests. */
import { type PipelineDocument, printDocument } from '@pipewright/graph';
import { deepstreamAppExport } from '../deepstream-app/deepstream-app.ts';
import { dockerExport } from '../deploy/write-docker.ts';
import { kubernetesExport } from '../deploy/write-kubernetes.ts';
import { formatError } from '../export/expansion-errors.ts';
import type { ExportedFile, ExportOptions } from '../export/export-format.ts';
import { fileBase } from '../export/file-base.ts';
import { referredPaths } from '../export/referred-paths.ts';
import { writeGstLaunch } from '../gst-launch/write-gst-launch.ts';
import type { ImportOptions } from '../import/import-format.ts';
import { takeConfigFiles } from '../import/take-config-files.ts';
import { type FormatError, type FormatNote, isLoss } from '../note.ts';
import { svgFormat } from '../svg/write-svg.ts';
import { type BundleReference, bundlePlaces } from './bundle-places.ts';
import { bundleReadme } from './bundle-readme.ts';
import { relocateDocument } from './relocate-document.ts';

export interface BundleOptions extends ExportOptions {
  /** Text of config files that the document refers to, by their paths there: they go along. */
  readonly readFile?: ImportOptions['readFile'];
}

export type BundleResult =
  | {
      readonly ok: true;
      /** The README first. */
      readonly files: readonly [ExportedFile, ...ExportedFile[]];
      /** Media, models and outputs; whoever packs the bundle brings those that are there. */
      readonly references: readonly BundleReference[];
      readonly notes: readonly FormatNote[];
    }
  | { readonly ok: false; readonly errors: readonly FormatError[] };

/** Folders of the bundle, with what is in them. */
export const BUNDLE_FOLDERS = {
  deepstreamApp: 'deepstream-app',
  application: 'application',
  kubernetes: 'kubernetes',
} as const;

/** Writes all forms; what one of them can't express is noted with the form's folder in front. */
export async function bundlePipeline(
  document: PipelineDocument,
  options: BundleOptions,
): Promise<BundleResult> {
  const { catalogue } = options;
  const taken = await takeConfigFiles(document, options.readFile);
  const references = bundlePlaces(referredPaths(taken.document, catalogue));
  const targets = new Map(references.map(({ path, target }) => [path, target]));
  const placed = (prefix: string) =>
    relocateDocument(taken.document, catalogue, (path) => {
      const target = targets.get(path);
      return target === undefined ? undefined : `${prefix}${target}`;
    });
  const atRoot = placed('');
  const name = fileBase(document.name);

  const launch = writeGstLaunch(atRoot, { ...options, documentFolder: '/', isRelocatable: true });
  if (!launch.ok) return { ok: false, errors: launch.errors.map(formatError) };
  const notes: FormatNote[] = [...taken.notes, ...launch.notes.filter(isOfScript)];
  const files: ExportedFile[] = [
    { path: `${name}.pipeline.yaml`, text: printDocument(atRoot) },
    { path: 'run.sh', text: launch.script, isExecutable: true },
  ];
  const add = (folder: string, inner: readonly ExportedFile[], found: readonly FormatNote[]) => {
    files.push(...inner.map((file) => ({ ...file, path: `${folder}${file.path}` })));
    notes.push(...found.map((note) => inFolder(note, folder)));
  };

  const picture = svgFormat.write(atRoot, options);
  if (picture.ok) add('', picture.files, []);
  const inSubfolder = { ...options, documentFolder: '/bundle/form' };
  const app = deepstreamAppExport.write(placed('../'), inSubfolder);
  if (app.ok) add(`${BUNDLE_FOLDERS.deepstreamApp}/`, app.files, app.notes.filter(isLoss));
  else notes.push(...app.errors.map((error) => notWritten(error, BUNDLE_FOLDERS.deepstreamApp)));
  const atBundle = { ...options, documentFolder: '/bundle' };
  const docker = dockerExport.write(atRoot, atBundle);
  if (!docker.ok) return docker;
  add(`${BUNDLE_FOLDERS.application}/`, docker.files.map(withBundleAsData), docker.notes);
  const kubernetes = kubernetesExport.write(atRoot, atBundle);
  if (!kubernetes.ok) return kubernetes;
  const manifests = kubernetes.files.filter(({ path }) => !path.startsWith('image/'));
  add(`${BUNDLE_FOLDERS.kubernetes}/`, manifests.map(withApplicationAsImage), []);

  const hasDeepstreamApp = app.ok;
  const readme = bundleReadme(document, { name, references, hasDeepstreamApp });
  return { ok: true, files: [{ path: 'README.md', text: readme }, ...files], references, notes };
}

/** The script brings the config files along: the line's advice on them is not about it. */
function isOfScript({ kind, place }: FormatNote): boolean {
  return kind !== 'advice' || place.file === undefined;
}

function inFolder(note: FormatNote, folder: string): FormatNote {
  return folder === '' ? note : { ...note, message: `${folder} ${note.message}` };
}

function notWritten({ message, place }: FormatError, folder: string): FormatNote {
  return { kind: 'lost', message: `${folder}/ is not written: ${message}`, place };
}

/** The container of the bundle sees the bundle itself. */
function withBundleAsData(file: ExportedFile): ExportedFile {
  if (file.path !== '.env.example') return file;
  return { ...file, text: file.text.replace(/^DATA_ON_HOST=.*$/m, 'DATA_ON_HOST=..') };
}

function withApplicationAsImage(file: ExportedFile): ExportedFile {
  if (file.path !== 'README.md') return file;
  const source = `../${BUNDLE_FOLDERS.application}`;
  return {
    ...file,
    text: file.text
      .replace(/^(docker build -t \S+) image\b/m, `$1 ${source}`)
      .replace('| `image/` |', `| \`${source}\` |`),
  };
}
