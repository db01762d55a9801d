/** A pipeline document from an input, or the reasons why there is none. */
import { isLoss, kindInWords, noteText } from '@pipewright/formats';
import {
  type DocumentError,
  type DocumentErrorCode,
  type PipelineDocument,
  parseDocument,
} from '@pipewright/graph';
import { CommandError, EXIT_INPUT_ERRORS, EXIT_UNUSABLE } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { importInput } from './import-input.ts';
import type { Input } from './read-input.ts';

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

/**
 * The document; pipelines of other formats are imported, and what they lose on the way is told on
 * stderr. Throws CommandError with every error and its line.
 */
export async function loadDocument(input: Input, terminal: Terminal): Promise<PipelineDocument> {
  const { recognised } = input;
  switch (recognised.kind) {
    case 'pipeline':
      return parsed(input);
    case 'foreign': {
      const result = await importInput(input, recognised.format);
      if (!result.ok) {
        const lines = result.errors.map((error) => `error: ${noteText(error)}`);
        throw new CommandError(lines.join('\n'), EXIT_INPUT_ERRORS);
      }
      const [pipeline, ...others] = result.pipelines;
      if (others.length > 0) {
        throw new CommandError(
          `${input.path}: this holds ${others.length + 1} pipelines. Import them first: pipewright import ${input.path} -o FOLDER`,
        );
      }
      for (const note of pipeline.notes.filter(isLoss)) {
        terminal.err(`note: ${noteText(note)}\n`);
      }
      return pipeline.document;
    }
    default:
      throw new CommandError(
        `${input.path}: this is ${kindInWords(recognised)}; a pipeline is needed, as a document or in another format (see pipewright import --help).`,
      );
  }
}

function parsed(input: Input): PipelineDocument {
  const result = parseDocument(input.text);
  if (!result.ok) {
    const lines = result.errors.map((error) => documentErrorLine(input.path, error));
    throw new CommandError(lines.join('\n'), exitCodeOfErrors(result.errors));
  }
  return result.document;
}

function documentErrorLine(path: string, error: DocumentError): string {
  const remedy = error.remedy === undefined ? '' : ` ${error.remedy}`;
  return `${path}:${error.line}:${error.column}: error: ${error.message}${remedy} [${error.code}]`;
}
