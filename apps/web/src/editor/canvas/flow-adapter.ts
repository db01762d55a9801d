/** The only place where documents become React Flow's nodes, edges and handles, and back. */
import type { Catalogue, ElementFactory } from '@pipewright/catalogue';
import {
  type ElementNode,
  type Link,
  type LinkId,
  linkId,
  type PadRef,
  type PipelineDocument,
} from '@pipewright/graph';
import { type Connection, type Edge, type Node, type NodeHandle, Position } from '@xyflow/react';
import { boxSize, padRowY } from '../box-geometry.ts';
import { copyLabel, expectedFlow } from '../expected-caps.ts';
import type { Positions } from '../history.ts';
import type { Memory } from '../link-caps.ts';
import { type ElementPads, indexLinks, padsOf } from '../pads.ts';
import type { Selection } from '../selection.ts';

export interface ElementNodeData extends Record<string, unknown> {
  readonly name: string;
  readonly element: ElementNode;
  /** Absent when the catalogue does not know the factory. */
  readonly factory: ElementFactory | undefined;
  readonly pads: ElementPads;
}

export interface LinkEdgeData extends Record<string, unknown> {
  readonly link: Link;
  /** Where its buffers will lie. */
  readonly memory: Memory;
  /** Which copy between GPU and system memory it carries, in words; absent when none. */
  readonly copy: string | undefined;
}

export type ElementFlowNode = Node<ElementNodeData, 'element'>;
export type LinkFlowEdge = Edge<LinkEdgeData, 'link'>;

const HANDLE_SIZE = 10;

/**
 * Translates a document, giving the same objects again for what has not changed, so that React Flow
 * renders only what did.
 */
export class FlowAdapter {
  #document: PipelineDocument | undefined;
  #catalogue: Catalogue | undefined;
  #pads = new Map<string, ElementPads>();
  #nodes = new Map<string, ElementFlowNode>();
  #edges = new Map<LinkId, LinkFlowEdge>();

  /** Boxes, in the order of the document. */
  nodes(
    document: PipelineDocument,
    catalogue: Catalogue,
    positions: Positions,
    selection: Selection,
  ): ElementFlowNode[] {
    this.#updatePads(document, catalogue);
    const nodes = new Map<string, ElementFlowNode>();
    for (const [name, element] of Object.entries(document.elements)) {
      const pads = this.#pads.get(name) as ElementPads;
      const factory = catalogue.factory(element.factory);
      const position = positions[name] ?? { x: 0, y: 0 };
      const selected = selection.elements.has(name);
      const known = this.#nodes.get(name);
      if (
        known !== undefined &&
        known.data.element === element &&
        known.data.factory === factory &&
        known.data.pads === pads
      ) {
        nodes.set(
          name,
          known.selected === selected &&
            known.position.x === position.x &&
            known.position.y === position.y
            ? known
            : { ...known, position, selected },
        );
      } else {
        nodes.set(name, makeNode({ name, element, factory, pads }, position, selected));
      }
    }
    this.#nodes = nodes;
    return [...nodes.values()];
  }

  /** Links, in the order of the document. */
  edges(document: PipelineDocument, catalogue: Catalogue, selection: Selection): LinkFlowEdge[] {
    const edges = new Map<LinkId, LinkFlowEdge>();
    const flow = expectedFlow(document, catalogue);
    for (const link of document.links) {
      const id = linkId(link);
      const selected = selection.links.has(id);
      const known = this.#edges.get(id);
      const memory = flow.links.get(id)?.memory ?? 'unknown';
      const copied = flow.copies.get(id);
      const copy = copied && copyLabel(copied);
      if (known?.data?.link === link && known.data.memory === memory && known.data.copy === copy) {
        edges.set(id, known.selected === selected ? known : { ...known, selected });
      } else {
        edges.set(id, makeEdge(id, { link, memory, copy }, selected));
      }
    }
    this.#edges = edges;
    return [...edges.values()];
  }

  #updatePads(document: PipelineDocument, catalogue: Catalogue): void {
    if (
      document.links === this.#document?.links &&
      document.elements === this.#document?.elements &&
      catalogue === this.#catalogue
    ) {
      return;
    }
    const index = indexLinks(document);
    const pads = new Map<string, ElementPads>();
    for (const [name, element] of Object.entries(document.elements)) {
      const next = padsOf(name, catalogue.factory(element.factory), index);
      const known = this.#pads.get(name);
      pads.set(name, known !== undefined && samePads(known, next) ? known : next);
    }
    this.#pads = pads;
    this.#document = document;
    this.#catalogue = catalogue;
  }
}

function samePads(a: ElementPads, b: ElementPads): boolean {
  return sameSide(a.sinks, b.sinks) && sameSide(a.srcs, b.srcs);
}

function sameSide(a: ElementPads['sinks'], b: ElementPads['sinks']): boolean {
  return (
    a.length === b.length &&
    a.every((pad, index) => {
      const other = b[index];
      return (
        pad.name === other?.name &&
        pad.numLinks === other.numLinks &&
        pad.template === other.template
      );
    })
  );
}

function makeNode(
  data: ElementNodeData,
  position: { readonly x: number; readonly y: number },
  selected: boolean,
): ElementFlowNode {
  const size = boxSize(data.pads);
  return {
    id: data.name,
    type: 'element',
    data,
    position,
    selected,
    ...size,
    // Given, so that nothing has to be measured before links can be drawn.
    measured: size,
    handles: [
      ...data.pads.sinks.map((pad, row) => handle(pad.name, 'target', 0, row)),
      ...data.pads.srcs.map((pad, row) => handle(pad.name, 'source', size.width, row)),
    ],
    ariaLabel: `${data.name}, ${data.element.factory}`,
  };
}

function handle(pad: string, type: 'source' | 'target', x: number, row: number): NodeHandle {
  return {
    id: handleId(pad, type === 'source' ? 'from' : 'to'),
    type,
    position: type === 'source' ? Position.Right : Position.Left,
    x: x - HANDLE_SIZE / 2,
    y: padRowY(row) - HANDLE_SIZE / 2,
    width: HANDLE_SIZE,
    height: HANDLE_SIZE,
  };
}

function makeEdge(id: LinkId, data: LinkEdgeData, selected: boolean): LinkFlowEdge {
  const { link } = data;
  return {
    id,
    type: 'link',
    source: link.from.element,
    sourceHandle: handleId(link.from.pad, 'from'),
    target: link.to.element,
    targetHandle: handleId(link.to.pad, 'to'),
    data,
    selected,
    ariaLabel: `Link from ${link.from.element} ${link.from.pad} to ${link.to.element} ${link.to.pad}`,
  };
}

/** A handle's id: a sink and a src pad may have the same name. */
export function handleId(pad: string, side: 'from' | 'to'): string {
  return `${side === 'from' ? 'src' : 'sink'}:${pad}`;
}

/** The pad that a handle stands for. */
export function padOfHandle(id: string | null | undefined): string {
  return id?.slice(id.indexOf(':') + 1) ?? '';
}

/** The two pads that React Flow's connection joins. */
export function padsOfConnection(connection: Connection | LinkFlowEdge): {
  readonly from: PadRef;
  readonly to: PadRef;
} {
  return {
    from: { element: connection.source, pad: padOfHandle(connection.sourceHandle) },
    to: { element: connection.target, pad: padOfHandle(connection.targetHandle) },
  };
}
