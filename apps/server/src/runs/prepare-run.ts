/** From a document's text to a checked plan. */
import { type Catalogue, relocateConfig } from '@pipewright/catalogue';
import {
  type ExpansionError,
  expandDocument,
  type PipelineDocument,
  type Plan,
  type PropertyValue,
  parseDocument,
  type Target,
} from '@pipewright/graph';
import type { FileFacts } from '@pipewright/protocol';
import { checkWithFiles, type Diagnostic, diagnosticOfDocumentError } from '@pipewright/rules';
import { Refusal } from '../errors/app-error.ts';

export interface PrepareOptions {
  readonly text: string;
  readonly parameters: Readonly<Record<string, PropertyValue>>;
  /** Absolute; relative paths in the document start there. */
  readonly documentFolder: string;
  /** Absolute; owned config files will be written there. */
  readonly filesFolder: string;
  readonly catalogueOf: (target: Target) => Promise<Catalogue>;
  readonly factsOf: (folder: string, paths: readonly string[]) => Promise<Map<string, FileFacts>>;
}

/** Refuses with every diagnostic when anything is an error. */
export async function prepareRun(
  options: PrepareOptions,
): Promise<{ document: PipelineDocument; plan: Plan }> {
  const parsed = parseDocument(options.text);
  if (!parsed.ok) {
    throw refusal(
      'The document can not be read',
      parsed.errors.map((error) => diagnosticOfDocumentError(error)),
    );
  }
  const { document } = parsed;
  const catalogue = await options.catalogueOf(document.target);
  const { diagnostics } = await checkWithFiles(document, catalogue, (paths) =>
    options.factsOf(options.documentFolder, paths),
  );
  if (diagnostics.some((diagnostic) => diagnostic.severity === 'error')) {
    throw refusal('The pipeline has errors', diagnostics);
  }
  const expansion = expandDocument(document, {
    documentFolder: options.documentFolder,
    filesFolder: options.filesFolder,
    parameters: options.parameters,
    propertyRole: (factory, property, value) => catalogue.propertyRole(factory, property, value),
    relocateConfig,
  });
  if (!expansion.ok) {
    throw refusal('The pipeline can not be run', expansion.errors.map(diagnosticOfExpansion));
  }
  return { document, plan: expansion.plan };
}

function refusal(what: string, diagnostics: readonly Diagnostic[]): Refusal {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new Refusal('bad-request', `${what}: ${errors[0]?.message ?? ''}${more}`, { diagnostics });
}

function diagnosticOfExpansion({ message, ...place }: ExpansionError): Diagnostic {
  return { code: 'expansion', severity: 'error', message, place, fixes: [] };
}
