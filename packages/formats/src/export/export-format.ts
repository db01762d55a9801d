/** What a writer of another pipeline format is. */
import type { Catalogue } from '@pipewright/catalogue';
import type { PipelineDocument, PropertyValue } from '@pipewright/graph';
import type { FormatError, FormatNote } from '../note.ts';

/**
 * `production` turns on what a deployment wants beyond the drawing: restarts, retry, health,
 * metrics, structured logs, limits. `development` writes the drawing as it is.
 */
export type ExportProfile = 'development' | 'production';

export interface ExportOptions {
  readonly catalogue: Catalogue;
  /** Absolute folder that relative paths in the document start from. */
  readonly documentFolder: string;
  /** Values of parameters; those left out have their defaults. Secrets are never written. */
  readonly parameters?: Readonly<Record<string, PropertyValue>>;
  readonly profile?: ExportProfile;
  /** Where boxes are drawn, in canvas pixels, by element name: pictures keep to it. */
  readonly positions?: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
}

/** One file of an export. */
export interface ExportedFile {
  /** Relative to the export's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly isExecutable?: boolean;
}

export type ExportResult =
  | {
      readonly ok: true;
      /** The main file first: what a one-file format prints. */
      readonly files: readonly [ExportedFile, ...ExportedFile[]];
      /** What this format can't express, with its place. */
      readonly notes: readonly FormatNote[];
    }
  | { readonly ok: false; readonly errors: readonly FormatError[] };

export interface ExportFormat {
  /** As `--to` takes it. */
  readonly id: string;
  readonly title: string;
  /** One line: what one gets and what it is for. */
  readonly summary: string;
  /** Whether the main file alone is a whole export: then it may go to standard output. */
  readonly isOneFile: boolean;
  /** Monaco's name of a file's language, by its path. */
  readonly language: (path: string) => string;
  /** Never throws, whatever the document is. */
  readonly write: (document: PipelineDocument, options: ExportOptions) => ExportResult;
}
