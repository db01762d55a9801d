import { testRule } from '../rule-harness.ts';
import { engineName } from './engine-name.ts';

const elements = { i: ['nvinfer', { 'config-file-path': 'i.txt' }] } as const;
const files = (text: string) => ({
  'i.txt': `[property]\nmodel-engine-file=m.onnx_b4_gpu0_fp16.engine\n${text}\n`,
});

testRule(
  engineName,
  {
    'as it says': { elements, files: files('batch-size=4\nnetwork-mode=2') },
    'a smaller batch': { elements, files: files('batch-size=2\nnetwork-mode=2') },
    'a name that says nothing': {
      elements,
      files: { 'i.txt': '[property]\nmodel-engine-file=m.engine\nbatch-size=4\n' },
    },
    'a property wins over the file': {
      elements: {
        i: [
          'nvinfer',
          { 'config-file-path': 'i.txt', 'model-engine-file': 'm.onnx_b8_gpu0_fp16.engine' },
        ],
      },
      files: files('batch-size=8\nnetwork-mode=2'),
    },
  },
  {
    'a larger batch': {
      elements,
      files: files('batch-size=8\nnetwork-mode=2'),
      finds: [/batch-size is 8, the engine's 4$/],
      fixes: ['Set model-engine-file to m.onnx_b8_gpu0_fp16.engine'],
    },
    'a larger batch by a property': {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.txt', 'batch-size': 6 }] },
      files: files('batch-size=4\nnetwork-mode=2'),
      finds: [/batch-size is 6, the engine's 4$/],
    },
    'another precision': {
      elements,
      files: files('batch-size=4\nnetwork-mode=1'),
      finds: [/the precision is INT8, the engine's FP16/],
      fixes: ['Set model-engine-file to m.onnx_b4_gpu0_int8.engine'],
    },
    'another GPU, by properties': {
      elements: {
        i: [
          'nvinfer',
          {
            'config-file-path': 'i.txt',
            'gpu-id': 1,
            'model-engine-file': 'm.onnx_b4_gpu0_fp16.engine',
          },
        ],
      },
      files: files('batch-size=4\nnetwork-mode=2'),
      finds: [/^'i': by its name .* the GPU is 1, the engine's 0$/],
      fixes: ['Set model-engine-file to m.onnx_b4_gpu1_fp16.engine'],
    },
  },
);
