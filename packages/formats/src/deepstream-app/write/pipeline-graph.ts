/** A document with its parameters put in, as a graph that can be walked. */
import {
  type ElementNode,
  expandDocument,
  type Link,
  linkId,
  type PipelineDocument,
} from '@pipewright/graph';
import { formatError } from '../../export/expansion-errors.ts';
import type { ExportOptions } from '../../export/export-format.ts';
import type { FormatError, FormatNote } from '../../note.ts';

export interface GraphElement extends ElementNode {
  readonly name: string;
}

export interface GraphLink extends Link {
  readonly id: string;
}

export class PipelineGraph {
  readonly elements: ReadonlyMap<string, GraphElement>;
  readonly #from = new Map<string, GraphLink[]>();
  readonly #to = new Map<string, GraphLink[]>();

  constructor(elements: readonly GraphElement[], links: readonly GraphLink[]) {
    this.elements = new Map(elements.map((element) => [element.name, element]));
    for (const link of links) {
      push(this.#from, link.from.element, link);
      push(this.#to, link.to.element, link);
    }
  }

  /** Links that start at the element, in the document's order. */
  linksFrom(name: string): readonly GraphLink[] {
    return this.#from.get(name) ?? [];
  }

  /** Links that end at the element, in the document's order. */
  linksTo(name: string): readonly GraphLink[] {
    return this.#to.get(name) ?? [];
  }

  /** The element that a link ends at. */
  target(link: GraphLink): GraphElement | undefined {
    return this.elements.get(link.to.element);
  }
}

export type GraphResult =
  | { readonly ok: true; readonly graph: PipelineGraph; readonly notes: readonly FormatNote[] }
  | { readonly ok: false; readonly errors: readonly FormatError[] };

/** What stands for the value of a secret. */
const secretMark = (parameter: string) => `<${parameter}>`;

/** Paths stay as the document writes them; secrets become a mark, with a note. */
export function pipelineGraph(document: PipelineDocument, options: ExportOptions): GraphResult {
  const secrets = Object.entries(document.parameters).filter(([, { secret }]) => secret === true);
  const values = { ...options.parameters };
  const parameters = { ...document.parameters };
  for (const [name] of secrets) {
    values[name] = secretMark(name);
    parameters[name] = { type: 'string' };
  }
  const result = expandDocument(
    { ...document, parameters },
    {
      documentFolder: options.documentFolder,
      filesFolder: options.documentFolder,
      parameters: values,
      propertyRole: () => 'plain',
      relocateConfig: (_, text) => text,
    },
  );
  if (!result.ok) {
    return {
      ok: false,
      errors: result.errors.map(formatError),
    };
  }
  const { elements } = result.plan;
  const caps = new Map(
    elements.flatMap(({ origin, properties }) =>
      origin.kind === 'link' ? [[origin.link, String(properties.caps ?? '')] as const] : [],
    ),
  );
  const links = document.links.map(({ from, to }) => {
    const id = linkId({ from, to });
    const own = caps.get(id);
    return own === undefined ? { from, to, id } : { from, to, id, caps: own };
  });
  return {
    ok: true,
    graph: new PipelineGraph(
      elements.filter(({ origin }) => origin.kind === 'element'),
      links,
    ),
    notes: secrets.map(([parameter]) => ({
      kind: 'lost',
      message: `The secret "${parameter}" is written as ${secretMark(parameter)}: put its value there`,
      place: { parameter },
    })),
  };
}

function push(map: Map<string, GraphLink[]>, key: string, link: GraphLink): void {
  const list = map.get(key);
  if (list) list.push(link);
  else map.set(key, [link]);
}
