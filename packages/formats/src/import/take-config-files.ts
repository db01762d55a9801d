/** Config files that an imported pipeline names: taken along into the document, where they can be read. */
import { configSchemaFor, joinPath, propertyFile, relocateConfig } from '@pipewright/catalogue';
import { fileNameProblem, type PipelineDocument, type PropertyValue } from '@pipewright/graph';
import type { FormatNote } from '../note.ts';
import type { ImportOptions } from './import-format.ts';

export interface TakenConfigFiles {
  readonly document: PipelineDocument;
  readonly notes: readonly FormatNote[];
}

/**
 * The document with the text of its config files among its `files`. Paths inside them start at the
 * file's own folder; they are written so that they start at the input's folder, as the document's do.
 * Files that can't be read stay references, with a note.
 */
export async function takeConfigFiles(
  document: PipelineDocument,
  readFile: ImportOptions['readFile'],
): Promise<TakenConfigFiles> {
  const taker = new ConfigFileTaker(document, readFile);
  const elements: Record<string, PipelineDocument['elements'][string]> = {};
  for (const [name, element] of Object.entries(document.elements)) {
    const properties: Record<string, PropertyValue> = {};
    for (const [property, value] of Object.entries(element.properties)) {
      const isConfig =
        typeof value === 'string' &&
        value !== '' &&
        configSchemaFor(element.factory, property) !== undefined;
      properties[property] = isConfig
        ? await taker.take(value, element.factory, { element: name, property })
        : value;
    }
    elements[name] = { ...element, properties };
  }
  return {
    document: { ...document, elements, files: taker.files },
    notes: taker.notes,
  };
}

type Place = { readonly element: string; readonly property: string };

class ConfigFileTaker {
  readonly notes: FormatNote[] = [];
  readonly files: Record<string, string>;
  readonly #readFile: ImportOptions['readFile'];
  /** Path as written -> name among the files; the path itself when it stays a reference. */
  readonly #taken = new Map<string, string>();

  constructor(document: PipelineDocument, readFile: ImportOptions['readFile']) {
    this.files = { ...document.files };
    this.#readFile = readFile;
  }

  /** The property's text with the names of taken files in place of their paths. */
  async take(text: string, factory: string, { element, property }: Place): Promise<string> {
    const separator = propertyFile(factory, property)?.separator;
    const paths = separator === undefined ? [text] : text.split(separator);
    const names: string[] = [];
    for (const path of paths) names.push(await this.#takeOne(path.trim(), { element, property }));
    return names.join(separator ?? '');
  }

  async #takeOne(path: string, place: Place): Promise<string> {
    if (path === '' || path.includes('${') || Object.hasOwn(this.files, path)) return path;
    const known = this.#taken.get(path);
    if (known !== undefined) return known;
    const text = await this.#readFile?.(path);
    if (text === undefined) {
      this.notes.push({
        kind: 'advice',
        message: `the config file ${path} is not taken along, as it can't be read here; the document refers to it`,
        place,
      });
      this.#taken.set(path, path);
      return path;
    }
    const name = this.#freeName(path);
    const slash = path.lastIndexOf('/');
    const folder = slash < 0 ? '.' : path.slice(0, slash) || '/';
    this.files[name] = relocateConfig(name, text, folder, (inner) => joinPath(folder, inner));
    this.#taken.set(path, name);
    return name;
  }

  /** The path where it is a relative one, else the file's name alone. */
  #freeName(path: string): string {
    const relative = path.replace(/^(?:\.\/)+/, '');
    const base = fileNameProblem(relative) === undefined ? relative : (path.split('/').pop() ?? '');
    const name = fileNameProblem(base) === undefined ? base : 'config.txt';
    const dot = name.lastIndexOf('.');
    const [stem, suffix] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let free = name;
    for (let number = 2; Object.hasOwn(this.files, free); number++) {
      free = `${stem}-${number}${suffix}`;
    }
    return free;
  }
}
