/** One pipeline put into another. */
import { mapConfigPaths } from '@pipewright/catalogue';
import {
  type Edit,
  type Link,
  type PipelineDocument,
  type Properties,
  type PropertyValue,
  uniqueElementName,
} from '@pipewright/graph';

export interface Merge {
  readonly edit: Edit;
  /** Name in the added pipeline -> name in the document. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * The one edit that adds all elements, links, files and parameters of `added` to `document`. Names
 * that are taken become free ones, also where they are referred to; equal files and parameters are
 * shared.
 */
export function mergeDocument(document: PipelineDocument, added: PipelineDocument): Merge {
  const files = freeNames(document.files, added.files, (one, other) => one === other, '-');
  const parameters = freeNames(
    document.parameters,
    added.parameters,
    (one, other) => JSON.stringify(one) === JSON.stringify(other),
    '-',
  );
  const newValue = (value: PropertyValue): PropertyValue =>
    typeof value === 'string' ? renamedFile(renamedParameters(value, parameters), files) : value;
  const edits: Edit[] = [];
  for (const [name, parameter] of Object.entries(added.parameters)) {
    const free = parameters.get(name) ?? name;
    if (!Object.hasOwn(document.parameters, free)) {
      edits.push({ kind: 'set-parameter', name: free, parameter });
    }
  }
  for (const [name, text] of Object.entries(added.files)) {
    const free = files.get(name) ?? name;
    if (!Object.hasOwn(document.files, free)) {
      const inside = mapConfigPaths(name, text, (path) => renamedFile(path, files));
      edits.push({ kind: 'set-file', name: free, text: inside });
    }
  }
  const renamed = new Map<string, string>();
  let target = document;
  for (const [name, element] of Object.entries(added.elements)) {
    const free = Object.hasOwn(target.elements, name)
      ? uniqueElementName(target, element.factory)
      : name;
    const node = {
      ...element,
      properties: mapValues(element.properties, newValue),
      pads: Object.fromEntries(
        Object.entries(element.pads).map(([pad, values]) => [pad, mapValues(values, newValue)]),
      ),
    };
    renamed.set(name, free);
    target = { ...target, elements: { ...target.elements, [free]: node } };
    edits.push({ kind: 'add-element', name: free, element: node });
  }
  for (const link of added.links) {
    edits.push({ kind: 'add-link', link: renameEnds(link, renamed) });
  }
  return { edit: { kind: 'batch', label: `Add ${added.name}`, edits }, renamed };
}

function renameEnds(link: Link, renamed: ReadonlyMap<string, string>): Link {
  return {
    ...link,
    from: { ...link.from, element: renamed.get(link.from.element) ?? link.from.element },
    to: { ...link.to, element: renamed.get(link.to.element) ?? link.to.element },
  };
}

/** Those names that need another one: taken by something else. */
function freeNames<Value>(
  present: Readonly<Record<string, Value>>,
  added: Readonly<Record<string, Value>>,
  isSame: (one: Value, other: Value) => boolean,
  separator: string,
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  const taken = new Set([...Object.keys(present), ...Object.keys(added)]);
  for (const [name, value] of Object.entries(added)) {
    const other = present[name];
    if (other === undefined || isSame(other, value)) {
      continue;
    }
    const dot = name.lastIndexOf('.');
    const [stem, suffix] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let number = 2;
    while (taken.has(`${stem}${separator}${number}${suffix}`)) {
      number += 1;
    }
    const free = `${stem}${separator}${number}${suffix}`;
    taken.add(free);
    renamed.set(name, free);
  }
  return renamed;
}

function mapValues(
  properties: Properties,
  newValue: (value: PropertyValue) => PropertyValue,
): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, newValue(value)]),
  );
}

function renamedFile(value: string, files: ReadonlyMap<string, string>): string {
  return files.size === 0
    ? value
    : value
        .split(';')
        .map((part) => files.get(part.replace(/^(?:\.\/)+/, '')) ?? part)
        .join(';');
}

function renamedParameters(value: string, parameters: ReadonlyMap<string, string>): string {
  return value.replace(/\$?\$\{([^}]*)\}/g, (match, name: string) => {
    const free = match.startsWith('$$') ? undefined : parameters.get(name);
    return free === undefined ? match : `\${${free}}`;
  });
}
