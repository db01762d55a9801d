/** Checks one input against the rules. */
import { resolve } from 'node:path';
import { type Catalogue, type ConfigSchema, catalogueFor } from '@pipewright/catalogue';
import { type ImportFormat, kindId, kindIds, kindInWords } from '@pipewright/formats';
import type { PipelineDocument, Target } from '@pipewright/graph';
import {
  type CheckResult,
  checkConfigText,
  checkDocumentText,
  checkImported,
  checkWithFiles,
  type DocumentCheck,
  type TextFindings,
} from '@pipewright/rules';
import { readFileFacts } from '@pipewright/supervisor';
import { CommandError, EXIT_DONE, EXIT_INPUT_ERRORS, EXIT_UNUSABLE } from '../exit-codes.ts';
import { importInput } from '../input/import-input.ts';
import { exitCodeOfErrors } from '../input/load-document.ts';
import type { Input } from '../input/read-input.ts';
import { type FileReport, numErrors, reportOf } from './report.ts';

export interface CheckedInput {
  readonly report: FileReport;
  readonly exitCode: number;
}

export interface CheckOptions {
  /** Replaces parts of the document's own. */
  readonly target: Partial<Target>;
  /** Whether what is on this machine's disk counts; else nothing is judged that depends on it. */
  readonly looksAtFiles: boolean;
}

/** Throws CommandError for an input of no known kind. */
export async function checkInput(input: Input, options: CheckOptions): Promise<CheckedInput> {
  const { recognised } = input;
  const check: DocumentCheck = (document) => checkDocument(document, input.folder, options);
  switch (recognised.kind) {
    case 'pipeline':
      return checkPipeline(input, options, check);
    case 'foreign':
      return checkForeign(input, recognised.format, options, check);
    case 'config':
      return checkConfig(input, recognised.schema, options, check);
    case 'unknown':
      throw new CommandError(
        `${input.path}: this is ${kindInWords(recognised)}. If it is one of ${kindIds().join(', ')}, say so with --from.`,
      );
  }
}

async function checkPipeline(
  input: Input,
  { target }: CheckOptions,
  check: DocumentCheck,
): Promise<CheckedInput> {
  const { documentErrors, ...findings } = await checkDocumentText(input.text, target, check);
  const checked = checkedInput(input, findings);
  return documentErrors.length === 0
    ? checked
    : { ...checked, exitCode: exitCodeOfErrors(documentErrors) };
}

async function checkForeign(
  input: Input,
  format: ImportFormat,
  { target }: CheckOptions,
  check: DocumentCheck,
): Promise<CheckedInput> {
  return checkedInput(input, await checkImported(await importInput(input, format, target), check));
}

async function checkConfig(
  input: Input,
  schema: ConfigSchema,
  { target }: CheckOptions,
  check: DocumentCheck,
): Promise<CheckedInput> {
  const file = { name: input.fileName, text: input.text, schema };
  const findings = await checkConfigText(file, target, check);
  if (findings === undefined) {
    throw new CommandError(`${input.path}: no element reads ${schema.title}.`, EXIT_UNUSABLE);
  }
  return checkedInput(input, findings);
}

function checkedInput(input: Input, findings: TextFindings): CheckedInput {
  const report = reportOf(input.path, kindId(input.recognised), findings);
  return { report, exitCode: numErrors(report) > 0 ? EXIT_INPUT_ERRORS : EXIT_DONE };
}

/** Runs the rules, with the facts of the files on this machine's disk. */
export function checkDocument(
  document: PipelineDocument,
  folder: string,
  { looksAtFiles = true }: { readonly looksAtFiles?: boolean } = {},
  catalogue: Catalogue = catalogueFor(document.target),
): Promise<CheckResult> {
  return checkWithFiles(document, catalogue, async (paths) => {
    if (!looksAtFiles) {
      return new Map();
    }
    const facts = paths.map(
      async (path) => [path, await readFileFacts(resolve(folder, path))] as const,
    );
    return new Map(await Promise.all(facts));
  });
}
