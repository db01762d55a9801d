import { choiceOf, isWritten, propertyPlace } from '../element-values.ts';
import { downstreamElements } from '../flow.ts';
import { elementsOf } from '../neighbours.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import type { DocumentRule } from '../rule.ts';

/** A tracker behind a decoder that drops frames sees objects jump. */
export const droppedFramesTracker: DocumentRule = {
  id: 'dropped-frames-tracker',
  severity: 'hint',
  title: 'Trackers are tuned to the frames they see',
  scope: 'document',
  check(index, report) {
    const decoders = elementsOf(index, 'nvv4l2decoder', 'nvurisrcbin', 'nvmultiurisrcbin');
    for (const element of decoders) {
      const isDropping = (effectiveInteger(element, 'drop-frame-interval') ?? 0) > 1;
      const skip = ['dec-skip-frames', 'skip-frames'].find(
        (name) => isWritten(element, name) && (choiceOf(element, name) ?? 0) > 0,
      );
      if (!isDropping && skip === undefined) continue;
      const behind = downstreamElements(element);
      const tracker = behind.find(({ node }) => node.factory === 'nvtracker');
      if (!tracker) continue;
      report({
        message: `'${element.name}' drops frames, so '${tracker.name}' sees objects move further between frames`,
        place: propertyPlace(element, isDropping ? 'drop-frame-interval' : (skip ?? '')),
        remedy: "Check the tracker's ages and distances against the lower frame rate",
      });
    }
  },
};
