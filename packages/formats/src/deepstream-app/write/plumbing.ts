/** Elements that only carry data on: the app places its own. */
import type { PropertyValue } from '@pipewright/graph';
import type { GroupWriter } from './group-writer.ts';
import type { GraphElement, GraphLink, PipelineGraph } from './pipeline-graph.ts';

const factories: ReadonlySet<string> = new Set([
  'queue',
  'queue2',
  'capsfilter',
  'identity',
  'nvvideoconvert',
  'videoconvert',
  'nvegltransform',
]);

export function isPlumbing({ factory }: GraphElement): boolean {
  return factories.has(factory);
}

/** A stretch without branches: its elements, and the caps that its links ask for. */
export interface Stretch {
  readonly elements: readonly GraphElement[];
  readonly caps: readonly string[];
}

/** Follows a link through plumbing; ends at the first element that is something else. */
export function throughPlumbing(
  graph: PipelineGraph,
  link: GraphLink,
): Stretch & { readonly end: GraphElement | undefined } {
  const elements: GraphElement[] = [];
  const caps: string[] = [];
  let current: GraphLink | undefined = link;
  const seen = new Set<string>();
  while (current) {
    if (current.caps) caps.push(current.caps);
    const element = graph.target(current);
    if (!element || !isPlumbing(element) || seen.has(element.name)) {
      return { elements, caps, end: element };
    }
    seen.add(element.name);
    elements.push(element);
    if (element.factory === 'capsfilter') caps.push(String(element.properties.caps ?? ''));
    current = graph.linksFrom(element.name)[0];
  }
  return { elements, caps, end: undefined };
}

/** Notes what is set on plumbing: `known` is what the app sets there itself. */
export function leavePlumbing(
  writer: GroupWriter,
  elements: readonly GraphElement[],
  known: Readonly<Record<string, PropertyValue>> = {},
): void {
  for (const element of elements) {
    const said = new Set(element.factory === 'capsfilter' ? ['caps'] : []);
    for (const [property, value] of Object.entries(known)) {
      if (String(element.properties[property]) === String(value)) said.add(property);
    }
    writer.leave(element, said);
  }
}

/** A field of caps text, such as `format` or `width`. */
export function capsField(caps: readonly string[], field: string): string | undefined {
  const pattern = new RegExp(`[,;]\\s*${field}\\s*=\\s*(?:\\([\\w/-]+\\)\\s*)?"?([\\w/]+)"?`);
  return caps.map((text) => pattern.exec(text)?.[1]).find((value) => value !== undefined);
}
