/** Config files that elements name: taken into the document, and given back beside an export. */
import { configSchemaFor, joinPath, propertyFile, relocateConfig } from '@pipewright/catalogue';
import { type ElementNode, fileNameProblem, type PropertyValue } from '@pipewright/graph';
import type { FormatNote } from '../note.ts';

type Elements = Readonly<Record<string, ElementNode>>;
type ReadFile = ((path: string) => Promise<string | undefined>) | undefined;

export interface TakenFiles {
  readonly elements: Elements;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Reads the config files that the elements name into `files`. Paths inside them then start at the
 * document's folder, as all paths of a document do. What can't be read stays a reference.
 */
export async function takeConfigFiles(
  elements: Elements,
  readFile: ReadFile,
  reserved: readonly string[],
  notes: FormatNote[],
): Promise<TakenFiles> {
  const taker = new Taker(readFile, reserved, notes);
  const taken: Record<string, ElementNode> = {};
  for (const [name, element] of Object.entries(elements)) {
    const properties: Record<string, PropertyValue> = { ...element.properties };
    for (const [property, value] of Object.entries(element.properties)) {
      if (typeof value !== 'string' || !configSchemaFor(element.factory, property)) continue;
      const separator = propertyFile(element.factory, property)?.separator;
      const paths = separator === undefined ? [value] : value.split(separator);
      const names: string[] = [];
      for (const path of paths) {
        names.push(path === '' ? path : await taker.take(path, { element: name, property }));
      }
      properties[property] = names.join(separator ?? '');
    }
    taken[name] = { ...element, properties };
  }
  return { elements: taken, files: taker.files };
}

class Taker {
  readonly files: Record<string, string> = {};
  readonly #readFile: ReadFile;
  readonly #reserved: ReadonlySet<string>;
  readonly #notes: FormatNote[];
  /** Path as written -> what the document calls it. */
  readonly #names = new Map<string, string>();

  constructor(readFile: ReadFile, reserved: readonly string[], notes: FormatNote[]) {
    this.#readFile = readFile;
    this.#reserved = new Set(reserved);
    this.#notes = notes;
  }

  /** The name that the element has to use from now on. */
  async take(path: string, place: FormatNote['place']): Promise<string> {
    const known = this.#names.get(path);
    if (known !== undefined) return known;
    const text = await this.#read(path);
    const name = text === undefined ? path : this.#nameFor(path);
    this.#names.set(path, name);
    if (text === undefined) {
      this.#notes.push({
        kind: 'advice',
        message: `${path} can't be read from here: it stays a reference to the file`,
        place,
      });
    } else {
      const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.';
      this.files[name] = relocateConfig(name, text, folder);
    }
    return name;
  }

  async #read(path: string): Promise<string | undefined> {
    try {
      return await this.#readFile?.(path);
    } catch {
      return undefined;
    }
  }

  /** Paths inside the input's folder keep their shape; others keep their last part. */
  #nameFor(path: string): string {
    const tidy = joinPath('.', path.replace(/^file:\/\//, ''));
    const wanted = fileNameProblem(tidy) === undefined ? tidy : (tidy.split('/').at(-1) ?? '');
    const base = fileNameProblem(wanted) === undefined ? wanted : 'config.txt';
    let name = base;
    for (let number = 2; this.#isUsed(name); number += 1) {
      name = base.replace(/(\.[^./]*)?$/, (suffix) => `-${number}${suffix}`);
    }
    return name;
  }

  #isUsed(name: string): boolean {
    return Object.hasOwn(this.files, name) || this.#reserved.has(name);
  }
}

/** An owned file as it has to read beside an export: its paths start where it stands. */
export function giveBack(name: string, text: string): string {
  const folder = name.split('/').slice(0, -1);
  return relocateConfig(name, text, '.', (path) => {
    const parts = joinPath('.', path).split('/');
    let shared = 0;
    while (
      shared < folder.length &&
      shared < parts.length - 1 &&
      folder[shared] === parts[shared]
    ) {
      shared += 1;
    }
    return [...folder.slice(shared).map(() => '..'), ...parts.slice(shared)].join('/');
  });
}
