import type { Catalogue } from '@pipewright/catalogue';
import type { PipelineDocument } from '@pipewright/graph';
import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js';
import { type BoxSize, boxSize, padRowY } from './box-geometry.ts';
import type { Positions } from './history.ts';
import { indexLinks, type PadView, padsOf } from './pads.ts';

let engine: Promise<ELK> | undefined;

/** ELK and its worker are large: they load with the first layout. */
function loadEngine(): Promise<ELK> {
  engine ??= Promise.all([
    import('elkjs/lib/elk-api.js'),
    import('elkjs/lib/elk-worker.min.js?worker'),
  ]).then(
    ([api, worker]) => new api.default({ workerFactory: () => new worker.default() }),
    (error: unknown) => {
      engine = undefined; // the next layout tries again
      throw error;
    },
  );
  return engine;
}

export interface LayoutBox extends BoxSize {
  readonly name: string;
  readonly sinks: readonly PadView[];
  readonly srcs: readonly PadView[];
  /** Height of a pad's middle within the box. */
  readonly padY: (row: number) => number;
}

/** All boxes of a document, with the pads that the catalogue gives them. */
export function layoutBoxes(
  document: PipelineDocument,
  catalogue: Pick<Catalogue, 'factory'>,
): readonly LayoutBox[] {
  const index = indexLinks(document);
  return Object.entries(document.elements).map(([name, element]) => {
    const pads = padsOf(name, catalogue.factory(element.factory), index);
    return { name, ...pads, ...boxSize(pads), padY: padRowY };
  });
}

const OPTIONS: Readonly<Record<string, string>> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.layered.spacing.nodeNodeBetweenLayers': '88',
  'elk.spacing.nodeNode': '36',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.separateConnectedComponents': 'true',
  'elk.spacing.componentComponent': '64',
};

/** Places for all boxes, left to right along the data. Runs in a worker. */
export async function autoLayout(
  document: PipelineDocument,
  boxes: readonly LayoutBox[],
): Promise<Positions> {
  const elk = await loadEngine();
  const graph: ElkNode = {
    id: 'pipeline',
    layoutOptions: OPTIONS,
    children: boxes.map((box) => ({
      id: box.name,
      width: box.width,
      height: box.height,
      layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
      ports: [...ports(box, box.sinks, 'sink'), ...ports(box, box.srcs, 'src')],
    })),
    edges: document.links.map((link, index) => ({
      id: `link-${index}`,
      sources: [portId(link.from.element, 'src', link.from.pad)],
      targets: [portId(link.to.element, 'sink', link.to.pad)],
    })),
  };
  const laid = await elk.layout(graph);
  return Object.fromEntries(
    (laid.children ?? []).map((child) => [
      child.id,
      { x: Math.round(child.x ?? 0), y: Math.round(child.y ?? 0) },
    ]),
  );
}

function ports(box: LayoutBox, pads: readonly PadView[], side: 'sink' | 'src') {
  return pads.map((pad, row) => ({
    id: portId(box.name, side, pad.name),
    width: 0,
    height: 0,
    x: side === 'sink' ? 0 : box.width,
    y: box.padY(row),
    layoutOptions: { 'elk.port.side': side === 'sink' ? 'WEST' : 'EAST' },
  }));
}

function portId(element: string, side: 'sink' | 'src', pad: string): string {
  return `${side}\n${element}\n${pad}`;
}
