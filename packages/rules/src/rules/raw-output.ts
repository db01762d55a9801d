import { inferenceKey, inferenceSwitch } from '../inference-chain.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** network-type 100 makes no objects: its tensors are all it gives. */
export const rawOutput: ElementRule = {
  id: 'raw-output',
  severity: 'warning',
  title: 'Models without post-processing hand on their tensors',
  topic: 'inference',
  explanation: prose`
    Finds nvinfer with network-type 100 and without output-tensor-meta. Such a model makes no
    objects, so its tensors are all it gives, and they are dropped: the GPU works for nothing.
    Turn output-tensor-meta on and parse the tensors in a probe or nvdspostprocess.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    if (inferenceKey(element, index, 'network-type') !== '100') return;
    if (inferenceSwitch(element, index, 'output-tensor-meta') !== false) return;
    const place = { element: element.name, property: 'output-tensor-meta' };
    report({
      message: `'${element.name}' has network-type 100, which makes no objects, and does not hand on its tensors: what it infers is lost`,
      place,
      remedy: 'Set output-tensor-meta to true, and parse the tensors behind it',
      fixes: [setPropertyFix('Set output-tensor-meta to true', place, true)],
    });
  },
};
