/** DOT -> pipeline document: dumps of running pipelines (GST_DEBUG_DUMP_DOT_DIR), and what we write. */
import type { Catalogue } from '@pipewright/catalogue';
import {
  elementNameProblem,
  emptyDocument,
  type Link,
  type PipelineDocument,
  type Properties,
  type PropertyValue,
  uniqueElementName,
} from '@pipewright/graph';
import type { ImportFormat } from '../import/import-format.ts';
import { undeclaredParameters } from '../import/parameter-type.ts';
import { typedValue } from '../import/typed-value.ts';
import type { FormatNote } from '../note.ts';
import { factoryOfType } from './dot-factory.ts';
import { type DotEdge, type DotElement, type DotGraph, readDotGraph } from './dot-graph.ts';
import { CAPS_FILTER_CLASS } from './dot-marks.ts';

export const dotImport: ImportFormat = {
  id: 'dot',
  title: 'a DOT graph of a pipeline',
  recognise: ({ text, fileName }) => {
    if (!/^\s*(?:(?:\/\/|#).*\n\s*|\/\*[\s\S]*?\*\/\s*)*(?:strict\s+)?(?:di)?graph\b/i.test(text))
      return 0;
    return /\.(?:dot|gv)$/i.test(fileName) || text.includes('cluster_') ? 1 : 0.6;
  },
  read: async ({ text, fileName }, { catalogueFor, target }) => {
    const result = await readDotGraph(text);
    if (!result.ok) {
      const { message, line, column } = result;
      return {
        ok: false,
        errors: [
          { message: `not readable as DOT: ${message}`, place: { file: fileName, line, column } },
        ],
      };
    }
    if (result.graph.elements.length === 0) {
      return {
        ok: false,
        errors: [
          {
            message:
              'the graph has no elements: a GStreamer dump has one labelled cluster for each',
            place: { file: fileName },
            remedy: 'Set GST_DEBUG_DUMP_DOT_DIR and run the pipeline to get a dump.',
          },
        ],
      };
    }
    const empty = emptyDocument(result.graph.name || 'pipeline');
    const document = { ...empty, target: { ...empty.target, ...target } };
    return {
      ok: true,
      pipelines: [new DumpReader(result.graph, document, catalogueFor(document.target)).read()],
    };
  },
};

/** Bins that are only a box around others; all other bins make what is in them by themselves. */
const plainBins = new Set(['bin', 'pipeline']);

class DumpReader {
  readonly #graph: DotGraph;
  readonly #catalogue: Catalogue;
  readonly #notes: FormatNote[] = [];
  readonly #elements = new Map<string, PipelineDocument['elements'][string]>();
  /** Node id -> the pad it stands for. */
  readonly #pads = new Map<string, { readonly element: string; readonly pad: string }>();
  /** Nodes of plain bins: links lead through them. */
  readonly #passages = new Set<string>();
  readonly #empty: PipelineDocument;

  constructor(graph: DotGraph, empty: PipelineDocument, catalogue: Catalogue) {
    this.#graph = graph;
    this.#empty = empty;
    this.#catalogue = catalogue;
  }

  read(): { document: PipelineDocument; notes: readonly FormatNote[] } {
    for (const element of this.#graph.elements) this.#take(element);
    const document = withoutCapsFilters({
      ...this.#empty,
      elements: Object.fromEntries(this.#elements),
      links: this.#links(),
    });
    const parameters = undeclaredParameters(document, this.#catalogue);
    for (const parameter of Object.keys(parameters)) {
      this.#note(
        'advice',
        `\${${parameter}} has no value here: the pipeline needs one for its parameter "${parameter}"`,
        { parameter },
      );
    }
    return { document: { ...document, parameters }, notes: this.#notes };
  }

  #take(element: DotElement): void {
    const { factory, isKnown } = factoryOfType(element.type, element.name, this.#catalogue);
    if (plainBins.has(factory)) {
      for (const id of element.pads.keys()) this.#passages.add(id);
      for (const child of element.children) this.#take(child);
      if (factory === 'bin') {
        this.#note(
          'changed',
          `the bin "${element.name}" is taken apart: its elements stand in the pipeline`,
          {},
        );
      }
      return;
    }
    const name = this.#freeName(element.name, factory);
    if (!isKnown) {
      this.#note(
        'advice',
        `no factory is known that makes a ${element.type}; it is taken for "${factory}"`,
        {
          element: name,
        },
      );
    }
    if (element.children.length > 0) {
      this.#note(
        'changed',
        `the ${element.children.length} elements inside are left to ${factory}, which makes them itself`,
        {
          element: name,
        },
      );
    }
    const { properties, pads } = this.#settings(name, factory, element);
    this.#elements.set(name, { factory, properties, pads });
    for (const [id, pad] of element.pads) this.#pads.set(id, { element: name, pad });
  }

  #freeName(wanted: string, factory: string): string {
    if (elementNameProblem(wanted) === undefined && !this.#elements.has(wanted)) return wanted;
    const document = { ...this.#empty, elements: Object.fromEntries(this.#elements) };
    const name = uniqueElementName(document, factory);
    this.#note('changed', `"${wanted}" is called ${name} here`, { element: name });
    return name;
  }

  #settings(element: string, factory: string, { settings }: DotElement) {
    const properties: Record<string, PropertyValue> = {};
    const pads: Record<string, Record<string, PropertyValue>> = {};
    for (const { name: written, text, isCut } of settings) {
      const [pad, padProperty] = written.split('::');
      if (pad !== undefined && padProperty !== undefined) {
        const spec = this.#catalogue
          .padTemplateFor(factory, pad)
          ?.properties.find(({ name }) => name === padProperty);
        pads[pad] = { ...pads[pad], [padProperty]: typedValue(spec, text) };
        continue;
      }
      const spec = this.#catalogue.property(factory, written);
      const isState =
        spec !== undefined && (!spec.writable || spec.type === 'object' || spec.type === 'pointer');
      // What an element tells of itself while it runs is nothing to set.
      if (isState || /^\(\(?\w+\*?\)/.test(text)) continue;
      if (isCut) {
        this.#note('lost', `the dump cuts the value off: ${text}`, { element, property: written });
        continue;
      }
      properties[written] = typedValue(spec, text);
    }
    return { properties: properties satisfies Properties, pads };
  }

  #links(): Link[] {
    const from = new Map<string, DotEdge[]>();
    for (const edge of this.#graph.edges) {
      const edges = from.get(edge.from);
      if (edges) edges.push(edge);
      else from.set(edge.from, [edge]);
    }
    const links: Link[] = [];
    for (const edge of this.#graph.edges) {
      const start = this.#pads.get(edge.from);
      const end = this.#endOf(edge.to, from);
      // Inside a bin that stays one element, its pads' edges lead to themselves.
      if (!start || !end || start.element === end.element) continue;
      const caps = edge.class === CAPS_FILTER_CLASS ? edge.label : undefined;
      links.push({ from: start, to: end, ...(caps === undefined ? {} : { caps }) });
    }
    return links;
  }

  /** The pad that data reaches, through the pads of plain bins. */
  #endOf(id: string, from: ReadonlyMap<string, readonly DotEdge[]>) {
    let at: string | undefined = id;
    const seen = new Set<string>();
    while (at !== undefined && !seen.has(at)) {
      const pad = this.#pads.get(at);
      if (pad) return pad;
      if (!this.#passages.has(at)) return undefined;
      seen.add(at);
      at = from.get(at)?.[0]?.to;
    }
    return undefined;
  }

  #note(kind: FormatNote['kind'], message: string, place: FormatNote['place']): void {
    this.#notes.push({ kind, message, place });
  }
}

/** A capsfilter that nobody named becomes the caps of its link. */
function withoutCapsFilters(document: PipelineDocument): PipelineDocument {
  let { links } = document;
  const elements = { ...document.elements };
  for (const [name, { factory, properties }] of Object.entries(document.elements)) {
    const { caps, ...others } = properties;
    const isPlain = factory === 'capsfilter' && /^capsfilter\d+$/.test(name);
    if (!isPlain || typeof caps !== 'string' || Object.keys(others).length > 0) continue;
    const before = links.filter(({ to }) => to.element === name);
    const after = links.filter(({ from }) => from.element === name);
    const [input, output] = [before[0], after[0]];
    if (before.length !== 1 || after.length !== 1 || !input || !output) continue;
    if (input.caps !== undefined || output.caps !== undefined) continue;
    delete elements[name];
    const joined: Link = { from: input.from, to: output.to, caps };
    links = links.flatMap((link) => (link === input ? [joined] : link === output ? [] : [link]));
  }
  return { ...document, elements, links };
}
