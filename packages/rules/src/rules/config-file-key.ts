import { configFileRule } from '../config/config-findings.ts';

/** Elements pass over keys that they do not know, and stop for want of some that they need. */
export const configFileKey = configFileRule(
  {
    id: 'config-file-key',
    severity: 'warning',
    title: 'Config files have the keys that are needed, and only ones that are known',
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
