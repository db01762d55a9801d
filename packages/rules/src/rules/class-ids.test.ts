import { testRule } from '../rule-harness.ts';
import { classIds } from './class-ids.ts';

const detector = '[property]\ngie-unique-id=1\nnum-detected-classes=2\n';
const secondary = '[property]\ngie-unique-id=2\nprocess-mode=2\noperate-on-gie-id=1\n';
const elements = {
  source: 'nvurisrcbin',
  m: 'nvstreammux',
  d: ['nvinfer', { 'config-file-path': 'd.txt' }],
  s: ['nvinfer', { 'config-file-path': 's.txt' }],
} as const;
const start = ['source.vsrc_0 -> m.sink_0', 'm.src -> d.sink'];
const links = [...start, 'd.src -> s.sink'];
const withSecondary = (text: string, head = detector) => ({
  elements,
  links,
  files: { 'd.txt': head, 's.txt': secondary + text },
});
const withAnalytics = (text: string) => ({
  elements: { ...elements, a: ['nvdsanalytics', { 'config-file': 'a.txt' }] } as const,
  links: [...start, 'd.src -> a.sink'],
  files: { 'd.txt': detector, 's.txt': secondary, 'a.txt': text },
});

testRule(
  classIds,
  {
    'classes of the detector': withSecondary('operate-on-class-ids=0;1'),
    'all classes': withAnalytics('[roi-filtering-stream-0]\nclass-id=-1\n'),
    'a count that is not known': withSecondary(
      'operate-on-class-ids=7',
      '[property]\ngie-unique-id=1\n',
    ),
    'a detector that parses its tensors elsewhere': withSecondary(
      'operate-on-class-ids=7',
      `${detector}network-type=100\n`,
    ),
  },
  {
    'a class that the detector has not': {
      ...withSecondary('operate-on-class-ids=1;2'),
      finds: [
        /s.txt: operate-on-class-ids of property names class 2, but the detector .* 2 classes/,
      ],
    },
    'a class by the property': {
      ...withSecondary(''),
      elements: {
        ...elements,
        s: ['nvinfer', { 'config-file-path': 's.txt', 'infer-on-class-ids': '0:3' }],
      },
      finds: [/infer-on-class-ids of 's' names class 3/],
    },
    'a class of a region': {
      ...withAnalytics('[roi-filtering-stream-0]\nclass-id=2\n'),
      finds: [/a.txt: class-id of roi-filtering-stream-0 names class 2/],
    },
    'a class that the tracker is to follow': {
      elements: { ...elements, t: ['nvtracker', { 'operate-on-class-ids': '0;5' }] },
      links: [...start, 'd.src -> t.sink'],
      files: { 'd.txt': detector, 's.txt': secondary },
      finds: [/operate-on-class-ids of 't' names class 5/],
    },
    'a class left out that its model has not': {
      ...withSecondary('', `${detector}filter-out-class-ids=2\n`),
      finds: [/d.txt: filter-out-class-ids of property names class 2, but its model has 2/],
    },
  },
);
