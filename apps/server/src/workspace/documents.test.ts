import { readdir, readFile, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TRPCClientError } from '@trpc/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Received, startTestServer, type TestServer } from '../testing/test-server.ts';
import type { AppRouter } from '../trpc/app-router.ts';
import type { DocumentChange } from '../trpc/context.ts';

const path = 'pipelines/first.pipeline.yaml';
const text = `# mine
formatVersion: 1
name: First
target: { platform: dgpu, deepstream: "9.1", streammux: legacy }
elements:
  source: { factory: videotestsrc }
`;

type ClientError = TRPCClientError<AppRouter>;

async function refusalOf(request: Promise<unknown>): Promise<ClientError> {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeDefined();
  return error as ClientError;
}

describe('documents', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer({ files: { [path]: text } });
  });
  afterEach(() => server.close());

  it('are listed by the name inside them, unreadable ones by their file', async () => {
    const broken = join(server.workspace, 'pipelines/broken.pipeline.yaml');
    await writeFile(broken, 'elements: {');
    await writeFile(join(server.workspace, 'pipelines/notes.txt'), 'no document');
    const entries = await server.api.documents.list.query();
    expect(entries.map((entry) => [entry.name, entry.path])).toEqual([
      ['broken', 'pipelines/broken.pipeline.yaml'],
      ['First', path],
    ]);
  });

  it('are saved with their layout, and come back as saved', async () => {
    const opened = await server.api.documents.open.query({ path });
    expect(opened).toMatchObject({ path, text, layout: { elements: {} } });
    const layout = { elements: { source: { x: 10, y: 20.5 } } };
    const changed = `${text}  sink: { factory: fakesink }\n`;
    const { revision } = await server.api.documents.save.mutate({
      path,
      text: changed,
      layout,
      baseRevision: opened.revision,
    });
    expect(await server.api.documents.open.query({ path })).toEqual({
      path,
      text: changed,
      layout,
      revision,
    });
    const names = await readdir(join(server.workspace, 'pipelines'));
    expect(names.sort()).toEqual(['first.layout.json', 'first.pipeline.yaml']);
  });

  it('are not overwritten when they changed since they were opened', async () => {
    const { revision } = await server.api.documents.open.query({ path });
    const theirs = `${text}# theirs\n`;
    await writeFile(join(server.workspace, path), theirs);
    const error = await refusalOf(
      server.api.documents.save.mutate({ path, text: 'mine', baseRevision: revision }),
    );
    expect(error.data).toMatchObject({ code: 'CONFLICT', httpStatus: 409 });
    const conflict = error.data?.conflict;
    expect(conflict).toMatchObject({ path, currentText: theirs });
    expect(await readFile(join(server.workspace, path), 'utf8')).toBe(theirs);
    await server.api.documents.save.mutate({
      path,
      text: 'merged',
      baseRevision: conflict?.currentRevision ?? '',
    });
    expect(await readFile(join(server.workspace, path), 'utf8')).toBe('merged');
  });

  it('lose no save when two come at once: one wins, the other is told', async () => {
    const { revision } = await server.api.documents.open.query({ path });
    const saves = ['one', 'two'].map((mine) =>
      server.api.documents.save.mutate({ path, text: mine, baseRevision: revision }),
    );
    const results = await Promise.allSettled(saves);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = results[0]?.status === 'fulfilled' ? 'one' : 'two';
    expect(await readFile(join(server.workspace, path), 'utf8')).toBe(winner);
  });

  it('are told of as deleted when they are, and can be written anew', async () => {
    const { revision } = await server.api.documents.open.query({ path });
    await unlink(join(server.workspace, path));
    const save = { path, text: 'kept' };
    const error = await refusalOf(
      server.api.documents.save.mutate({ ...save, baseRevision: revision }),
    );
    expect(error.message).toContain('was deleted');
    expect(error.data?.conflict).toEqual({ path, currentRevision: '', currentText: '' });
    await server.api.documents.save.mutate({ ...save, baseRevision: '' });
    expect(await readFile(join(server.workspace, path), 'utf8')).toBe('kept');
  });

  it('get a free file name when they are made', async () => {
    const first = await server.api.documents.create.mutate({ name: 'Zwei Straßen: Nord/Süd' });
    const second = await server.api.documents.create.mutate({ name: 'Zwei Straßen: Nord/Süd' });
    expect(first.path).toBe('pipelines/zwei-stra-en-nord-sud.pipeline.yaml');
    expect(second.path).toBe('pipelines/zwei-stra-en-nord-sud-2.pipeline.yaml');
    expect(first.text).toContain('Zwei Straßen: Nord/Süd');
    const copy = await server.api.documents.create.mutate({ name: 'First', text });
    expect(copy).toMatchObject({ path: 'pipelines/first-2.pipeline.yaml', text });
  });

  it('are renamed with their layout, keeping comments', async () => {
    await server.api.documents.saveLayout.mutate({
      path,
      layout: { elements: { source: { x: 1, y: 2 } } },
    });
    const renamed = await server.api.documents.rename.mutate({ path, name: 'Second' });
    expect(renamed.path).toBe('pipelines/second.pipeline.yaml');
    const opened = await server.api.documents.open.query(renamed);
    expect(opened.text).toContain('# mine');
    expect(opened.text).toContain('name: Second');
    expect(opened.layout.elements).toEqual({ source: { x: 1, y: 2 } });
    const error = await refusalOf(server.api.documents.open.query({ path }));
    expect(error.data?.code).toBe('NOT_FOUND');
  });

  it('are deleted only as they were seen', async () => {
    const { revision } = await server.api.documents.open.query({ path });
    const error = await refusalOf(
      server.api.documents.delete.mutate({ path, baseRevision: 'another' }),
    );
    expect(error.data?.code).toBe('CONFLICT');
    await server.api.documents.delete.mutate({ path, baseRevision: revision });
    expect(await server.api.documents.list.query()).toEqual([]);
  });

  it('are out of reach when they are outside the workspace', async () => {
    const secret = join(server.workspace, '..', 'secret.pipeline.yaml');
    await writeFile(secret, 'formatVersion: 1\nname: Secret\n');
    await symlink(secret, join(server.workspace, 'pipelines/link.pipeline.yaml'));
    const attempts = [
      '../secret.pipeline.yaml',
      'pipelines/../../secret.pipeline.yaml',
      secret,
      'pipelines/link.pipeline.yaml',
      'pipelines/\0.pipeline.yaml',
      'pipelines/%2e%2e/%2e%2e/secret.pipeline.yaml',
      'models/secret.pipeline.yaml',
      'pipelines/first.layout.json',
    ];
    for (const attempt of attempts) {
      const opened = await refusalOf(server.api.documents.open.query({ path: attempt }));
      expect(opened.data?.code, attempt).toMatch(/^(FORBIDDEN|BAD_REQUEST|NOT_FOUND)$/);
      expect(opened.message).not.toContain('Secret');
      const saved = await refusalOf(
        server.api.documents.save.mutate({ path: attempt, text: 'x', baseRevision: '' }),
      );
      expect(saved.data?.code, attempt).toMatch(/^(FORBIDDEN|BAD_REQUEST)$/);
    }
    expect(await readFile(secret, 'utf8')).toContain('Secret');
    expect((await server.api.documents.list.query()).map((entry) => entry.path)).toEqual([path]);
  });

  it('tell their changes, whoever makes them', async () => {
    const received = new Received<DocumentChange[]>();
    const isTold = (file: string, isThere: boolean) =>
      received.first((changes) =>
        changes.some((change) => change.path === file && (change.revision !== null) === isThere),
      );
    const subscription = server.api.documents.onChange.subscribe(undefined, {
      ...received.handlers,
      onStarted: () => void writeFile(join(server.workspace, path), 'from outside'),
    });
    await isTold(path, true);
    const made = await server.api.documents.create.mutate({ name: 'Made here' });
    await isTold(made.path, true);
    await unlink(join(server.workspace, path));
    await isTold(path, false);
    subscription.unsubscribe();
  });
});
