import { configFileRule } from '../config/config-findings.ts';
import { prose } from '../prose.ts';

/** A value in a config file is of the wrong type or count, out of range or no choice. */
export const configFileValue = configFileRule(
  {
    id: 'config-file-value',
    severity: 'error',
    title: 'The values in config files are sound',
    topic: 'config-files',
    explanation: prose`
      Compares the values in config files with the type, range, choices and count that each key
      takes. The reader refuses such a value or replaces it by another without a word. Write
      what the message expects.`,
  },
  { all: ['wrong-type', 'out-of-range', 'not-a-choice', 'wrong-count'], nvinfer: [] },
);
