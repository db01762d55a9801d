import { onnxFacts } from '../config/onnx-sketch.ts';
import { testRule } from '../rule-harness.ts';
import { inferBatchSize } from './infer-batch-size.ts';

const mux = ['nvstreammux', { 'batch-size': 4 }] as const;
const links = ['m.src -> q.sink', 'q.src -> i.sink'];
const config = (batchSize: number) => `[property]\nbatch-size=${batchSize}\n`;

testRule(
  inferBatchSize,
  {
    'the same on the element': {
      elements: { m: mux, q: 'queue', i: ['nvinfer', { 'batch-size': 4 }] },
      links,
    },
    'the same in the file': {
      elements: {
        m: mux,
        q: 'queue',
        i: ['nvinfer', { 'config-file-path': 'i.txt' }],
      },
      links,
      files: { 'i.txt': config(4) },
    },
    'a secondary works on objects': {
      elements: {
        m: mux,
        q: 'queue',
        i: ['nvinfer', { 'batch-size': 16, 'process-mode': 'secondary' }],
      },
      links,
    },
    'the element wins over the file': {
      elements: {
        m: mux,
        q: 'queue',
        i: ['nvinfer', { 'config-file-path': 'i.txt', 'batch-size': 4 }],
      },
      links,
      files: { 'i.txt': config(1) },
    },
    'a model that takes no other batch': {
      elements: { m: mux, q: 'queue', i: ['nvinfer', { 'config-file-path': 'i.txt' }] },
      links,
      files: { 'i.txt': '[property]\nonnx-file=m.onnx\nbatch-size=1\n' },
      disk: { 'm.onnx': onnxFacts({ image: [1, 3, 4, 4] }) },
    },
  },
  {
    'another on the element': {
      elements: { m: mux, q: 'queue', i: ['nvinfer', { 'batch-size': 1 }] },
      links,
      finds: [/'i' infers 1 frames at a time, but 'm' gives batches of 4/],
      fixes: ['Set batch-size to 4'],
    },
    'another in the file': {
      elements: {
        m: mux,
        q: 'queue',
        i: ['nvinfer', { 'config-file-path': 'i.yml' }],
      },
      links,
      files: { 'i.yml': 'property:\n  batch-size: 2\n' },
      finds: [/infers 2 frames at a time \(from i.yml\)/],
    },
  },
);
