import { configFileRule } from '../config/config-findings.ts';

/** A value in a config file is of the wrong type or count, out of range or no choice. */
export const configFileValue = configFileRule(
  {
    id: 'config-file-value',
    severity: 'error',
    title: 'The values in config files are sound',
  },
  { all: ['wrong-type', 'out-of-range', 'not-a-choice', 'wrong-count'], nvinfer: [] },
);
