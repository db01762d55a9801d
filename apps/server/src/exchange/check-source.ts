/** Checks what other tools send, of any kind, against the rules. */
import { kindId } from '@pipewright/formats';
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
import { Refusal } from '../errors/app-error.ts';
import { readForeign } from './import-source.ts';
import { type ReportedDiagnostic, reported } from './reported-diagnostic.ts';
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

/** Refuses a text of no known kind; everything else that is wrong with it is in the report. */
export async function checkSource(input: CheckInput, parts: ExchangeParts): Promise<CheckReport> {
  const source = await readSource(input, parts);
  const { diagnostics, suppressed } = await findingsOf(source, input.target ?? {}, parts);
  return {
    kind: kindId(source.input),
    isSound: diagnostics.every(({ severity }) => severity !== 'error'),
    diagnostics: diagnostics.map(reported),
    suppressed: suppressed.map((each) => ({ ...reported(each), reason: each.reason })),
  };
}

async function findingsOf(
  source: Source,
  target: Partial<Target>,
  parts: ExchangeParts,
): Promise<TextFindings> {
  const { text, fileName, folder, input } = source;
  const check: DocumentCheck = (document) => checkDocument(document, folder, parts);
  switch (input.kind) {
    case 'pipeline':
      return checkDocumentText(text, target, check);
    case 'foreign':
      return checkImported(await readForeign(source, input.format, { target }, parts), check);
    case 'config': {
      const { schema } = input;
      const findings = await checkConfigText({ name: fileName, text, schema }, target, check);
      if (findings === undefined) {
        throw new Refusal('bad-request', `No element reads ${schema.title}.`);
      }
      return findings;
    }
  }
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
