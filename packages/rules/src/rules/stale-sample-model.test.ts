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
      fixes: [`Replace by onnx-file ${folder}/resnet18_trafficcamnet_pruned.onnx`],
    },
    'its engine, in YAML': {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.yml' }] },
      files: {
        'i.yml': `property:\n  model-engine-file: ${folder}/resnet10.caffemodel_b4_gpu0_int8.engine\n`,
      },
      finds: [/'model-engine-file' names/],
      fixes: [
        `Set model-engine-file to ${folder}/resnet18_trafficcamnet_pruned.onnx_b4_gpu0_int8.engine`,
      ],
    },
    'its network': {
      elements,
      files: { 'i.txt': `[property]\nproto-file=${folder}/resnet10.prototxt\n` },
      finds: [/'proto-file' names/],
      fixes: ['Remove proto-file'],
    },
  },
);
