/** A document's plan, for running and exporting. */
import { type Catalogue, relocateConfig } from '@pipewright/catalogue';
import {
  type ExpansionContext,
  type ExpansionError,
  expandDocument,
  type PipelineDocument,
  type Plan,
} from '@pipewright/graph';
import { CommandError, EXIT_INPUT_ERRORS, EXIT_UNUSABLE } from '../exit-codes.ts';
import type { Input } from './read-input.ts';

export interface ExpandOptions {
  readonly input: Input;
  readonly catalogue: Catalogue;
  readonly filesFolder: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export function expansionContext(options: ExpandOptions): ExpansionContext {
  return {
    documentFolder: options.input.folder,
    filesFolder: options.filesFolder,
    parameters: options.parameters,
    propertyRole: (factory, property, value) =>
      options.catalogue.propertyRole(factory, property, value),
    relocateConfig,
  };
}

/** Throws CommandError: 2 when a parameter of the call is to blame, else 1. */
export function expand(document: PipelineDocument, options: ExpandOptions): Plan {
  const expansion = expandDocument(document, expansionContext(options));
  if (!expansion.ok) {
    throw expansionFailure(options.input.path, expansion.errors);
  }
  return expansion.plan;
}

export function expansionFailure(path: string, errors: readonly ExpansionError[]): CommandError {
  const lines = errors.map((error) => {
    const place = [error.element, error.pad, error.property].filter(Boolean).join('.');
    return `${path}: error: ${place === '' ? '' : `${place}: `}${error.message}`;
  });
  const isWrongCall = errors.some((error) => error.parameter !== undefined);
  return new CommandError(lines.join('\n'), isWrongCall ? EXIT_UNUSABLE : EXIT_INPUT_ERRORS);
}
