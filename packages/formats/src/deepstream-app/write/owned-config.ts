/** What an element leaves to its config file, where the document has the file. */
import { readConfig } from '@pipewright/catalogue';
import { ownValue } from './group-writer.ts';
import type { GraphElement } from './pipeline-graph.ts';

/** Files of the document, for what a config says in the element's stead. */
export type OwnedFiles = Readonly<Record<string, string>>;

/** By its property, or by its own config file. */
export function isSecondary(element: GraphElement, files: OwnedFiles): boolean {
  const mode = ownValue(element, 'process-mode') ?? configValue(element, files, 'process-mode');
  return mode === 'secondary' || Number(mode) === 2;
}

/** What an element's own config file says; undefined when the document does not have the file. */
export function configValue(
  element: GraphElement,
  files: OwnedFiles,
  key: string,
): string | undefined {
  const name = String(ownValue(element, 'config-file-path') ?? '').replace(/^(\.\/)+/, '');
  const text = Object.hasOwn(files, name) ? files[name] : undefined;
  if (text === undefined) return undefined;
  return readConfig(name, text).groups.get('property')?.entries.get(key)?.value;
}
