import type { ElementFactory } from '@pipewright/catalogue';
import { remembered } from '../live/remembered.ts';
import type { ElementView, PipelineIndex } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { DocumentRule } from '../rule.ts';

/** A pipeline without an element that starts it, or one that ends it, never plays. */
export const noSourceOrSink: DocumentRule = {
  id: 'no-source-or-sink',
  severity: 'error',
  title: 'The pipeline has a source and a sink',
  topic: 'links',
  explanation: prose`
    Looks for an element that starts the flow and for one that ends it. Without a source nothing
    is ever sent, and without a sink nothing takes the data. Add what is missing; a fakesink
    will do where the data itself is not wanted.`,
  scope: 'document',
  check(index, report) {
    const { elements } = index;
    if (elements.size === 0) {
      report({
        message: 'The pipeline has no elements',
        place: {},
        remedy: 'Add a source such as nvurisrcbin, and a sink',
      });
      return;
    }
    const all = [...elements.values()];
    // What an unknown element is can't be told.
    if (hasUnknownElement(index)) return;
    if (!all.some(isSource)) {
      report({
        message: 'No element of the pipeline is a source: nothing would ever flow',
        place: {},
        remedy: 'Add a source such as nvurisrcbin, uridecodebin or filesrc',
      });
    }
    if (!all.some(isSink)) {
      report({
        message: 'No element of the pipeline is a sink: nothing would take the data',
        place: {},
        remedy: 'Add a sink such as fakesink, filesink or a window',
      });
    }
  },
};

const hasUnknownElement = remembered(({ elements }: PipelineIndex) =>
  [...elements.values()].some(({ factory }) => !factory),
);

function isSource({ factory, inputs }: ElementView): boolean {
  const hasSinks = factory?.pads.some((pad) => pad.direction === 'sink');
  return inputs.length === 0 && (!hasSinks || hasNoFixedPad(factory));
}

function isSink({ factory, outputs }: ElementView): boolean {
  const hasSources = factory?.pads.some((pad) => pad.direction === 'src');
  return outputs.length === 0 && (!hasSources || hasNoFixedPad(factory));
}

/** webrtcbin and the like send, receive, or both. */
function hasNoFixedPad(factory: ElementFactory | undefined): boolean {
  return factory?.pads.every((pad) => pad.presence !== 'always') ?? false;
}
