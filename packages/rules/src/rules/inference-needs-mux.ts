import type { Fix } from '../diagnostic.ts';
import { downstreamElements, isBatcher, upstreamElements } from '../flow.ts';
import { remembered } from '../live/remembered.ts';
import { moveBehindFix } from '../move-behind-fix.ts';
import { freeElementName } from '../neighbours.ts';
import type { ElementView, PipelineIndex } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Work on batch metadata; without it every buffer is an error. */
const needsBatch = [
  'nvinfer',
  'nvinferserver',
  'nvtracker',
  'nvdsanalytics',
  'nvdspreprocess',
  'nvmultistreamtiler',
  'nvstreamdemux',
];

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
  'fakesrc',
  'ximagesrc',
  'udpsrc',
]);

/** An element that works on batches has no nvstreammux before it. */
export const inferenceNeedsMux: ElementRule = {
  id: 'inference-needs-mux',
  severity: 'error',
  title: 'Elements that work on batches come after nvstreammux',
  topic: 'batching',
  explanation: prose`
    Looks for elements that work on batches and have no nvstreammux (or nvmultiurisrcbin) before
    them. They read the batch metadata that only the mux attaches, so without it inference,
    tracking or tiling fails on the first buffer. Put an nvstreammux between the sources and the
    element. Chains that start in something unknown, such as appsrc, are not judged.`,
  scope: 'element',
  factories: needsBatch,
  check(element, index, report) {
    if (!lacksMux(element)) return;
    // Behind another such element, the same mux is missing; in a circle each is behind the other.
    const isReportedBefore = upstreamElements(element).some(
      (view) => lacksMux(view) && !upstreamElements(view).includes(element),
    );
    if (isReportedBefore) return;
    const mux = downstreamElements(element).find(isBatcher);
    const where = mux ? `: '${mux.name}' makes them only behind it` : '';
    report({
      message: `'${element.name}' (${element.node.factory}) works on batches, but no nvstreammux comes before it${where}`,
      place: { element: element.name },
      remedy: mux
        ? `Put '${element.name}' behind '${mux.name}'`
        : `Put an nvstreammux between the sources and '${element.name}'`,
      fixes: mux ? moveBehindFix(element, mux, index) : muxFix(element, index),
    });
  },
};

const lacksMux = remembered((element: ElementView): boolean => {
  if (!needsBatch.includes(element.node.factory)) return false;
  const upstream = upstreamElements(element);
  if (upstream.some(isBatcher)) return false;
  const origins = upstream.filter((view) => view.inputs.length === 0);
  return origins.length > 0 && origins.every((view) => singleFrames.has(view.node.factory));
});

function muxFix(element: ElementView, index: PipelineIndex): Fix[] {
  const [link, ...more] = element.inputs;
  if (!link || more.length > 0) return [];
  const isLegacy = index.document.target.streammux === 'legacy';
  return [
    {
      title: 'Insert nvstreammux',
      edit: {
        kind: 'insert-element',
        link: link.id,
        name: freeElementName(index, 'nvstreammux'),
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
