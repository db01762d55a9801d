import { testRule } from '../rule-harness.ts';
import { engineName } from './engine-name.ts';

const elements = { i: ['nvinfer', { 'config-file-path': 'i.txt' }] } as const;
const files = (text: string) => ({
  'i.txt': `[property]\nmodel-engine-file=m.onnx_b4_gpu0_fp16.engine\n${text}\n`,
});

testRule(
  engineName,
  { 'as it says': { elements, files: files('batch-size=4\nnetwork-mode=2') } },
  {
    'a larger batch': {
      elements,
      files: files('batch-size=8\nnetwork-mode=2'),
      finds: [/batch-size is 8, the engine's 4$/],
    },
    'another precision': {
      elements,
      files: files('batch-size=4\nnetwork-mode=1'),
      finds: [/the precision is INT8, the engine's FP16/],
    },
  },
);
