/** Checks one input against the rules. */
import { resolve } from 'node:path';
import { type Catalogue, catalogueFor } from '@pipewright/catalogue';
import { type PipelineDocument, parseDocument, type Target } from '@pipewright/graph';
import { checkWithFiles, type Diagnostic } from '@pipewright/rules';
import { readFileFacts } from '@pipewright/supervisor';
import { EXIT_DONE, EXIT_INPUT_ERRORS } from '../exit-codes.ts';
import { exitCodeOfErrors } from '../input/load-document.ts';
import { type Input, requirePipelineDocument } from '../input/read-input.ts';
import { type FileReport, numErrors, reportDiagnostics, reportDocumentErrors } from './report.ts';

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
  const found = await diagnosticsOf(document, input.folder);
  const diagnostics = [
    ...reportDiagnostics(input.text, document, found),
    ...reportDocumentErrors(parsed.warnings, 'warning'),
  ];
  const report: FileReport = { file: input.path, kind: 'pipeline', diagnostics };
  return { report, exitCode: numErrors(report) > 0 ? EXIT_INPUT_ERRORS : EXIT_DONE };
}

/** Every diagnostic, with the facts of the files on this machine's disk. */
export function diagnosticsOf(
  document: PipelineDocument,
  folder: string,
  catalogue: Catalogue = catalogueFor(document.target),
): Promise<readonly Diagnostic[]> {
  return checkWithFiles(document, catalogue, async (paths) => {
    const facts = paths.map(
      async (path) => [path, await readFileFacts(resolve(folder, path))] as const,
    );
    return new Map(await Promise.all(facts));
  });
}
