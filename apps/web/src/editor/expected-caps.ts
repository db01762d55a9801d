import type { Catalogue } from '@pipewright/catalogue';
import type { LinkId, PipelineDocument } from '@pipewright/graph';
import { type MemoryCopy, memoryCopies, type NegotiatedLink, negotiate } from '@pipewright/rules';
import { formatBytes } from '../ui/format.ts';

/** What is known of a document's links before it runs. */
export interface ExpectedFlow {
  readonly links: ReadonlyMap<LinkId, NegotiatedLink>;
  /** By the links that carry what was copied. */
  readonly copies: ReadonlyMap<LinkId, MemoryCopy>;
}

const flows = new WeakMap<PipelineDocument, WeakMap<Catalogue, ExpectedFlow>>();

/** Expected caps and copies; worked out once for all that show them. */
export function expectedFlow(document: PipelineDocument, catalogue: Catalogue): ExpectedFlow {
  let ofDocument = flows.get(document);
  if (ofDocument === undefined) {
    ofDocument = new WeakMap();
    flows.set(document, ofDocument);
  }
  let flow = ofDocument.get(catalogue);
  if (flow === undefined) {
    const copies = memoryCopies(document, catalogue).flatMap((copy) =>
      copy.links.map((link): [LinkId, MemoryCopy] => [link, copy]),
    );
    flow = { links: negotiate(document, catalogue), copies: new Map(copies) };
    ofDocument.set(catalogue, flow);
  }
  return flow;
}

/** A copy between memories and what it costs, for people; at the run's rate when that is known. */
export function copyLabel(copy: MemoryCopy, framesPerSecond?: number): string {
  const { element, direction, bytesPerFrame } = copy;
  const way = direction === 'to-system' ? 'from GPU to system memory' : 'from system to GPU memory';
  const bytesPerSecond =
    framesPerSecond === undefined || bytesPerFrame === undefined
      ? copy.bytesPerSecond
      : bytesPerFrame * framesPerSecond;
  const cost =
    bytesPerSecond !== undefined
      ? `: ${formatBytes(bytesPerSecond)}/s`
      : bytesPerFrame !== undefined
        ? `: ${formatBytes(bytesPerFrame)} a frame`
        : '';
  return `${element} copies each frame ${way}${cost}`;
}
