/** Checks a document from scratch. */
import type { Catalogue } from '@pipewright/catalogue';
import type { PipelineDocument } from '@pipewright/graph';
import { type CheckResult, checkOnce } from './checker/checker.ts';
import type { FileLookup } from './files.ts';

export type { CheckResult } from './checker/checker.ts';

export interface CheckContext {
  readonly catalogue: Catalogue;
  /** Without it nothing that depends on files is judged, and all asked paths come back. */
  readonly files?: FileLookup;
}

/** Checks a document; never throws on any document of the right shape. */
export function check(document: PipelineDocument, context: CheckContext): CheckResult {
  return checkOnce(document, context.catalogue, context.files);
}
