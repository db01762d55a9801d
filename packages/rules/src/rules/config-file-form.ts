import { configFileRule } from '../config/config-findings.ts';
import { prose } from '../prose.ts';

/** A config file is in a syntax, or has forms in it, that its element does not read. */
export const configFileForm = configFileRule(
  {
    id: 'config-file-form',
    severity: 'error',
    title: 'Config files can be read',
    topic: 'config-files',
    explanation: prose`
      Looks at whether the config files of DeepStream's other elements (tracker, analytics,
      preprocess, nvinferserver and so on) are in the syntax that their reader takes. A line
      that it can't read, a missing group or blanks behind a value stop the element, or make it
      read another value. Correct the line that the message names.`,
  },
  {
    all: ['syntax', 'wrong-syntax', 'missing-group', 'wrong-form', 'trailing-blank'],
    nvinfer: ['wrong-form', 'trailing-blank'],
  },
);
