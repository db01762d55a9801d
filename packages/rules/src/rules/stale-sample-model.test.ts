import { testRule } from '../rule-harness.ts';
import { staleSampleModel } from './stale-sample-model.ts';

const elements = { i: ['nvinfer', { 'config-file-path': 'i.txt' }] } as const;
const folder = '/opt/nvidia/deepstream/deepstream/samples/models/Primary_Detector';

testRule(
  staleSampleModel,
  {
    current: {
      elements,
      files: { 'i.txt': `[property]\nonnx-file=${folder}/resnet18_trafficcamnet_pruned.onnx\n` },
    },
  },
  {
    old: {
      elements,
      files: { 'i.txt': `[property]\nmodel-file=${folder}/resnet10.caffemodel\n` },
      finds: [/'model-file' names the sample detector ResNet10/],
    },
  },
);
