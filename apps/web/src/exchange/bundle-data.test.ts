import type { BundleReference } from '@pipewright/formats';
import { describe, expect, it } from 'vitest';
import {
  type BundleProgress,
  bundleItems,
  MAX_BUNDLE_BYTES,
  readBundleData,
} from './bundle-data.ts';

const context = { folder: 'pipelines', root: '/data/workspace' };
const reference = (path: string, isOutput = false): BundleReference => ({
  path,
  target: `data/${path.replaceAll('../', '').replace(/^\//, '')}`,
  isOutput,
});
const file = (sizeBytes: number) => ({ exists: true, kind: 'file', sizeBytes }) as const;

describe('the files of a bundle', () => {
  it('are those of the workspace that are there', () => {
    const items = bundleItems(
      [
        reference('../media/a.mp4'),
        reference('/data/workspace/media/b.mp4'),
        reference('../media/gone.mp4'),
        reference('/elsewhere/c.mp4'),
        reference('../out.mp4', true),
      ],
      {
        '../media/a.mp4': file(10),
        '/data/workspace/media/b.mp4': file(20),
        '../media/gone.mp4': { exists: false, reason: 'missing' },
        '/elsewhere/c.mp4': file(30),
        '../out.mp4': { exists: false, reason: 'missing' },
      },
      context,
    );
    expect(items.map(({ state, source }) => [state, source])).toEqual([
      ['file', 'media/a.mp4'],
      ['file', 'media/b.mp4'],
      ['missing', undefined],
      ['outside', undefined],
      ['output', undefined],
    ]);
  });

  it('come with their progress, folders with all that is in them', async () => {
    const items = bundleItems(
      [reference('../media/a.mp4'), reference('../images')],
      {
        '../media/a.mp4': file(4),
        '../images': { exists: true, kind: 'folder', sizeBytes: 4096 },
      },
      context,
    );
    const progress: BundleProgress[] = [];
    const files = await readBundleData(
      items,
      {
        list: async (folder) =>
          folder === 'images'
            ? [
                { path: 'images/deep', kind: 'folder', sizeBytes: 0 },
                { path: 'images/1.jpg', kind: 'file', sizeBytes: 2 },
              ]
            : [{ path: 'images/deep/2.jpg', kind: 'file', sizeBytes: 3 }],
        read: async (path, onBytes) => {
          onBytes(path.length > 12 ? 3 : path.includes('1.jpg') ? 2 : 4);
          return new TextEncoder().encode(path);
        },
      },
      (each) => progress.push(each),
    );
    expect(files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)])).toEqual([
      ['data/media/a.mp4', 'media/a.mp4'],
      ['data/images/1.jpg', 'images/1.jpg'],
      ['data/images/deep/2.jpg', 'images/deep/2.jpg'],
    ]);
    expect(progress[0]).toEqual({ doneBytes: 0, totalBytes: 9, path: 'media/a.mp4' });
    expect(progress.at(-1)).toMatchObject({ doneBytes: 9, totalBytes: 9 });
  });

  it('are refused before they fill the browser', async () => {
    const items = bundleItems(
      [reference('../media/a.mp4')],
      { '../media/a.mp4': file(MAX_BUNDLE_BYTES + 1) },
      context,
    );
    const reader = { list: async () => [], read: async () => new Uint8Array() };
    await expect(readBundleData(items, reader, () => undefined)).rejects.toThrow(
      'export --to bundle',
    );
  });
});
