import { choiceOf, isWritten, propertyPlace } from '../element-values.ts';
import { downstreamElements } from '../flow.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** A tracker behind a decoder that drops frames sees objects jump. */
export const droppedFramesTracker: ElementRule = {
  id: 'dropped-frames-tracker',
  severity: 'hint',
  title: 'Trackers are tuned to the frames they see',
  topic: 'tracking',
  explanation: prose`
    Looks for decoders that skip frames before an nvtracker. Objects then move further from one
    frame to the next, so tracks break off or swap unless the tracker expects it. Check the
    tracker's ages and matching distances against the lower rate.`,
  scope: 'element',
  factories: ['nvv4l2decoder', 'nvurisrcbin', 'nvmultiurisrcbin'],
  check(element, _index, report) {
    const isDropping = (effectiveInteger(element, 'drop-frame-interval') ?? 0) > 1;
    const skip = ['dec-skip-frames', 'skip-frames'].find(
      (name) => isWritten(element, name) && (choiceOf(element, name) ?? 0) > 0,
    );
    if (!isDropping && skip === undefined) return;
    const behind = downstreamElements(element);
    const tracker = behind.find(({ node }) => node.factory === 'nvtracker');
    if (!tracker) return;
    report({
      message: `'${element.name}' drops frames, so '${tracker.name}' sees objects move further between frames`,
      place: propertyPlace(element, isDropping ? 'drop-frame-interval' : (skip ?? '')),
      remedy: "Check the tracker's ages and distances against the lower frame rate",
    });
  },
};
