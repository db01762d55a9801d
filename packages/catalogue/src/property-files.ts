/** Which properties name files: looked up by expansion, rules and path pickers. */
import { inferenceFiles } from './overlays/inference-files.ts';
import { mediaFiles } from './overlays/media-files.ts';
import { messageFiles } from './overlays/message-files.ts';

/** How a property's text relates to files. */
export interface PropertyFile {
  /**
   * `library` is a shared library: a bare name is searched on the loader's path, only a text
   * with a slash is a path.
   */
  readonly kind: 'file' | 'folder' | 'uri' | 'library';
  /** `write`: the element creates it, so it need not exist. */
  readonly access: 'read' | 'write';
  /** Several in one text, separated by this. */
  readonly separator?: ',' | ';';
  /** A printf pattern such as `%05d` stands for many files. */
  readonly pattern?: true;
}

export type PropertyFiles = Readonly<Record<string, Readonly<Record<string, PropertyFile>>>>;

/** What expansion does with a text: `path` and `uri` are made absolute. */
export type PropertyRole = 'path' | 'uri' | 'plain';

const overlays: readonly PropertyFiles[] = [inferenceFiles, mediaFiles, messageFiles];

const files: ReadonlyMap<string, Readonly<Record<string, PropertyFile>>> = new Map(
  overlays.flatMap((overlay) => Object.entries(overlay)),
);

/** All overlays, for tests that hold their keys against the data. */
export function propertyFileTable(): ReadonlyMap<string, Readonly<Record<string, PropertyFile>>> {
  return files;
}

/** What file a property names; undefined when it names none. */
export function propertyFile(factory: string, property: string): PropertyFile | undefined {
  const ofFactory = files.get(factory);
  return ofFactory && Object.hasOwn(ofFactory, property) ? ofFactory[property] : undefined;
}

/**
 * The role of a property's text. A library is `plain` unless `value` is given and holds a slash:
 * a bare library name must reach the loader as it is.
 */
export function propertyRole(factory: string, property: string, value?: unknown): PropertyRole {
  const file = propertyFile(factory, property);
  if (!file) return 'plain';
  if (file.kind === 'uri') return 'uri';
  if (file.kind === 'library') {
    return typeof value === 'string' && value.includes('/') ? 'path' : 'plain';
  }
  return 'path';
}
