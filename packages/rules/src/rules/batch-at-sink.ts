import { isBatcher } from '../flow.ts';
import type { ElementView } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';
import { listOf } from '../sources.ts';

const singleFrameTakers = [
  'nveglglessink',
  'nv3dsink',
  'nvdrmvideosink',
  'nvv4l2h264enc',
  'nvv4l2h265enc',
];

/** A window or encoder takes one picture at a time: of a batch it shows the first. */
export const batchAtSink: ElementRule = {
  id: 'batch-at-sink',
  severity: 'warning',
  title: 'Several sources are tiled or taken apart before a window or encoder',
  topic: 'output',
  explanation: prose`
    Looks for windows and encoders that get batches of several sources undivided. They take one
    picture at a time and use only the first of the batch, so the other sources are never seen.
    Put an nvmultistreamtiler or an nvstreamdemux before.`,
  scope: 'element',
  factories: singleFrameTakers,
  check(element, _index, report) {
    const batcher = batchesAt(element);
    if (!batcher) return;
    const numSources = listOf(batcher, 'uri-list')?.length ?? batcher.inputs.length;
    if (numSources < 2) return;
    report({
      message: `'${element.name}' gets batches of the ${numSources} sources of '${batcher.name}', but takes one picture at a time`,
      place: { element: element.name },
      remedy: `Put an nvmultistreamtiler or an nvstreamdemux before '${element.name}'`,
    });
  },
};

/** Divide batches, or may do so. */
const dividers = /^(nvmultistreamtiler|nvstreamdemux|appsrc|nvcompositor|compositor)$/;

function batchesAt(element: ElementView): ElementView | undefined {
  const seen = new Set<ElementView>([element]);
  for (const view of seen) {
    for (const { from } of view.inputs) {
      const other = from.element;
      if (!other) continue;
      if (isBatcher(other)) return other;
      if (other.factory && !dividers.test(other.node.factory)) seen.add(other);
    }
  }
  return undefined;
}
