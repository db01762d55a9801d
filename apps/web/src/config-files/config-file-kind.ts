import {
  type ConfigSchema,
  type ConfigSyntax,
  configSchemaFor,
  configSyntax,
  configSyntaxFor,
  recogniseConfig,
} from '@pipewright/catalogue';
import type { PipelineDocument } from '@pipewright/graph';
import {
  type ConfigFileRef,
  fileKey,
  filePath,
  type PathContext,
  refOf,
} from './config-file-ref.ts';

/** An element's property that names a file. */
export interface ConfigReader {
  readonly element: string;
  readonly factory: string;
  readonly property: string;
}

/** What a file is, and how that is known. */
export interface FileKind {
  readonly schema: ConfigSchema | undefined;
  readonly syntax: ConfigSyntax;
  readonly toldBy: 'reader' | 'content' | 'nothing';
}

/** The settings of a document that name config files, or any file when they name this one. */
export function configReaders(
  document: PipelineDocument,
  context: PathContext,
): readonly (ConfigReader & { readonly ref: ConfigFileRef })[] {
  return Object.entries(document.elements).flatMap(([element, { factory, properties }]) =>
    Object.entries(properties).flatMap(([property, value]) => {
      if (typeof value !== 'string') {
        return [];
      }
      const ref = refOf(value, document.files, context);
      const isConfig = configSchemaFor(factory, property.replaceAll('_', '-')) !== undefined;
      return ref !== undefined && (isConfig || ref.kind === 'owned')
        ? [{ element, factory, property, ref }]
        : [];
    }),
  );
}

/** Who reads a file. */
export function readersOf(
  document: PipelineDocument,
  ref: ConfigFileRef,
  context: PathContext,
): readonly ConfigReader[] {
  const key = fileKey(ref);
  return configReaders(document, context).filter((reader) => fileKey(reader.ref) === key);
}

/** The element that reads a file decides its kind; else its content tells. */
export function kindOfFile(
  ref: ConfigFileRef,
  text: string,
  readers: readonly ConfigReader[],
): FileKind {
  const path = filePath(ref);
  for (const { factory, property } of readers) {
    const schema = configSchemaFor(factory, property.replaceAll('_', '-'));
    if (schema !== undefined) {
      return { schema, syntax: configSyntaxFor(schema, path), toldBy: 'reader' };
    }
  }
  const schema = recogniseConfig(path, text);
  return schema === undefined
    ? { schema, syntax: configSyntax(path, text), toldBy: 'nothing' }
    : { schema, syntax: configSyntaxFor(schema, path), toldBy: 'content' };
}

/** The property of a factory that names a config file; undefined when it has none. */
export function configProperty(
  factory: string,
  properties: readonly { readonly name: string }[],
): string | undefined {
  return properties.find(({ name }) => configSchemaFor(factory, name) !== undefined)?.name;
}
