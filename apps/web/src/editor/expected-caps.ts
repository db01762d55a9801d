import type { Catalogue } from '@pipewright/catalogue';
import type { LinkId, PipelineDocument } from '@pipewright/graph';
import {
  createNegotiator,
  type MemoryCopy,
  type NegotiatedLink,
  type Negotiation,
  type Negotiator,
} from '@pipewright/rules';
import { formatBytes } from '../ui/format.ts';

/** What is known of a document's links before it runs. */
export interface ExpectedFlow {
  readonly links: ReadonlyMap<LinkId, NegotiatedLink>;
  /** By the links that carry what was copied. */
  readonly copies: ReadonlyMap<LinkId, MemoryCopy>;
}

interface CatalogueFlows {
  /** Remembers the document before, and works out what has changed. */
  readonly negotiator: Negotiator;
  readonly byDocument: WeakMap<PipelineDocument, ExpectedFlow>;
  last: { readonly negotiation: Negotiation; readonly flow: ExpectedFlow } | undefined;
}

const flows = new WeakMap<Catalogue, CatalogueFlows>();

/** Expected caps and copies; worked out once for all that show them, and after an edit in part. */
export function expectedFlow(document: PipelineDocument, catalogue: Catalogue): ExpectedFlow {
  const ofCatalogue = flowsOf(catalogue);
  let flow = ofCatalogue.byDocument.get(document);
  if (flow === undefined) {
    flow = nextFlow(ofCatalogue, document);
    ofCatalogue.byDocument.set(document, flow);
  }
  return flow;
}

function flowsOf(catalogue: Catalogue): CatalogueFlows {
  let ofCatalogue = flows.get(catalogue);
  if (ofCatalogue === undefined) {
    ofCatalogue = {
      negotiator: createNegotiator(catalogue),
      byDocument: new WeakMap(),
      last: undefined,
    };
    flows.set(catalogue, ofCatalogue);
  }
  return ofCatalogue;
}

/** The flow of the next document: the very same as before where no link carries anything else. */
function nextFlow(ofCatalogue: CatalogueFlows, document: PipelineDocument): ExpectedFlow {
  const { negotiator, last } = ofCatalogue;
  const negotiation = negotiator(document);
  if (last?.negotiation === negotiation) {
    return last.flow;
  }
  const isCopying = last?.negotiation.copies === negotiation.copies;
  const copies = isCopying ? last.flow.copies : copiesByLink(negotiation.copies);
  const flow = { links: negotiation.links, copies };
  ofCatalogue.last = { negotiation, flow };
  return flow;
}

function copiesByLink(copies: readonly MemoryCopy[]): ReadonlyMap<LinkId, MemoryCopy> {
  return new Map(
    copies.flatMap((copy) => copy.links.map((link): [LinkId, MemoryCopy] => [link, copy])),
  );
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
