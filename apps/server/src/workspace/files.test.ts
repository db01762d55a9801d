import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const documentPath = 'pipelines/a.pipeline.yaml';

describe('files of the workspace', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer({
      files: {
        [documentPath]: 'formatVersion: 1\n',
        'models/cars/nvinfer.txt': '[property]\n',
        'models/cars/model.onnx': 'weights',
        'media/.hidden': '',
      },
    });
  });
  afterEach(() => server.close());

  it('are listed folder by folder, folders first, hidden ones left out', async () => {
    expect(await server.api.files.list.query({ folder: '' })).toEqual([
      { path: 'media', kind: 'folder', sizeBytes: 0 },
      { path: 'models', kind: 'folder', sizeBytes: 0 },
      { path: 'pipelines', kind: 'folder', sizeBytes: 0 },
      { path: 'runs', kind: 'folder', sizeBytes: 0 },
    ]);
    expect(await server.api.files.list.query({ folder: 'models/cars' })).toEqual([
      { path: 'models/cars/model.onnx', kind: 'file', sizeBytes: 7 },
      { path: 'models/cars/nvinfer.txt', kind: 'file', sizeBytes: 11 },
    ]);
    expect(await server.api.files.list.query({ folder: 'media' })).toEqual([]);
  });

  it('are not listed outside the workspace', async () => {
    await symlink('/etc', join(server.workspace, 'models/etc'));
    for (const folder of ['..', '/etc', 'models/../..', 'models/etc']) {
      await expect(server.api.files.list.query({ folder }), folder).rejects.toThrow('outside');
    }
    await expect(server.api.files.list.query({ folder: 'nowhere' })).rejects.toThrow('"nowhere"');
  });

  it('have facts by the path as the document writes it, with the text of configs', async () => {
    const paths = [
      '../models/cars/nvinfer.txt',
      '../models/cars/model.onnx',
      '../models',
      'no.txt',
    ];
    expect(await server.api.files.facts.query({ documentPath, paths })).toEqual({
      '../models/cars/nvinfer.txt': {
        exists: true,
        kind: 'file',
        sizeBytes: 11,
        text: '[property]\n',
      },
      '../models/cars/model.onnx': {
        exists: true,
        kind: 'file',
        sizeBytes: 7,
        onnx: { isReadable: false, problem: expect.stringContaining('is no ONNX model') },
      },
      '../models': { exists: true, kind: 'folder', sizeBytes: 0 },
      'no.txt': { exists: false, reason: 'missing' },
    });
  });

  it('show nothing of what is in files outside the workspace', async () => {
    const outside = join(server.workspace, '..', 'secret.txt');
    await writeFile(outside, 'secret');
    await symlink(outside, join(server.workspace, 'pipelines/link.txt'));
    const facts = await server.api.files.facts.query({
      documentPath,
      paths: ['../../secret.txt', outside, 'link.txt'],
    });
    expect(facts).toEqual({
      '../../secret.txt': { exists: false, reason: 'outside-allowed-folders' },
      [outside]: { exists: true, kind: 'file', sizeBytes: 6 },
      'link.txt': { exists: false, reason: 'outside-allowed-folders' },
    });
  });
});
