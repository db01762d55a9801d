import { catalogueFor } from '@pipewright/catalogue';
import { expect, test } from 'vitest';
import { checkWithFiles } from './check-with-files.ts';
import type { FileFacts } from './files.ts';
import { documentOf } from './rule-harness.ts';

const document = documentOf({
  elements: { detector: ['nvinfer', { 'config-file-path': 'configs/detector.txt' }] },
});
const catalogue = catalogueFor(document.target);

function factsOf(text: string): FileFacts {
  return { exists: true, kind: 'file', sizeBytes: text.length, text };
}

test('a config is asked for, then the files that it names', async () => {
  const rounds: (readonly string[])[] = [];
  const disk = new Map<string, FileFacts>([
    ['configs/detector.txt', factsOf('[property]\ngie-unique-id=1\nonnx-file=../m.onnx\n')],
    ['m.onnx', { exists: false, reason: 'missing' }],
  ]);
  const { diagnostics } = await checkWithFiles(document, catalogue, async (paths) => {
    rounds.push(paths);
    return disk;
  });
  expect(rounds[0]).toEqual(['configs/detector.txt']);
  expect(diagnostics.map(({ message }) => message)).toContainEqual(
    expect.stringContaining("the model '../m.onnx' does not exist"),
  );
});

test('a reader that knows nothing ends the asking', async () => {
  let numRounds = 0;
  await checkWithFiles(document, catalogue, async () => {
    numRounds += 1;
    return new Map();
  });
  expect(numRounds).toBeLessThan(10);
});
