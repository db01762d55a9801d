import { mkdir, readdir, readFile, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TRPCClientError } from '@trpc/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Received, startTestServer, type TestServer } from '../testing/test-server.ts';
import type { AppRouter } from '../trpc/app-router.ts';

const path = 'models/cars/nvinfer.txt';
const text = '[property]\nbatch-size=4 # r\u00e4der\n';

async function refusalOf(request: Promise<unknown>): Promise<TRPCClientError<AppRouter>> {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeDefined();
  return error as TRPCClientError<AppRouter>;
}

describe('text files of the workspace', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer({ files: { [path]: text } });
  });
  afterEach(() => server.close());

  const onDisk = () => readFile(join(server.workspace, path), 'utf8');

  it('are opened with a revision and saved on top of it', async () => {
    const opened = await server.api.files.open.query({ path });
    expect(opened).toMatchObject({ path, text, isWritable: true });
    const { revision } = await server.api.files.save.mutate({
      path,
      text: '[property]\n',
      baseRevision: opened.revision,
    });
    expect(await onDisk()).toBe('[property]\n');
    expect((await server.api.files.open.query({ path })).revision).toBe(revision);
    expect(await readdir(join(server.workspace, 'models/cars'))).toEqual(['nvinfer.txt']);
  });

  it('are not overwritten when somebody else changed or deleted them', async () => {
    const { revision } = await server.api.files.open.query({ path });
    await writeFile(join(server.workspace, path), 'theirs');
    const save = () => server.api.files.save.mutate({ path, text: 'mine', baseRevision: revision });
    const changed = await refusalOf(save());
    expect(changed.data?.conflict).toMatchObject({ path, currentText: 'theirs' });
    expect(await onDisk()).toBe('theirs');
    await unlink(join(server.workspace, path));
    const deleted = await refusalOf(save());
    expect(deleted.message).toContain('was deleted');
    expect(deleted.data?.conflict).toMatchObject({ currentRevision: '' });
  });

  it('are made with their folders, and never in the place of another one', async () => {
    const created = 'configs/new/analytics.txt';
    await server.api.files.save.mutate({ path: created, text: 'a', baseRevision: '' });
    expect(await readFile(join(server.workspace, created), 'utf8')).toBe('a');
    const error = await refusalOf(
      server.api.files.save.mutate({ path: created, text: 'b', baseRevision: '' }),
    );
    expect(error.message).toBe(`"${created}" is there already.`);
    expect(await readFile(join(server.workspace, created), 'utf8')).toBe('a');
  });

  it('lie in the workspace: nothing else is read or written', async () => {
    const outside = join(server.workspace, '..', 'secret.txt');
    await writeFile(outside, 'secret');
    await symlink(outside, join(server.workspace, 'models/link.txt'));
    await symlink(join(server.workspace, '..'), join(server.workspace, 'models/up'));
    for (const way of ['../secret.txt', outside, 'models/link.txt', 'models/up/secret.txt']) {
      await expect(server.api.files.open.query({ path: way }), way).rejects.toThrow('outside');
      await expect(
        server.api.files.save.mutate({ path: way, text: '', baseRevision: '' }),
        way,
      ).rejects.toThrow('outside');
    }
    expect(await readFile(outside, 'utf8')).toBe('secret');
  });

  it('are refused with the reason when they are no editable text', async () => {
    const put = (name: string, bytes: Uint8Array) =>
      writeFile(join(server.workspace, 'models', name), bytes);
    await put('model.onnx', new Uint8Array([8, 0, 7]));
    await put('latin.txt', new Uint8Array([0x72, 0xe4, 0x64]));
    await put('large.txt', new Uint8Array(1024 * 1024 + 1).fill(0x61));
    await mkdir(join(server.workspace, 'models/folder'));
    const reason = async (name: string) =>
      (await refusalOf(server.api.files.open.query({ path: `models/${name}` }))).message;
    expect(await reason('model.onnx')).toBe('"models/model.onnx" is not a text file.');
    expect(await reason('latin.txt')).toContain('UTF-8');
    expect(await reason('large.txt')).toContain('1.0 MiB');
    expect(await reason('folder')).toContain('is a folder');
    expect(await reason('none.txt')).toBe('There is no file "models/none.txt".');
  });

  it('leave pipeline documents to those who save documents', async () => {
    const error = await refusalOf(
      server.api.files.save.mutate({
        path: 'pipelines/a.pipeline.yaml',
        text: '',
        baseRevision: '',
      }),
    );
    expect(error.message).toContain('is a pipeline document');
  });

  it('tell when somebody else changes them', async () => {
    const received = new Received<string | null>();
    const subscription = server.api.files.onChange.subscribe({ path }, received.handlers);
    // The watch begins some time after the request: write until it is seen.
    let number = 0;
    let written: Promise<void> = Promise.resolve();
    const writing = setInterval(() => {
      number += 1;
      written = writeFile(join(server.workspace, path), `theirs ${number}`);
    }, 20);
    const revision = await received.first((value) => value !== null);
    clearInterval(writing);
    await written;
    expect(revision).toMatch(/^[0-9a-f]{32}$/);
    await unlink(join(server.workspace, path));
    await received.first((value) => value === null);
    subscription.unsubscribe();
  });
});
