import { testRule } from '../rule-harness.ts';
import { int8Calibration } from './int8-calibration.ts';

const elements = { i: ['nvinfer', { 'config-file-path': 'i.txt' }] } as const;
const files = (text: string) => ({ 'i.txt': `[property]\n${text}\n` });

testRule(
  int8Calibration,
  {
    calibrated: {
      elements,
      files: files('network-mode=1\nint8-calib-file=c.bin'),
      disk: { 'c.bin': '' },
    },
    FP16: { elements, files: files('network-mode=2') },
  },
  {
    'no file': {
      elements,
      files: files('network-mode=1'),
      finds: [/network-mode 1 is INT8, but there is no int8-calib-file/],
      fixes: ['Set network-mode to 2'],
    },
    'a file that is not there': {
      elements,
      files: files('network-mode=1\nint8-calib-file=c.bin'),
      finds: [/the calibration file 'c.bin' does not exist/],
    },
  },
);
