/** What a reader of another pipeline format is. */
import type { Catalogue, CatalogueTarget } from '@pipewright/catalogue';
import type { PipelineDocument } from '@pipewright/graph';
import type { FormatError, FormatNote } from '../note.ts';

export interface ImportSource {
  readonly text: string;
  /** How the user knows the input, e.g. `app/main_config.txt`; for messages and for its suffix. */
  readonly fileName: string;
}

export interface ImportOptions {
  /** Facts about elements for a target; readers pick the target where the input tells it. */
  readonly catalogueFor: (target: CatalogueTarget) => Catalogue;
  /** Where it is given, it goes before what the input tells. */
  readonly target?: Partial<CatalogueTarget>;
  /**
   * Text of a file that the input names, by its path as written there (relative ones start at the
   * input's folder); undefined when it is not there or can't be read. Config files that can be read
   * are taken along into the document's `files`; others stay references, with a note.
   */
  readonly readFile?: (path: string) => Promise<string | undefined>;
}

export interface ImportedPipeline {
  readonly document: PipelineDocument;
  readonly notes: readonly FormatNote[];
}

export type ImportResult =
  /** One or more: a script may hold several commands. */
  | { readonly ok: true; readonly pipelines: readonly [ImportedPipeline, ...ImportedPipeline[]] }
  | { readonly ok: false; readonly errors: readonly FormatError[] };

export interface ImportFormat {
  /** As `--from` takes it. */
  readonly id: string;
  /** For menus and messages, with its article: `a gst-launch-1.0 line or script`. */
  readonly title: string;
  /** How sure it is from a glance at the text that this is its format: 0 (not) to 1 (surely). */
  readonly recognise: (source: ImportSource) => number;
  /** Never throws or rejects, whatever the text is. */
  readonly read: (source: ImportSource, options: ImportOptions) => Promise<ImportResult>;
}
