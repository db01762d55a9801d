import { type PipelineDocument, uniqueElementName } from '@pipewright/graph';
import type { Fix } from '../diagnostic.ts';
import { downstreamElements, isBatcher, upstreamElements } from '../flow.ts';
import { moveBehindFix } from '../move-behind-fix.ts';
import type { ElementView } from '../pipeline-index.ts';
import type { DocumentRule } from '../rule.ts';

/** Work on batch metadata; without it every buffer is an error. */
const needsBatch: ReadonlySet<string> = new Set([
  'nvinfer',
  'nvinferserver',
  'nvtracker',
  'nvdsanalytics',
  'nvdspreprocess',
  'nvmultistreamtiler',
  'nvstreamdemux',
]);

/** Sources and converters that are known to give single frames without batch metadata. */
const singleFrames: ReadonlySet<string> = new Set([
  'nvurisrcbin',
  'uridecodebin',
  'uridecodebin3',
  'urisourcebin',
  'decodebin',
  'filesrc',
  'multifilesrc',
  'rtspsrc',
  'v4l2src',
  'nvarguscamerasrc',
  'nvv4l2camerasrc',
  'videotestsrc',
  'nvvideotestsrc',
  'souphttpsrc',
  'udpsrc',
]);

/** An element that works on batches has no nvstreammux before it. */
export const inferenceNeedsMux: DocumentRule = {
  id: 'inference-needs-mux',
  severity: 'error',
  title: 'Elements that work on batches come after nvstreammux',
  scope: 'document',
  check({ elements, document }, report) {
    const lacking = new Map<ElementView, readonly ElementView[]>();
    for (const element of elements.values()) {
      if (!needsBatch.has(element.node.factory)) continue;
      const upstream = upstreamElements(element);
      if (upstream.some(isBatcher)) continue;
      const origins = upstream.filter((view) => view.inputs.length === 0);
      if (origins.length === 0 || !origins.every((view) => singleFrames.has(view.node.factory))) {
        continue;
      }
      lacking.set(element, upstream);
    }
    for (const [element, upstream] of lacking) {
      // Behind another such element, the same mux is missing; in a circle each is behind the other.
      if (upstream.some((view) => lacking.has(view) && !lacking.get(view)?.includes(element))) {
        continue;
      }
      const mux = downstreamElements(element).find(isBatcher);
      const where = mux ? `: '${mux.name}' makes them only behind it` : '';
      report({
        message: `'${element.name}' (${element.node.factory}) works on batches, but no nvstreammux comes before it${where}`,
        place: { element: element.name },
        remedy: mux
          ? `Put '${element.name}' behind '${mux.name}'`
          : `Put an nvstreammux between the sources and '${element.name}'`,
        fixes: mux ? moveBehindFix(element, mux) : muxFix(element, document),
      });
    }
  },
};

function muxFix(element: ElementView, document: PipelineDocument): Fix[] {
  const [link, ...more] = element.inputs;
  if (!link || more.length > 0) return [];
  const isLegacy = document.target.streammux === 'legacy';
  return [
    {
      title: 'Insert nvstreammux',
      edit: {
        kind: 'insert-element',
        link: link.id,
        name: uniqueElementName(document, 'nvstreammux'),
        element: {
          factory: 'nvstreammux',
          properties: isLegacy
            ? { 'batch-size': 1, width: 1920, height: 1080 }
            : { 'batch-size': 1 },
          pads: {},
        },
        sinkPad: 'sink_0',
        srcPad: 'src',
      },
    },
  ];
}
