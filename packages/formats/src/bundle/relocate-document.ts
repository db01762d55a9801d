/** A document whose files have moved: every path to them is written anew. */
import { type Catalogue, mapConfigPaths, propertyFile } from '@pipewright/catalogue';
import type { ElementNode, PipelineDocument, PropertyValue } from '@pipewright/graph';

/** The new path for one as the document writes it; undefined leaves it. */
export type NewPath = (path: string) => string | undefined;

/** Paths of properties, file URIs among them, and those inside the document's config files. */
export function relocateDocument(
  document: PipelineDocument,
  catalogue: Pick<Catalogue, 'propertyRole'>,
  newPath: NewPath,
): PipelineDocument {
  const move = (path: string): string => {
    const plain = path.replace(/^(?:\.\/)+/, '');
    return Object.hasOwn(document.files, plain) ? path : (newPath(plain) ?? path);
  };
  const elements: Record<string, ElementNode> = {};
  for (const [name, element] of Object.entries(document.elements)) {
    const properties: Record<string, PropertyValue> = {};
    for (const [property, value] of Object.entries(element.properties)) {
      properties[property] = movedValue(element.factory, property, value, catalogue, move);
    }
    elements[name] = { ...element, properties };
  }
  const files = Object.fromEntries(
    Object.entries(document.files).map(([name, text]) => [name, mapConfigPaths(name, text, move)]),
  );
  return { ...document, elements, files };
}

function movedValue(
  factory: string,
  property: string,
  value: PropertyValue,
  catalogue: Pick<Catalogue, 'propertyRole'>,
  move: (path: string) => string,
): PropertyValue {
  if (typeof value !== 'string' || value === '' || value.includes('${')) return value;
  const role = catalogue.propertyRole(factory, property, value);
  if (role === 'plain') return value;
  const separator = propertyFile(factory, property)?.separator;
  const texts = separator === undefined ? [value] : value.split(separator);
  const moved = texts.map((text) => (role === 'path' ? move(text.trim()) : movedUri(text, move)));
  return moved.join(separator ?? '');
}

/** A file URI with a relative path is written as the path that it means: expansion takes both. */
function movedUri(text: string, move: (path: string) => string): string {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return move(text);
  if (scheme !== 'file') return text;
  const path = text.slice('file:'.length).replace(/^\/\/(?:localhost(?=\/))?/i, '');
  const moved = move(path);
  return moved === path ? text : moved;
}
