import { configFileRule } from '../config/config-findings.ts';
import { prose } from '../prose.ts';

/** Elements pass over keys that they do not know, and stop for want of some that they need. */
export const configFileKey = configFileRule(
  {
    id: 'config-file-key',
    severity: 'warning',
    title: 'Config files have the keys that are needed, and only ones that are known',
    topic: 'config-files',
    explanation: prose`
      Compares groups and keys of config files with those that the element's reader knows and
      needs. An unknown key is passed over, so what it was to set keeps its default; a missing
      one stops the element; a key written twice counts once. Correct, add or remove the line.`,
  },
  {
    all: [
      'unknown-group',
      'unknown-key',
      'confused-key',
      'wrong-section',
      'missing-key',
      'duplicate-key',
      'not-in-this-syntax',
    ],
    nvinfer: ['missing-key', 'duplicate-key'],
  },
);
