/** The nvinfer config files of a pipeline, each once. */
import { type Config, type ConfigEntry, joinPath } from '@pipewright/catalogue';
import type { Fix, Place } from '../diagnostic.ts';
import { configPath } from '../inference-settings.ts';
import { type ElementView, ownedFileName, type PipelineIndex } from '../pipeline-index.ts';

export interface NvinferFile {
  readonly config: Config;
  /** The first element that reads it. */
  readonly element: ElementView;
  /** The document owns the text, so fixes can change it. */
  readonly isOwned: boolean;
}

/** Every nvinfer config that can be read, with the first element that names it. */
export function nvinferFiles(index: PipelineIndex): NvinferFile[] {
  const files = new Map<string, NvinferFile>();
  for (const element of index.elements.values()) {
    if (element.node.factory !== 'nvinfer') continue;
    const path = configPath(element);
    if (path === undefined || files.has(path)) continue;
    const config = index.config(path);
    if (!config) continue;
    const isOwned = ownedFileName(index.document, path) !== undefined;
    files.set(path, { config, element, isOwned });
  }
  return [...files.values()];
}

/** Where something in the file is. */
export function filePlace(
  { config, element }: NvinferFile,
  at?: { readonly line: number; readonly column?: number },
): Place {
  return {
    element: element.name,
    property: 'config-file-path',
    file: config.path,
    ...(at ? { line: at.line } : {}),
    ...(at?.column === undefined ? {} : { column: at.column }),
  };
}

/** An entry of `[property]`. */
export function propertyEntry(config: Config, key: string): ConfigEntry | undefined {
  return config.groups.get('property')?.entries.get(key);
}

/** An entry of `[property]` as a whole number. */
export function propertyInteger(config: Config, key: string): number | undefined {
  const text = propertyEntry(config, key)?.value;
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

/**
 * The path of a file that the config names, as the document would write it: relative to the
 * config's folder on disk, and to the document's folder in a file that the document owns.
 */
export function pathInConfig({ config, isOwned }: NvinferFile, path: string): string {
  if (path.startsWith('/') || isOwned) return path;
  const slash = config.path.lastIndexOf('/');
  return slash < 0 ? path : joinPath(config.path.slice(0, slash) || '/', path);
}

/** Changes one line of a file that the document owns; no fix for a file on disk. */
export function lineFix(
  { config, isOwned }: NvinferFile,
  title: string,
  line: number,
  change: (text: string) => string,
): Fix[] {
  if (!isOwned) return [];
  const lines = config.text.split('\n');
  const before = lines[line - 1];
  if (before === undefined) return [];
  const text = lines.with(line - 1, change(before)).join('\n');
  return [{ title, edit: { kind: 'set-file', name: config.path, text } }];
}

/** Writes another value for an entry. */
export function valueFix(file: NvinferFile, entry: ConfigEntry, value: string): Fix[] {
  return lineFix(file, `Set ${entry.key} to ${value}`, entry.line, (text) =>
    text.replace(/^(\s*[^:=]+?\s*[:=]\s*)(.*?)(\s+#.*)?$/, `$1${value}$3`),
  );
}
