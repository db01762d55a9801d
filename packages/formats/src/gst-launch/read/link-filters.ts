/** Caps filters that are written as elements, as caps on links. */
import { type Link, linksFrom, linksTo, type PipelineDocument } from '@pipewright/graph';

/** The unnamed filters that say no more than caps on a link do. */
export function unnamedFilters(
  document: PipelineDocument,
  unnamed: readonly string[],
): readonly string[] {
  return unnamed.filter((name) => {
    const element = document.elements[name];
    if (element?.factory !== 'capsfilter') return false;
    const properties = Object.keys(element.properties);
    const isPlain = properties.length === 1 && properties[0] === 'caps';
    const [inputs, outputs] = [linksTo(document, name), linksFrom(document, name)];
    const isBetween = inputs.length === 1 && outputs.length === 1;
    const isFree = [...inputs, ...outputs].every((link) => link.caps === undefined);
    return isPlain && isBetween && isFree && inputs[0]?.from.element !== name;
  });
}

/** The document with its links through these filters put together. */
export function withoutFilters(
  document: PipelineDocument,
  filters: readonly string[],
): PipelineDocument {
  if (filters.length === 0) return document;
  return filters.reduce((current, filter) => withoutFilter(current, filter), document);
}

function withoutFilter(document: PipelineDocument, filter: string): PipelineDocument {
  const [input] = linksTo(document, filter);
  const [output] = linksFrom(document, filter);
  // A neighbour that is a filter too may have left its caps here.
  if (input?.caps !== undefined || output?.caps !== undefined) return document;
  if (input === undefined || output === undefined) return document;
  const joined: Link = {
    from: input.from,
    to: output.to,
    caps: String(document.elements[filter]?.properties.caps),
  };
  const links = document.links.flatMap((link) => {
    if (link === output) return [joined];
    return link === input ? [] : [link];
  });
  const elements = Object.fromEntries(
    Object.entries(document.elements).filter(([name]) => name !== filter),
  );
  return { ...document, elements, links };
}
