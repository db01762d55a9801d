import { testRule } from '../rule-harness.ts';
import { nvinferConfigValue } from './nvinfer-config-value.ts';

const elements = { i: ['nvinfer', { 'config-file-path': 'i.txt' }] as const };
const withText = (text: string) => ({
  elements,
  files: { 'i.txt': `[property]\n${text}\n` },
});

testRule(
  nvinferConfigValue,
  {
    'values of every type': withText(
      'batch-size=4\nnet-scale-factor=0.0039\nnetwork-mode=2\ninfer-dims=3;544;960;\noffsets=1.5;2;3\noutput-tensor-meta=1',
    ),
    'a comment behind a number': withText('batch-size=4 # cameras'),
  },
  {
    'a text in a number': {
      ...withText('batch-size=four'),
      finds: [/'batch-size' expects a whole number, got 'four'/],
    },
    'below the range': {
      ...withText('interval=-1'),
      finds: [/'interval' expects 0 to/],
      fixes: ['Set interval to 0'],
    },
    'no value of the enum': {
      ...withText('network-mode=7'),
      finds: [/'network-mode' expects one of 0 \(FP32\)/],
      fixes: ['Set network-mode to 3'],
    },
    'not three dimensions': {
      ...withText('infer-dims=544;960'),
      finds: [/'infer-dims' expects 3 whole numbers/],
    },
    'a class that is none': {
      ...withText('num-detected-classes=2\n[class-attrs-2]\ntopk=1'),
      finds: [/class-attrs-2 is for class 2, but num-detected-classes is 2/],
    },
    'masks need cluster-mode 4': {
      ...withText(
        'network-type=3\ncluster-mode=2\nparse-bbox-instance-mask-func-name=P\ncustom-lib-path=p.so',
      ),
      finds: [/starts only with cluster-mode 4, got 2/],
      fixes: ['Set cluster-mode to 4'],
    },
    'masks need a parser': {
      ...withText('network-type=3\ncluster-mode=4'),
      finds: [/nvinfer has no parser of its own for instance masks/],
    },
    'the VIC on x86': {
      ...withText('scaling-compute-hw=2'),
      finds: [/only Jetson/],
      fixes: ['Set scaling-compute-hw to 0'],
    },
    'a threshold over 1 is read': {
      ...withText('a=1\n[class-attrs-all]\npre-cluster-threshold=1.5'),
      finds: [/'pre-cluster-threshold' expects 0 to 1/],
      severity: 'warning',
    },
    'a parser without its library': {
      ...withText('parse-bbox-func-name=ParseIt'),
      finds: [/custom-lib-path is not set/],
      severity: 'warning',
    },
  },
);
