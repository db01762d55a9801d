import { testRule } from '../rule-harness.ts';
import { analyticsConfig } from './analytics-config.ts';

const elements = {
  s: 'nvurisrcbin',
  m: 'nvstreammux',
  i: 'nvinfer',
  t: 'nvtracker',
  a: ['nvdsanalytics', { 'config-file': 'a.txt' }],
} as const;
const start = ['s.vsrc_0 -> m.sink_0', 'm.src -> i.sink'];
const links = [...start, 'i.src -> t.sink', 't.src -> a.sink'];
const head = '[property]\nenable=1\nconfig-width=1920\nconfig-height=1080\n';
const line = '[line-crossing-stream-0]\nenable=1\nline-crossing-in=1;2;3;4;5;6;7;8\n';

testRule(
  analyticsConfig,
  {
    sound: {
      elements,
      links,
      files: { 'a.txt': `${head}${line}[roi-filtering-stream-0]\nenable=1\nroi-RF=1;2;3;4;5;6\n` },
    },
  },
  {
    'no tracker': {
      elements,
      links: [...start, 'i.src -> a.sink'],
      files: { 'a.txt': head + line },
      finds: [/line-crossing-stream-0 follows objects .* no nvtracker/],
    },
    'another stream': {
      elements,
      links,
      files: { 'a.txt': head + line.replace('-0]', '-3]') },
      finds: [/is for source 3, but 'm' has 0/],
      severity: 'hint',
    },
  },
);
