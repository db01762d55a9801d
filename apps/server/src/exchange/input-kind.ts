/** What a text is: by its content, unless the caller says so. */
import { type ConfigSchema, configSchemas, recogniseConfig } from '@pipewright/catalogue';
import { type ImportFormat, importFormats, recogniseImportFormat } from '@pipewright/formats';

export type InputKind =
  | { readonly kind: 'pipeline' }
  /** A pipeline in another format. */
  | { readonly kind: 'foreign'; readonly format: ImportFormat }
  /** A config file of an element. */
  | { readonly kind: 'config'; readonly schema: ConfigSchema };

export const PIPELINE_KIND = 'pipeline';
const CONFIG_SUFFIX = '-config';
/** What deepstream-app reads is a pipeline, not an element's config. */
const APP_SCHEMA = 'deepstream-app';
/** From here on the formats' own readers are surer than a config file's keys are. */
const SURE = 0.8;

export function kindId(input: InputKind): string {
  switch (input.kind) {
    case 'pipeline':
      return PIPELINE_KIND;
    case 'foreign':
      return input.format.id;
    case 'config':
      return `${input.schema.id}${CONFIG_SUFFIX}`;
  }
}

/** Every kind that can be asked for. */
export function kindIds(): string[] {
  return [
    PIPELINE_KIND,
    ...importFormats.map(({ id }) => id),
    ...elementSchemas().map(({ id }) => `${id}${CONFIG_SUFFIX}`),
  ];
}

/** Undefined for an id that there is not. */
export function kindOf(id: string): InputKind | undefined {
  if (id === PIPELINE_KIND) {
    return { kind: 'pipeline' };
  }
  const format = importFormats.find((candidate) => candidate.id === id);
  if (format !== undefined) {
    return { kind: 'foreign', format };
  }
  const schema = elementSchemas().find((candidate) => `${candidate.id}${CONFIG_SUFFIX}` === id);
  return schema === undefined ? undefined : { kind: 'config', schema };
}

/** Undefined for a text of no known kind. */
export function recogniseKind(fileName: string, text: string): InputKind | undefined {
  if (/^\s*["']?formatVersion["']?\s*:/m.test(text)) {
    return { kind: 'pipeline' };
  }
  const source = { fileName, text };
  const format = recogniseImportFormat(source);
  if (format !== undefined && format.recognise(source) >= SURE) {
    return { kind: 'foreign', format };
  }
  const schema = recogniseConfig(fileName, text);
  if (schema !== undefined && schema.id !== APP_SCHEMA) {
    return { kind: 'config', schema };
  }
  if (format !== undefined) {
    return { kind: 'foreign', format };
  }
  // Not yet a whole document: it is told what it lacks.
  return /^(?:elements|links)\s*:/m.test(text) ? { kind: 'pipeline' } : undefined;
}

function elementSchemas(): ConfigSchema[] {
  return configSchemas().filter(({ id }) => id !== APP_SCHEMA);
}
