import { downstreamElements } from '../flow.ts';
import { inferenceSwitch } from '../inference-chain.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** What nvdspreprocess makes is used only by an nvinfer that is told so. */
export const preprocessInputTensor: ElementRule = {
  id: 'preprocess-input-tensor',
  severity: 'warning',
  title: 'nvinfer behind nvdspreprocess takes its tensors',
  topic: 'inference',
  explanation: prose`
    Looks at the nvinfer behind nvdspreprocess for input-tensor-meta. Unless it is on, nvinfer
    scales and normalises the frames itself and the prepared tensors are made in vain. Turn it
    on.`,
  scope: 'element',
  factories: ['nvdspreprocess'],
  check(element, index, report) {
    const next = downstreamElements(element).find(({ node }) => /^nvinfer/.test(node.factory));
    if (next?.node.factory !== 'nvinfer') return;
    const isTaken = inferenceSwitch(next, index, 'input-tensor-meta', 'input-tensor-from-meta');
    if (isTaken !== false) return;
    const place = { element: next.name, property: 'input-tensor-meta' };
    report({
      message: `'${next.name}' does not take the tensors that '${element.name}' prepares`,
      place,
      remedy: 'Set input-tensor-meta to true',
      fixes: [setPropertyFix('Set input-tensor-meta to true', place, true)],
    });
  },
};
