/** Checks what other tools send, of any kind, against the rules. */

import type { ConfigSchema } from '@pipewright/catalogue';
import { type ImportFormat, kindId } from '@pipewright/formats';
import {
  emptyDocument,
  type PipelineDocument,
  parseDocument,
  type Target,
} from '@pipewright/graph';
import { type CheckResult, checkWithFiles } from '@pipewright/rules';
import { Refusal } from '../errors/app-error.ts';
import { readForeign } from './import-source.ts';
import {
  diagnosticOfDocumentError,
  diagnosticOfFormatError,
  isLoss,
  type ReportedDiagnostic,
  reported,
  reportedIn,
} from './reported-diagnostic.ts';
import { type ExchangeParts, readSource, type Source, type SourceInput } from './source.ts';

export interface CheckInput extends SourceInput {
  /** Goes before what the input says. */
  readonly target?: Partial<Target> | undefined;
}

export interface CheckReport {
  readonly kind: string;
  /** Whether nothing found is an error. */
  readonly isSound: boolean;
  readonly diagnostics: readonly ReportedDiagnostic[];
  /** What the document has switched off, with its reasons. */
  readonly suppressed: readonly (ReportedDiagnostic & { readonly reason: string })[];
}

type Findings = Pick<CheckReport, 'diagnostics'> & Partial<Pick<CheckReport, 'suppressed'>>;

/** Refuses a text of no known kind; everything else that is wrong with it is in the report. */
export async function checkSource(input: CheckInput, parts: ExchangeParts): Promise<CheckReport> {
  const source = await readSource(input, parts);
  const check = (document: PipelineDocument) => checkDocument(document, source.folder, parts);
  const { diagnostics, suppressed = [] } = await findingsOf(
    source,
    input.target ?? {},
    parts,
    check,
  );
  return {
    kind: kindId(source.input),
    isSound: diagnostics.every(({ severity }) => severity !== 'error'),
    diagnostics,
    suppressed,
  };
}

type Check = (document: PipelineDocument) => Promise<CheckResult>;

function findingsOf(
  source: Source,
  target: Partial<Target>,
  parts: ExchangeParts,
  check: Check,
): Promise<Findings> {
  switch (source.input.kind) {
    case 'pipeline':
      return findingsOfPipeline(source, target, check);
    case 'foreign':
      return findingsOfForeign(source, source.input.format, target, parts, check);
    case 'config':
      return findingsOfConfig(source, source.input.schema, target, check);
  }
}

async function findingsOfPipeline(
  { text }: Source,
  target: Partial<Target>,
  check: Check,
): Promise<Findings> {
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    return { diagnostics: parsed.errors.map((error) => inText(diagnosticOfDocumentError(error))) };
  }
  const document = withTarget(parsed.document, target);
  const { diagnostics, suppressed } = await check(document);
  const report = reportedIn(text, document);
  const warnings = parsed.warnings.map((each) => diagnosticOfDocumentError(each, 'warning'));
  return {
    diagnostics: [...diagnostics.map(report), ...warnings.map(inText)],
    suppressed: suppressed.map((each) => ({ ...report(each), reason: each.reason })),
  };
}

/** As what it is imported to, with what gets lost on the way. */
async function findingsOfForeign(
  source: Source,
  format: ImportFormat,
  target: Partial<Target>,
  parts: ExchangeParts,
  check: Check,
): Promise<Findings> {
  const result = await readForeign(source, format, { target }, parts);
  if (!result.ok) {
    const errors = result.errors.map((error) => diagnosticOfFormatError(error, 'unreadable-input'));
    return { diagnostics: errors.map(inText) };
  }
  const diagnostics: ReportedDiagnostic[] = [];
  for (const [position, { document, notes }] of result.pipelines.entries()) {
    const found = await check(document);
    const which = result.pipelines.length > 1 ? `pipeline ${position + 1}: ` : '';
    const losses = notes
      .filter(isLoss)
      .map((note) => diagnosticOfFormatError(note, 'not-imported'))
      .map((loss) => ({ ...inText(loss), severity: 'hint' as const }));
    const all = [...found.diagnostics.map(reported), ...losses];
    diagnostics.push(...all.map((each) => ({ ...each, message: which + each.message })));
  }
  return { diagnostics };
}

/** As an element that reads it would find it. */
async function findingsOfConfig(
  { fileName, text }: Source,
  schema: ConfigSchema,
  target: Partial<Target>,
  check: Check,
): Promise<Findings> {
  const [consumer] = schema.consumers;
  if (consumer === undefined) {
    throw new Refusal('bad-request', `No element reads ${schema.title}.`);
  }
  const { factory, property } = consumer;
  const document: PipelineDocument = {
    ...withTarget(emptyDocument('config file'), target),
    elements: { reader: { factory, properties: { [property]: fileName }, pads: {} } },
    files: { [fileName]: text },
  };
  const { diagnostics } = await check(document);
  const ofFile = diagnostics.filter(({ place }) => place.file === fileName);
  return {
    diagnostics: ofFile.map((diagnostic) => {
      const { element: _, property: __, ...place } = diagnostic.place;
      return inText({ ...diagnostic, place });
    }),
  };
}

function checkDocument(
  document: PipelineDocument,
  folder: string,
  { catalogueOf, files }: ExchangeParts,
): Promise<CheckResult> {
  return catalogueOf(document.target).then((catalogue) =>
    checkWithFiles(document, catalogue, (paths) => files.factsFrom(folder, paths)),
  );
}

/** The place's own position is one in the text that was sent. */
function inText(diagnostic: Parameters<typeof reported>[0]): ReportedDiagnostic {
  const { line, column } = diagnostic.place;
  return {
    ...reported(diagnostic),
    ...(line === undefined ? {} : { line, column: column ?? 1 }),
  };
}

function withTarget(document: PipelineDocument, target: Partial<Target>): PipelineDocument {
  return { ...document, target: { ...document.target, ...target } };
}
