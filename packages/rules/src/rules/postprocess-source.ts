import { chainBefore, inferenceBefore, inferenceSwitch } from '../inference-chain.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** nvdspostprocess parses the tensors that an inference element hands on. */
export const postprocessSource: ElementRule = {
  id: 'postprocess-source',
  severity: 'error',
  title: 'nvdspostprocess gets tensors',
  topic: 'inference',
  explanation: prose`
    Looks for an inference element that hands on its tensors (output-tensor-meta) before
    nvdspostprocess. It parses those tensors, and without them makes no objects. Turn
    output-tensor-meta on in the element before it.`,
  scope: 'element',
  factories: ['nvdspostprocess'],
  check(element, index, report) {
    const { upstream, isKnown } = chainBefore(element);
    if (!isKnown || upstream.length === 0) return;
    const before = inferenceBefore(element);
    // nvinferserver says it in its config file.
    if (before.some(({ node }) => node.factory !== 'nvinfer')) return;
    const handsOn = before.map((view) => inferenceSwitch(view, index, 'output-tensor-meta'));
    if (handsOn.some((isOn) => isOn !== false)) return;
    const [nearest] = before;
    const place = nearest && { element: nearest.name, property: 'output-tensor-meta' };
    report({
      message: nearest
        ? `'${element.name}' parses tensors, but '${nearest.name}' before it does not hand them on`
        : `'${element.name}' parses tensors, but no inference element stands before it`,
      place: place ?? { element: element.name },
      remedy: nearest
        ? `Set output-tensor-meta of '${nearest.name}' to true`
        : `Put an nvinfer with output-tensor-meta before '${element.name}'`,
      fixes: place ? [setPropertyFix('Set output-tensor-meta to true', place, true)] : [],
    });
  },
};
