/** Small changes to a document; each gives undefined where it does not apply. */
import type { ElementNode, Link, PipelineDocument, PropertyValue } from '@pipewright/graph';

export type Spoiler = (document: PipelineDocument) => PipelineDocument | undefined;

type Links = readonly Link[];

/** Name of the first element of one of the factories. */
export function firstOf(document: PipelineDocument, ...factories: string[]): string | undefined {
  return Object.entries(document.elements).find(([, { factory }]) =>
    factories.includes(factory),
  )?.[0];
}

function withElement(
  document: PipelineDocument,
  name: string,
  change: (node: ElementNode) => ElementNode,
): PipelineDocument {
  const node = document.elements[name];
  if (!node) throw new Error(`no element ${name}`);
  return { ...document, elements: { ...document.elements, [name]: change(node) } };
}

/** Sets a property of the first element of a factory; without a value it is removed. */
export function setOn(
  factory: string | readonly string[],
  key: string,
  value?: PropertyValue,
): Spoiler {
  const factories = typeof factory === 'string' ? [factory] : factory;
  return (document) => {
    const name = firstOf(document, ...factories);
    if (name === undefined) return undefined;
    return withElement(document, name, (node) => {
      const { [key]: _, ...rest } = node.properties;
      return { ...node, properties: value === undefined ? rest : { ...rest, [key]: value } };
    });
  };
}

/** Replaces the factory of the first element that has it. */
export function callIt(factory: string | readonly string[], other: string): Spoiler {
  const factories = typeof factory === 'string' ? [factory] : factory;
  return (document) => {
    const name = firstOf(document, ...factories);
    return name === undefined
      ? undefined
      : withElement(document, name, (node) => ({ ...node, factory: other }));
  };
}

/** Changes the text of a file that the document owns. */
export function inFile(file: string, from: string | RegExp, to: string): Spoiler {
  return (document) => {
    const text = document.files[file];
    if (text?.replace(from, to) === text || text === undefined) return undefined;
    return { ...document, files: { ...document.files, [file]: text.replace(from, to) } };
  };
}

/** Adds a line to the end of a file's [property]. */
export function addKey(file: string, line: string): Spoiler {
  return inFile(file, '[property]\n', `[property]\n${line}\n`);
}

/** Changes the links. */
export function withLinks(
  document: PipelineDocument,
  change: (links: Links) => Links,
): PipelineDocument {
  return { ...document, links: change(document.links) };
}

/** Changes the first link that leaves the first element of a factory. */
export function linkFrom(factory: string, change: (link: Link) => readonly Link[]): Spoiler {
  return (document) => {
    const name = firstOf(document, factory);
    const at = document.links.findIndex(({ from }) => from.element === name);
    const link = document.links[at];
    if (name === undefined || !link) return undefined;
    return withLinks(document, (links) => links.toSpliced(at, 1, ...change(link)));
  };
}

/** Takes the first element of a factory out, and links what stands around it. */
export function bypass(factory: string): Spoiler {
  return (document) => {
    const name = firstOf(document, factory);
    const input = document.links.find(({ to }) => to.element === name);
    const output = document.links.find(({ from }) => from.element === name);
    if (name === undefined || !input || !output) return undefined;
    const { [name]: _, ...elements } = document.elements;
    const others = document.links.filter(
      ({ from, to }) => from.element !== name && to.element !== name,
    );
    return { ...document, elements, links: [...others, { from: input.from, to: output.to }] };
  };
}

/** Adds an element and links. */
export function addElement(
  document: PipelineDocument,
  name: string,
  factory: string,
  links: Links,
): PipelineDocument {
  return {
    ...document,
    elements: { ...document.elements, [name]: { factory, properties: {}, pads: {} } },
    links: [...document.links, ...links],
  };
}

/** Only where the condition holds. */
export function where(condition: (document: PipelineDocument) => boolean, spoil: Spoiler): Spoiler {
  return (document) => (condition(document) ? spoil(document) : undefined);
}
