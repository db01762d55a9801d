import type { Catalogue } from '@pipewright/catalogue';
import { writeGstLaunch } from '@pipewright/formats';
import type { PipelineDocument } from '@pipewright/graph';
import { folderOf } from '../documents/workspace-paths.ts';

/** One form of a document. */
export interface ExportedText {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly language: 'shell' | 'yaml';
  readonly fileName: string;
  readonly text: string;
  /** What this form cannot express, or why there is none. */
  readonly notes: readonly string[];
}

export interface ExportSource {
  readonly catalogue: Catalogue;
  readonly yaml: string;
  /** Workspace path of the document, and the workspace's folder; absent while not known. */
  readonly path: string | undefined;
  readonly root: string | undefined;
}

const UNSAVED_FOLDER = 'pipelines';

/** All forms of a document. */
export function exportDocument(
  document: PipelineDocument,
  source: ExportSource,
): readonly ExportedText[] {
  const folder = source.path === undefined ? UNSAVED_FOLDER : folderOf(source.path);
  const base = fileBase(document.name);
  const launch = writeGstLaunch(document, {
    catalogue: source.catalogue,
    documentFolder: `${source.root ?? ''}/${folder}`,
  });
  const notes = launch.ok
    ? launch.notes.map((note) => note.message)
    : launch.errors.map((error) => error.message);
  return [
    {
      id: 'gst-launch',
      label: 'gst-launch line',
      description: 'One line for a shell; config files of the document have to lie beside it.',
      language: 'shell',
      fileName: `${base}.txt`,
      text: launch.ok ? launch.line : '',
      notes,
    },
    {
      id: 'gst-launch-script',
      label: 'Shell script',
      description: 'Writes the config files it needs, then runs gst-launch-1.0.',
      language: 'shell',
      fileName: `${base}.sh`,
      text: launch.ok ? launch.script : '',
      notes,
    },
    {
      id: 'yaml',
      label: 'Pipeline YAML',
      description: 'The document itself: everything, for Pipewright and for version control.',
      language: 'yaml',
      fileName: `${base}.pipeline.yaml`,
      text: source.yaml,
      notes: [],
    },
  ];
}

/** A name that can be a file's. */
function fileBase(name: string): string {
  return (
    name
      .trim()
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^[.-]+|-+$/g, '') || 'pipeline'
  );
}
