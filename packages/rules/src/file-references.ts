/** The files that settings name. */
import { type PropertyFile, propertyFile } from '@pipewright/catalogue';
import { canonicalPropertyName, type ElementView, type Setting } from './pipeline-index.ts';

export interface FileReference {
  readonly setting: Setting;
  readonly file: PropertyFile;
  /** Relative to the document's folder, or absolute. */
  readonly path: string;
}

/** Every local file or folder that an element's settings name, as far as their values are known. */
export function fileReferences(element: ElementView): FileReference[] {
  const references: FileReference[] = [];
  for (const setting of element.settings) {
    const { value } = setting;
    if (setting.pad !== undefined || typeof value !== 'string' || value === '') continue;
    const file = propertyFile(element.node.factory, canonicalPropertyName(setting.property));
    if (!file) continue;
    const texts = file.separator ? value.split(file.separator) : [value];
    for (const text of texts) {
      const path = localPath(text.trim(), file);
      if (path !== undefined && path !== '') references.push({ setting, file, path });
    }
  }
  return references;
}

function localPath(text: string, file: PropertyFile): string | undefined {
  if (file.kind === 'library') return text.includes('/') ? text : undefined;
  if (file.kind !== 'uri') return text;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return text;
  if (scheme !== 'file') return undefined;
  return decoded(text.slice('file:'.length).replace(/^\/\/(?:localhost(?=\/))?/i, ''));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
