import { configFileRule } from '../config/config-findings.ts';

/** A config file is in a syntax, or has forms in it, that its element does not read. */
export const configFileForm = configFileRule(
  {
    id: 'config-file-form',
    severity: 'error',
    title: 'Config files can be read',
  },
  {
    all: ['syntax', 'wrong-syntax', 'missing-group', 'wrong-form', 'trailing-blank'],
    nvinfer: ['wrong-form', 'trailing-blank'],
  },
);
