/** Checks one input against the rules. */
import { resolve } from 'node:path';
import { type Catalogue, type ConfigSchema, catalogueFor } from '@pipewright/catalogue';
import {
  type FormatError,
  type FormatNote,
  type ImportFormat,
  kindId,
  kindIds,
  kindInWords,
} from '@pipewright/formats';
import {
  emptyDocument,
  type PipelineDocument,
  parseDocument,
  type Target,
} from '@pipewright/graph';
import { type CheckResult, checkWithFiles } from '@pipewright/rules';
import { readFileFacts } from '@pipewright/supervisor';
import { CommandError, EXIT_DONE, EXIT_INPUT_ERRORS, EXIT_UNUSABLE } from '../exit-codes.ts';
import { importInput } from '../input/import-input.ts';
import { exitCodeOfErrors } from '../input/load-document.ts';
import type { Input } from '../input/read-input.ts';
import {
  type FileReport,
  numErrors,
  plainDiagnostic,
  type ReportedDiagnostic,
  reportDiagnostics,
  reportDocumentErrors,
  reportSuppressed,
  type SuppressedReport,
} from './report.ts';

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
  switch (recognised.kind) {
    case 'pipeline':
      return checkPipeline(input, options);
    case 'foreign':
      return checkForeign(input, recognised.format, options);
    case 'config':
      return checkConfig(input, recognised.schema, options);
    case 'unknown':
      throw new CommandError(
        `${input.path}: this is ${kindInWords(recognised)}. If it is one of ${kindIds().join(', ')}, say so with --from.`,
      );
  }
}

async function checkPipeline(input: Input, options: CheckOptions): Promise<CheckedInput> {
  const parsed = parseDocument(input.text);
  if (!parsed.ok) {
    const diagnostics = reportDocumentErrors(parsed.errors, 'error');
    return {
      report: { file: input.path, kind: kindId(input.recognised), diagnostics },
      exitCode: exitCodeOfErrors(parsed.errors),
    };
  }
  const document = withTarget(parsed.document, options.target);
  const found = await checkDocument(document, input.folder, options);
  return checked(
    input,
    [
      ...reportDiagnostics(input.text, document, found.diagnostics),
      ...reportDocumentErrors(parsed.warnings, 'warning'),
    ],
    reportSuppressed(input.text, document, found.suppressed),
  );
}

/** A pipeline of another format: as what it is imported to, with what gets lost on the way. */
async function checkForeign(
  input: Input,
  format: ImportFormat,
  options: CheckOptions,
): Promise<CheckedInput> {
  const result = await importInput(input, format, options.target);
  if (!result.ok) {
    const diagnostics = result.errors.map(errorDiagnostic);
    return {
      report: { file: input.path, kind: format.id, diagnostics },
      exitCode: EXIT_INPUT_ERRORS,
    };
  }
  const diagnostics: ReportedDiagnostic[] = [];
  for (const [position, { document, notes }] of result.pipelines.entries()) {
    const found = await checkDocument(document, input.folder, options);
    const which = result.pipelines.length > 1 ? `pipeline ${position + 1}: ` : '';
    const all = [
      ...found.diagnostics.map(plainDiagnostic),
      ...notes.filter(isLoss).map(lossDiagnostic),
    ];
    diagnostics.push(...all.map((each) => ({ ...each, message: which + each.message })));
  }
  return checked(input, diagnostics);
}

/** A config file: as an element that reads it would find it. */
async function checkConfig(
  input: Input,
  schema: ConfigSchema,
  options: CheckOptions,
): Promise<CheckedInput> {
  const [consumer] = schema.consumers;
  if (consumer === undefined) {
    throw new CommandError(`${input.path}: no element reads ${schema.title}.`, EXIT_UNUSABLE);
  }
  const name = input.fileName;
  const empty = emptyDocument('config file');
  const document: PipelineDocument = {
    ...withTarget(empty, options.target),
    elements: {
      reader: {
        factory: consumer.factory,
        properties: { [consumer.property]: name },
        pads: {},
      },
    },
    files: { [name]: input.text },
  };
  // Paths inside a document's own file start at the document's folder, as they do on disk here.
  const { diagnostics } = await checkDocument(document, input.folder, options);
  const ofFile = diagnostics.filter(({ place }) => place.file === name);
  return checked(
    input,
    ofFile.map((diagnostic) => {
      const { element: _, property: __, ...plain } = plainDiagnostic(diagnostic);
      const { line, column } = diagnostic.place;
      return { ...plain, ...(line === undefined ? {} : { line, column: column ?? 1 }) };
    }),
  );
}

function checked(
  input: Input,
  diagnostics: readonly ReportedDiagnostic[],
  suppressed: readonly SuppressedReport[] = [],
): CheckedInput {
  const report: FileReport = {
    file: input.path,
    kind: kindId(input.recognised),
    diagnostics,
    ...(suppressed.length > 0 && { suppressed }),
  };
  return { report, exitCode: numErrors(report) > 0 ? EXIT_INPUT_ERRORS : EXIT_DONE };
}

function withTarget(document: PipelineDocument, target: Partial<Target>): PipelineDocument {
  return { ...document, target: { ...document.target, ...target } };
}

function errorDiagnostic({ message, place, remedy }: FormatError): ReportedDiagnostic {
  const { element, pad, property, link, line, column } = place;
  return {
    code: 'unreadable-input',
    severity: 'error',
    message,
    ...(element === undefined ? {} : { element }),
    ...(pad === undefined ? {} : { pad }),
    ...(property === undefined ? {} : { property }),
    ...(link === undefined ? {} : { link }),
    ...(line === undefined ? {} : { line, column: column ?? 1 }),
    ...(remedy === undefined ? {} : { fix: remedy }),
  };
}

function isLoss({ kind }: FormatNote): boolean {
  return kind === 'lost';
}

function lossDiagnostic(note: FormatNote): ReportedDiagnostic {
  return { ...errorDiagnostic(note), code: 'not-imported', severity: 'hint' };
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
