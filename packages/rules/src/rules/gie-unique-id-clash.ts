import { configPath, inferenceConfig, inferenceSetting } from '../inference-settings.ts';
import { remembered } from '../live/remembered.ts';
import { type PipelineIndex, settingOf } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { sharingAmong } from '../sharing.ts';

const factories = ['nvinfer', 'nvinferserver'];

const ids = sharingAmong(factories, (element, index) => {
  const id = inferenceSetting(element, index, 'unique-id')?.number;
  return id === undefined || id < 1 ? undefined : String(id);
});

const freeId = remembered((index: PipelineIndex): number => {
  const used = ids.keys(index);
  let id = 1;
  while (used.has(String(id))) id += 1;
  return id;
});

/** Objects and secondaries refer to a model by its id: it must be set, and be one model's. */
export const gieUniqueIdClash: ElementRule = {
  id: 'gie-unique-id-clash',
  severity: 'warning',
  title: 'Each inference element has an id of its own',
  topic: 'inference',
  explanation: prose`
    Looks at the id of every nvinfer and nvinferserver: unique-id, or gie-unique-id in the
    config file. Objects and tensors carry the id of the model that made them, and secondaries
    and probes choose by it; with the same id twice they mix up results, and nvinfer does not
    start without one. Give each an id over 0 of its own.`,
  scope: 'element',
  factories,
  check(element, index, report) {
    const place = { element: element.name, property: 'unique-id' };
    const fixes = () => {
      const free = freeId(index);
      return [setPropertyFix(`Set unique-id to ${free}`, place, free)];
    };
    const setting = inferenceSetting(element, index, 'unique-id');
    if (setting === undefined) {
      const isReadable = inferenceConfig(element, index) !== undefined;
      const isUnset = settingOf(element, 'unique-id') === undefined;
      if (!isReadable || !isUnset) return;
      report({
        message: `'${element.name}' has no id: neither unique-id nor gie-unique-id in ${configPath(element)}`,
        place,
        remedy: 'Set unique-id to a number over 0 that no other inference element has',
        fixes: fixes(),
        severity: 'error',
      });
    } else if (setting.number < 1) {
      report({
        message: `The id of '${element.name}' is ${setting.number}; it must be over 0`,
        place,
        remedy: 'Set unique-id to a number over 0 that no other inference element has',
        fixes: fixes(),
        severity: 'error',
      });
    } else {
      const other = ids.ownerBefore(element, index);
      if (!other) return;
      report({
        message: `'${element.name}' and '${other.name}' have the same id, ${setting.number}: what they find can't be told apart`,
        place,
        remedy: `Give '${element.name}' a unique-id of its own`,
        fixes: fixes(),
      });
    }
  },
};
