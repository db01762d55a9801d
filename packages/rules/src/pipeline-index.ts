/** The document as rules look at it. */
import type { Catalogue } from '@pipewright/catalogue';
import type { PipelineDocument } from '@pipewright/graph';
import type { FileLookup } from './files.ts';
import { LiveIndex } from './live/live-index.ts';
import type { PipelineIndex } from './pipeline-views.ts';

export {
  canonicalPropertyName,
  type ElementView,
  type ElementViews,
  effectiveInteger,
  effectiveValue,
  type LinkEnd,
  type LinkView,
  ownedFileName,
  type PipelineIndex,
  type Setting,
  settingOf,
} from './pipeline-views.ts';

/** Looks a document up once: for questions that no edit follows. */
export function indexPipeline(
  document: PipelineDocument,
  catalogue: Catalogue,
  files?: FileLookup,
): PipelineIndex {
  const index = new LiveIndex(document, catalogue, true);
  index.update(document, files);
  return index;
}
