import { catalogueFor } from '@pipewright/catalogue';
import { describe, expect, it } from 'vitest';
import type { FileFacts } from './files.ts';
import { gieRelations, relationText } from './gie-relations.ts';
import { documentOf, type Sketch } from './rule-harness.ts';

/** `from -> to: text`, for the documents of a chain of elements. */
function relations(elements: Sketch['elements'], disk: Readonly<Record<string, string>> = {}) {
  const names = Object.keys(elements);
  const links = names.slice(1).map((name, at) => `${names[at]}.src -> ${name}.sink`);
  const document = documentOf({ elements, links });
  const files = (path: string): FileFacts => {
    const text = disk[path];
    if (text === undefined) return { exists: false, reason: 'missing' };
    return { exists: true, kind: 'file', sizeBytes: text.length, text };
  };
  const catalogue = catalogueFor(document.target);
  return gieRelations(document, { catalogue, files }).map(
    (relation) => `${relation.from} -> ${relation.to}: ${relationText(relation)}`,
  );
}

const primary = ['nvinfer', { 'unique-id': 1 }] as const;
const tracker = 'nvtracker';

describe('gieRelations', () => {
  it('joins a secondary with the detector that its properties name', () => {
    const properties = {
      'unique-id': 2,
      'process-mode': 2,
      'infer-on-gie-id': 1,
      'infer-on-class-ids': '0:2:',
    };
    expect(relations({ primary, tracker, secondary: ['nvinfer', properties] })).toEqual([
      'primary -> secondary: objects of 1 · classes 0, 2',
    ]);
  });

  it('reads config files, over which properties win', () => {
    const disk = {
      'one.txt': '[property]\ngie-unique-id=1\n',
      'other.txt': '[property]\ngie-unique-id=4\n',
      'two.txt':
        '[property]\ngie-unique-id=2\nprocess-mode=2\noperate-on-gie-id=1\noperate-on-class-ids=0;3\n',
    };
    const elements = {
      one: ['nvinfer', { 'config-file-path': 'one.txt' }],
      other: ['nvinfer', { 'config-file-path': 'other.txt' }],
      two: ['nvinfer', { 'config-file-path': 'two.txt' }],
      three: [
        'nvinfer',
        {
          'config-file-path': 'two.txt',
          'unique-id': 3,
          'infer-on-gie-id': 4,
          'infer-on-class-ids': '',
        },
      ],
    } as const;
    expect(relations(elements, disk)).toEqual([
      'one -> two: objects of 1 · classes 0, 3',
      'other -> three: objects of 4',
    ]);
  });

  it('reads the files of nvinferserver', () => {
    const disk = {
      'server.txt':
        'infer_config { unique_id: 5 }\ninput_control { process_mode: PROCESS_MODE_CLIP_OBJECTS operate_on_gie_id: 1 operate_on_class_ids: 0 operate_on_class_ids: 2 }',
    };
    const server = ['nvinferserver', { 'config-file-path': 'server.txt' }] as const;
    const next = ['nvinfer', { 'unique-id': 6, 'process-mode': 2, 'infer-on-gie-id': 5 }] as const;
    expect(relations({ primary, server, next }, disk)).toEqual([
      'primary -> server: objects of 1 · classes 0, 2',
      'server -> next: objects of 5',
    ]);
  });

  it('draws nothing to ids that no element before it has, nor to any (-1)', () => {
    const secondary = { 'unique-id': 2, 'process-mode': 2 };
    for (const id of [7, -1]) {
      const other = ['nvinfer', { ...secondary, 'infer-on-gie-id': id }] as const;
      expect(relations({ primary, other })).toEqual([]);
    }
    const before = ['nvinfer', { ...secondary, 'infer-on-gie-id': 1 }] as const;
    expect(relations({ before, primary })).toEqual([]);
    expect(
      relations({ primary, full: ['nvinfer', { 'unique-id': 2, 'infer-on-gie-id': 1 }] }),
    ).toEqual([]);
  });

  it('follows nvdspreprocess both ways', () => {
    const disk = {
      'pre.txt':
        '[property]\nprocess-on-frame=0\noperate-on-gie-id=1\ntarget-unique-ids=2;9\n[group-0]\noperate-on-class-ids=0;1\n',
    };
    const prepare = ['nvdspreprocess', { 'config-file': 'pre.txt' }] as const;
    const secondary = [
      'nvinfer',
      { 'unique-id': 2, 'process-mode': 2, 'infer-on-gie-id': 1, 'input-tensor-meta': true },
    ] as const;
    expect(relations({ primary, prepare, secondary }, disk)).toEqual([
      'primary -> prepare: objects of 1 · classes 0, 1',
      'prepare -> secondary: tensors for 2',
      'primary -> secondary: objects of 1',
    ]);
    const onFrames = [
      'nvdspreprocess',
      { 'operate-on-gie-id': 1, 'target-unique-ids': '2' },
    ] as const;
    const full = ['nvinfer', { 'unique-id': 2 }] as const;
    expect(relations({ primary, onFrames, full })).toEqual(['onFrames -> full: tensors for 2']);
  });

  it('joins a tracker with what prepares its tensors', () => {
    const prepare = ['nvdspreprocess', { 'target-unique-ids': '3' }] as const;
    const fed = ['nvtracker', { 'input-tensor-meta': true, 'tensor-meta-gie-id': 3 }] as const;
    const unfed = ['nvtracker', { 'tensor-meta-gie-id': 3 }] as const;
    expect(relations({ prepare, fed })).toEqual(['prepare -> fed: tensors for 3']);
    expect(relations({ prepare, unfed })).toEqual([]);
  });

  it('joins a metamux with the models whose results it keeps', () => {
    const disk = {
      'mux.txt':
        '[property]\nactive-pad=sink_0\n[group-0]\nsrc-ids-model-1=0;2\nsrc-ids-model-8=1\n',
    };
    const merge = ['nvdsmetamux', { 'config-file': 'mux.txt' }] as const;
    expect(relations({ primary, merge }, disk)).toEqual([
      'primary -> merge: results of 1 · sources 0, 2',
    ]);
  });
});
