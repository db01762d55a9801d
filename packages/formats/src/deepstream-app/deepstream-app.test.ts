import { describe, expect, it } from 'vitest';
import { recogniseImportFormat } from '../import/import-formats.ts';
import { deepstreamAppImport } from './deepstream-app.ts';
import { readApp } from './testing/app-harness.ts';

const score = (text: string, fileName: string) => deepstreamAppImport.recognise({ text, fileName });

const yaml =
  'source:\n  csv-file-path: cameras.csv\nsink0:\n  enable: 1\n  type: 1\nstreammux:\n  batch-size: 1\n';

describe('recognising a config', () => {
  it('knows INI and YAML, by the suffix and without one', () => {
    const ini = '[source0]\nenable=1\ntype=2\nuri=file:///a.mp4\n[sink0]\nenable=1\ntype=1\n';
    expect(score(ini, 'a.txt')).toBeGreaterThan(0.9);
    expect(score(yaml, 'a.yml')).toBeGreaterThan(0.9);
    expect(score(yaml, 'pasted')).toBeGreaterThan(0.9);
    expect(recogniseImportFormat({ text: ini, fileName: 'a.txt' })?.id).toBe('deepstream-app');
  });

  it('reads pasted YAML as YAML', async () => {
    const { document } = await readApp(yaml, 'pasted', {
      'cameras.csv': 'enable,type,uri\n1,2,file:///a.mp4\n',
    });
    expect(document.elements).toHaveProperty('source0');
  });

  it('is unsure of the configs of sample apps, which share names', () => {
    const sample =
      'source:\n  location: a.h264\nstreammux:\n  batch-size: 1\nprimary-gie:\n  plugin-type: 0\n  config-file-path: a.yml\n';
    expect(score(sample, 'a.yml')).toBeLessThan(0.3);
    expect(score('source-list:\n  list: a;b\nstreammux:\n  batch-size: 2\n', 'a.yml')).toBeLessThan(
      0.3,
    );
  });

  it('does not know other config files', () => {
    expect(score('[property]\nonnx-file=a.onnx\nbatch-size=1\n', 'a.txt')).toBe(0);
    expect(score('tracker:\n  tracker-width: 640\n', 'a.yml')).toBe(0);
    expect(score('infer_config {\n  unique_id: 1\n}\n', 'a.txt')).toBe(0);
    expect(score('gst-launch-1.0 videotestsrc ! fakesink', 'a.sh')).toBe(0);
    expect(score('', 'a.txt')).toBe(0);
  });
});
