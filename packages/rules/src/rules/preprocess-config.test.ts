import { testRule } from '../rule-harness.ts';
import { preprocessConfig } from './preprocess-config.ts';

const elements = {
  s: 'nvurisrcbin',
  m: 'nvstreammux',
  p: ['nvdspreprocess', { 'config-file': 'p.txt' }],
  i: ['nvinfer', { 'unique-id': 1, 'batch-size': 4 }],
} as const;
const links = ['s.vsrc_0 -> m.sink_0', 'm.src -> p.sink', 'p.src -> i.sink'];
const behindDetector = {
  elements: { ...elements, d: ['nvinfer', { 'unique-id': 5, 'batch-size': 1 }] },
  links: ['s.vsrc_0 -> m.sink_0', 'm.src -> d.sink', 'd.src -> p.sink', 'p.src -> i.sink'],
} as const;
const head = '[property]\ntarget-unique-ids=1\nnetwork-input-shape=4;3;224;224\n';
const group = '[group-0]\nsrc-ids=0\nroi-params-src-0=0;0;4;4\n';
const withText = (text: string) => ({ elements, links, files: { 'p.txt': text } });

testRule(
  preprocessConfig,
  {
    'what stands behind it': withText(head + group),
    'all sources': withText(`${head}[group-0]\nsrc-ids=-1\nroi-params-src-0=0;0;4;4\n`),
    'objects of the detector before it': {
      ...behindDetector,
      files: { 'p.txt': `${head}process-on-frame=0\noperate-on-gie-id=5\n${group}` },
    },
    'an id that only the start tells': {
      elements: { ...elements, i: ['nvinfer', { 'unique-id': '${id}' }] },
      links,
      parameters: { id: { type: 'number' } },
      files: { 'p.txt': head.replace('ids=1', 'ids=3') + group },
    },
  },
  {
    'tensors for no one': {
      ...withText(head.replace('ids=1', 'ids=3') + group),
      finds: [/target-unique-ids names 3, but behind 'p' stand only 'i' \(1\)/],
      fixes: ['Set target-unique-ids to 1'],
    },
    'tensors for one and for no one': {
      ...withText(head.replace('ids=1', 'ids=1;3') + group),
      finds: [/names 3, but/],
      severity: 'warning',
    },
    'objects of no one': {
      ...behindDetector,
      files: { 'p.txt': `${head}process-on-frame=0\noperate-on-gie-id=2\n${group}` },
      finds: [/operate-on-gie-id is 2, but before 'p' stand only 'd' \(5\)/],
      fixes: ['Set operate-on-gie-id to 5'],
    },
    'a source that is not there': {
      ...withText(head + group.replace('src-ids=0', 'src-ids=0;2')),
      finds: [/group-0 is for source 2, but 'm' has 0/],
      severity: 'hint',
    },
    'a region of another source': {
      ...withText(head + group.replace('src-0', 'src-1')),
      finds: [/roi-params-src-1 has no effect, because group-0 is for source 0/],
      severity: 'warning',
      fixes: ['Set src-ids to 0;1'],
    },
    'another batch size': {
      ...withText(head.replace('=4;', '=7;') + group),
      finds: [/network-input-shape is for 7 at a time, but the batch-size of 'i' is 4/],
      severity: 'warning',
      fixes: ['Set network-input-shape to 4;3;224;224'],
    },
  },
);
