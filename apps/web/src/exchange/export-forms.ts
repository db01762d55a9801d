/** Everything that a pipeline can leave the editor as. */
import {
  type ExportFormat,
  type ExportOptions,
  type ExportResult,
  exportFormats,
  fileBase,
  writeGstLaunch,
} from '@pipewright/formats';
import type { PipelineDocument } from '@pipewright/graph';

/** One entry of the list; a bundle is written by `bundlePipeline`, which reads files. */
export interface ExportForm {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Monaco's name of a file's language. */
  readonly language: (path: string) => string;
  /** Whether development and production give different files. */
  readonly hasProfiles: boolean;
  /** Absent: it takes more than the document. */
  readonly write?: (document: PipelineDocument, options: FormOptions) => ExportResult;
}

export interface FormOptions extends ExportOptions {
  /** The document's own text, with its comments. */
  readonly yaml: string;
}

export interface ExportFormGroup {
  readonly title: string;
  readonly forms: readonly ExportForm[];
}

export const BUNDLE_FORM = 'bundle';
export const PICTURE_FORM = 'svg';

const launchLine: ExportForm = {
  id: 'gst-launch-line',
  title: 'gst-launch line',
  summary: 'One line for a shell. Config files of the document have to lie where it expects them.',
  language: () => 'shell',
  hasProfiles: false,
  write: (document, options) => {
    const written = writeGstLaunch(document, options);
    return written.ok
      ? {
          ok: true,
          files: [{ path: `${fileBase(document.name)}.txt`, text: `${written.line}\n` }],
          notes: written.notes,
        }
      : {
          ok: false,
          errors: written.errors.map(({ message, ...place }) => ({ message, place })),
        };
  },
};

const pipelineYaml: ExportForm = {
  id: 'yaml',
  title: 'Pipeline YAML',
  summary: 'The document itself: everything, for Pipewright and for version control.',
  language: () => 'yaml',
  hasProfiles: false,
  write: (document, { yaml }) => ({
    ok: true,
    files: [{ path: `${fileBase(document.name)}.pipeline.yaml`, text: yaml }],
    notes: [],
  }),
};

const bundle: ExportForm = {
  id: BUNDLE_FORM,
  title: 'Bundle (ZIP)',
  summary:
    'All of it for a colleague: document, script, configs, container, manifests, and the files that the pipeline reads, with checksums.',
  language: (path) => languageInBundle(path),
  hasProfiles: true,
};

/** Formats whose files depend on the profile. */
const PROFILED: ReadonlySet<string> = new Set(['pyservicemaker', 'cpp', 'docker', 'kubernetes']);

const GROUPS: readonly (readonly [title: string, ids: readonly string[]])[] = [
  ['Run', ['gst-launch', launchLine.id, 'deepstream-app', 'deepstream-app-yaml', 'service-maker']],
  ['Build on', ['pyservicemaker', 'cpp']],
  ['Deploy', ['docker', 'kubernetes', bundle.id]],
  ['Look at', [PICTURE_FORM, 'dot']],
];
const KEEP = 'Keep';

/** All forms, by what they are for; formats that no group names come with the document itself. */
export function exportFormGroups(): readonly ExportFormGroup[] {
  const forms = [...exportFormats.map(formOf), launchLine, pipelineYaml, bundle];
  const grouped = new Set(GROUPS.flatMap(([, ids]) => ids));
  return [
    ...GROUPS.map(([title, ids]) => ({
      title,
      forms: ids.flatMap((id) => forms.filter((form) => form.id === id)),
    })),
    { title: KEEP, forms: forms.filter(({ id }) => !grouped.has(id)) },
  ].filter(({ forms: found }) => found.length > 0);
}

function formOf(format: ExportFormat): ExportForm {
  return {
    id: format.id,
    title: format.title,
    summary: format.summary,
    language: format.language,
    hasProfiles: PROFILED.has(format.id),
    write: format.write,
  };
}

function languageInBundle(path: string): string {
  const format = exportFormats.find(
    ({ id }) => id === (path.startsWith('deepstream-app/') ? 'deepstream-app' : 'docker'),
  );
  return path.endsWith('.svg') ? 'xml' : (format?.language(path) ?? 'plaintext');
}
