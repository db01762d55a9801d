import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFileFacts } from './file-facts.ts';

const sampleFolder = resolve(import.meta.dirname, '../../../examples/models/traffic');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-facts-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a config file comes with its text', async () => {
  const facts = await readFileFacts(join(sampleFolder, 'labels.txt'));
  expect(facts).toMatchObject({ exists: true, kind: 'file', text: expect.stringMatching(/\n/) });
});

test('a model comes with its header, not its bytes', async () => {
  const facts = await readFileFacts(join(sampleFolder, 'traffic_detector.onnx'));
  expect(facts).toMatchObject({ exists: true, onnx: { inputs: [{ name: 'input_1' }] } });
  expect(facts).not.toHaveProperty('text');
});

test('only that it is there, where no more may be told', async () => {
  for (const name of ['labels.txt', 'traffic_detector.onnx']) {
    const facts = await readFileFacts(join(sampleFolder, name), { withContent: false });
    expect(facts).toEqual({ exists: true, kind: 'file', sizeBytes: expect.any(Number) });
  }
});

test('a model that changed is read again', async () => {
  const path = join(folder, 'a.onnx');
  await writeFile(path, '');
  expect(await readFileFacts(path)).toMatchObject({ onnx: { problem: 'is empty' } });
  await writeFile(path, 'text');
  expect(await readFileFacts(path)).toMatchObject({
    onnx: { problem: expect.stringMatching(/no/) },
  });
  await writeFile(path, 'vers');
  await utimes(path, 0, 0);
  expect(await readFileFacts(path)).toMatchObject({ onnx: { isReadable: false } });
});

test('folders, and what is not there', async () => {
  expect(await readFileFacts(folder)).toEqual({ exists: true, kind: 'folder', sizeBytes: 0 });
  expect(await readFileFacts(join(folder, 'nosuch'))).toEqual({ exists: false, reason: 'missing' });
});
