/** A pipeline document from an input, or the reasons why there is none. */
import {
  type DocumentError,
  type DocumentErrorCode,
  type PipelineDocument,
  parseDocument,
} from '@pipewright/graph';
import { CommandError, EXIT_INPUT_ERRORS, EXIT_UNUSABLE } from '../exit-codes.ts';
import { type Input, requirePipelineDocument } from './read-input.ts';

/** With these there is no document at all; with the others there is one that has errors. */
const UNREADABLE: ReadonlySet<DocumentErrorCode> = new Set([
  'yaml-syntax',
  'not-a-document',
  'missing-format-version',
  'unsupported-format-version',
]);

/** 2 for a text that is no document, 1 for a document with errors. */
export function exitCodeOfErrors(errors: readonly DocumentError[]): number {
  return errors.some((error) => UNREADABLE.has(error.code)) ? EXIT_UNUSABLE : EXIT_INPUT_ERRORS;
}

/** Throws CommandError with every error and its line. */
export function loadDocument(input: Input): PipelineDocument {
  requirePipelineDocument(input);
  const parsed = parseDocument(input.text);
  if (!parsed.ok) {
    const lines = parsed.errors.map((error) => documentErrorLine(input.path, error));
    throw new CommandError(lines.join('\n'), exitCodeOfErrors(parsed.errors));
  }
  return parsed.document;
}

function documentErrorLine(path: string, error: DocumentError): string {
  const remedy = error.remedy === undefined ? '' : ` ${error.remedy}`;
  return `${path}:${error.line}:${error.column}: error: ${error.message}${remedy} [${error.code}]`;
}
