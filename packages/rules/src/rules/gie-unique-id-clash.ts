import {
  configPath,
  inferenceConfig,
  inferenceSetting,
  isInference,
} from '../inference-settings.ts';
import { type ElementView, settingOf } from '../pipeline-index.ts';
import { type DocumentRule, setPropertyFix } from '../rule.ts';

/** Objects and secondaries refer to a model by its id: it must be set, and be one model's. */
export const gieUniqueIdClash: DocumentRule = {
  id: 'gie-unique-id-clash',
  severity: 'warning',
  title: 'Each inference element has an id of its own',
  scope: 'document',
  check(index, report) {
    const owners = new Map<number, ElementView>();
    const all = [...index.elements.values()].filter(isInference);
    const used = new Set<number>();
    for (const element of all) {
      const id = inferenceSetting(element, index, 'unique-id')?.number;
      if (id !== undefined) used.add(id);
    }
    const freeId = () => {
      let id = 1;
      while (used.has(id)) id += 1;
      return id;
    };
    for (const element of all) {
      const place = { element: element.name, property: 'unique-id' };
      const setting = inferenceSetting(element, index, 'unique-id');
      const free = freeId();
      const fixes = [setPropertyFix(`Set unique-id to ${free}`, place, free)];
      if (setting === undefined) {
        const isReadable = inferenceConfig(element, index) !== undefined;
        const isUnset = settingOf(element, 'unique-id') === undefined;
        if (!isReadable || !isUnset) continue;
        report({
          message: `'${element.name}' has no id: neither unique-id nor gie-unique-id in ${configPath(element)}`,
          place,
          remedy: 'Set unique-id to a number over 0 that no other inference element has',
          fixes,
          severity: 'error',
        });
      } else if (setting.number < 1) {
        report({
          message: `The id of '${element.name}' is ${setting.number}; it must be over 0`,
          place,
          remedy: 'Set unique-id to a number over 0 that no other inference element has',
          fixes,
          severity: 'error',
        });
      } else {
        const other = owners.get(setting.number);
        owners.set(setting.number, other ?? element);
        if (!other) continue;
        report({
          message: `'${element.name}' and '${other.name}' have the same id, ${setting.number}: what they find can't be told apart`,
          place,
          remedy: `Give '${element.name}' a unique-id of its own`,
          fixes,
        });
      }
    }
  },
};
