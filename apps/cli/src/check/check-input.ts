/** Checks one input against the rules. */
import { resolve } from 'node:path';
import { type Catalogue, catalogueFor } from '@pipewright/catalogue';
import { type PipelineDocument, parseDocument, type Target } from '@pipewright/graph';
import { type CheckResult, checkWithFiles } from '@pipewright/rules';
import { readFileFacts } from '@pipewright/supervisor';
import { EXIT_DONE, EXIT_INPUT_ERRORS } from '../exit-codes.ts';
import { exitCodeOfErrors } from '../input/load-document.ts';
import { type Input, requirePipelineDocument } from '../input/read-input.ts';
import {
  type FileReport,
  numErrors,
  reportDiagnostics,
  reportDocumentErrors,
  reportSuppressed,
} from './report.ts';

export interface CheckedInput {
  readonly report: FileReport;
  readonly exitCode: number;
}

/** `target` replaces parts of the document's own. Throws CommandError for other kinds of input. */
export async function checkInput(input: Input, target: Partial<Target>): Promise<CheckedInput> {
  requirePipelineDocument(input);
  const parsed = parseDocument(input.text);
  if (!parsed.ok) {
    const diagnostics = reportDocumentErrors(parsed.errors, 'error');
    return {
      report: { file: input.path, kind: 'pipeline', diagnostics },
      exitCode: exitCodeOfErrors(parsed.errors),
    };
  }
  const document = { ...parsed.document, target: { ...parsed.document.target, ...target } };
  const found = await checkDocument(document, input.folder);
  const diagnostics = [
    ...reportDiagnostics(input.text, document, found.diagnostics),
    ...reportDocumentErrors(parsed.warnings, 'warning'),
  ];
  const suppressed = reportSuppressed(input.text, document, found.suppressed);
  const report: FileReport = {
    file: input.path,
    kind: 'pipeline',
    diagnostics,
    ...(suppressed.length > 0 && { suppressed }),
  };
  return { report, exitCode: numErrors(report) > 0 ? EXIT_INPUT_ERRORS : EXIT_DONE };
}

/** Runs the rules, with the facts of the files on this machine's disk. */
export function checkDocument(
  document: PipelineDocument,
  folder: string,
  catalogue: Catalogue = catalogueFor(document.target),
): Promise<CheckResult> {
  return checkWithFiles(document, catalogue, async (paths) => {
    const facts = paths.map(
      async (path) => [path, await readFileFacts(resolve(folder, path))] as const,
    );
    return new Map(await Promise.all(facts));
  });
}
