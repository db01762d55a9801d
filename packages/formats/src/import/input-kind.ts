/** What an input is: by its content, unless whoever has it says so. */
import { type ConfigSchema, configSchemas, recogniseConfig } from '@pipewright/catalogue';
import type { ImportFormat } from './import-format.ts';
import { importFormats, recogniseImportFormat } from './import-formats.ts';

export type InputKind =
  | { readonly kind: 'pipeline' }
  /** A pipeline in another format. */
  | { readonly kind: 'foreign'; readonly format: ImportFormat }
  /** A config file of an element. */
  | { readonly kind: 'config'; readonly schema: ConfigSchema }
  | { readonly kind: 'unknown' };

const PIPELINE = 'pipeline';
const CONFIG_SUFFIX = '-config';

/** A kind as reports print it and calls take it. */
export function kindId(input: InputKind): string {
  switch (input.kind) {
    case 'foreign':
      return input.format.id;
    case 'config':
      return `${input.schema.id}${CONFIG_SUFFIX}`;
    default:
      return input.kind;
  }
}

/** In words, with its article. */
export function kindInWords(input: InputKind): string {
  switch (input.kind) {
    case 'pipeline':
      return 'a pipeline document';
    case 'foreign':
      return input.format.title;
    case 'config':
      return `a config file of ${input.schema.reader}`;
    case 'unknown':
      return 'nothing that is known here';
  }
}

/** What deepstream-app reads is a pipeline, not an element's config. */
const elementSchemas = () => configSchemas().filter(({ id }) => id !== 'deepstream-app');

/** Every kind that a call can name. */
export function kindIds(): string[] {
  return [
    PIPELINE,
    ...importFormats.map(({ id }) => id),
    ...elementSchemas().map(({ id }) => `${id}${CONFIG_SUFFIX}`),
  ];
}

/** The kind of an id; undefined for one that there is not. */
export function kindOf(id: string): InputKind | undefined {
  if (id === PIPELINE) {
    return { kind: 'pipeline' };
  }
  const format = importFormats.find((candidate) => candidate.id === id);
  if (format !== undefined) {
    return { kind: 'foreign', format };
  }
  const schema = elementSchemas().find((candidate) => `${candidate.id}${CONFIG_SUFFIX}` === id);
  return schema === undefined ? undefined : { kind: 'config', schema };
}

/** The formats' own readers are surer of their kind than a config file's keys are from here on. */
const SURE = 0.8;

export function recogniseInput(fileName: string, text: string): InputKind {
  if (/^\s*["']?formatVersion["']?\s*:/m.test(text)) {
    return { kind: 'pipeline' };
  }
  const source = { fileName, text };
  const format = recogniseImportFormat(source);
  if (format !== undefined && format.recognise(source) >= SURE) {
    return { kind: 'foreign', format };
  }
  const schema = recogniseConfig(fileName, text);
  if (schema !== undefined && schema.id !== 'deepstream-app') {
    return { kind: 'config', schema };
  }
  if (format !== undefined) {
    return { kind: 'foreign', format };
  }
  // Not yet a whole document, or one whose first line is missing: it is told what it lacks.
  return /^(?:elements|links)\s*:/m.test(text) ? { kind: 'pipeline' } : { kind: 'unknown' };
}
