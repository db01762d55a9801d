import { nvinferWith, onnxFacts } from '../config/onnx-sketch.ts';
import { testRule } from '../rule-harness.ts';
import { nvinferModelClasses } from './nvinfer-model-classes.ts';

const image = { image: ['batch', 3, 4, 4] };
const detector = onnxFacts(image, {
  cov: ['batch', 4, 2, 2],
  bbox: ['batch', 16, 2, 2],
});
const classifier = onnxFacts(image, { scores: ['batch', 3] });
const segmentation = onnxFacts(image, { masks: ['batch', 2, 4, 4] });
const segmented = 'network-type=2\n';
const classified = 'network-type=1\nlabelfile-path=l.txt\n';
const labels = (text: string) => ({ files: { 'l.txt': text } });

testRule(
  nvinferModelClasses,
  {
    'a detector': nvinferWith(detector, 'num-detected-classes=4'),
    'a parser of its own': nvinferWith(
      detector,
      'num-detected-classes=2\nparse-bbox-func-name=Parse',
    ),
    'a classifier': nvinferWith(classifier, classified, labels('red;green;blue;\n')),
    'masks of each class': nvinferWith(segmentation, `${segmented}num-detected-classes=2`),
    'masks, channels last': nvinferWith(
      onnxFacts(image, { masks: ['batch', 4, 4, 2] }),
      `${segmented}segmentation-output-order=1\nnum-detected-classes=2`,
    ),
    'a shape that is not known': nvinferWith(
      onnxFacts(image, { cov: { elementType: 'float32' } }),
      'num-detected-classes=2',
    ),
  },
  {
    'fewer classes than the detector has': {
      ...nvinferWith(detector, 'num-detected-classes=3'),
      finds: [/num-detected-classes is 3, but the model detects 4: .* 'cov' is batch x 4 x 2 x 2/],
      fixes: ['Set num-detected-classes to 4'],
    },
    'other classes than the masks have': {
      ...nvinferWith(segmentation, `${segmented}num-detected-classes=4`),
      finds: [/num-detected-classes is 4, but the model's output 'masks' has 2 classes/],
      severity: 'error',
      fixes: ['Set num-detected-classes to 2'],
    },
    'masks of numbers': {
      ...nvinferWith(
        onnxFacts(image, { masks: { elementType: 'int64', dims: ['batch', 4, 4] } }),
        `${segmented}num-detected-classes=4`,
      ),
      finds: [/reads outputs of float32 only, but the model's 'masks' is int64/],
      severity: 'error',
    },
    "a detector's labels for a classifier": {
      ...nvinferWith(classifier, classified, labels('red\ngreen\nblue\n')),
      finds: [/has each label on a line of its own; a classifier's labels stand on one line/],
      fixes: ['Join the labels by semicolons'],
    },
    'too few labels': {
      ...nvinferWith(classifier, classified, labels('red;green\n')),
      finds: [/line 1 of 'l.txt' has 2 labels, but the model's output 'scores' has 3 classes/],
    },
  },
);
