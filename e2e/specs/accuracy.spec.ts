import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  type Box,
  precision,
  recall,
  type Scored,
  type Tally,
  tallyFrame,
} from '../support/detections.ts';
import { pipewright, ROOT } from '../support/processes.ts';

const SAMPLE = resolve(ROOT, 'examples/pipelines/four-cameras.pipeline.yaml');
/** In the order of the muxer's pads. */
const CLIPS = ['junction', 'highway', 'street', 'plaza'];

interface Truth {
  readonly width: number;
  readonly height: number;
  readonly frameCount: number;
  readonly frames: readonly (readonly Box[])[];
}

interface MetadataLine {
  readonly source: number;
  readonly frame: number;
  readonly width: number;
  readonly height: number;
  readonly objects: readonly (Scored & { readonly trackId: string })[];
}

test('the sample, headless, detects what is in its clips', async () => {
  test.setTimeout(300_000);
  const folder = await mkdtemp(join(tmpdir(), 'pipewright-accuracy-'));
  try {
    const metadataPath = join(folder, 'metadata.jsonl');
    const run = await pipewright([
      'run',
      SAMPLE,
      '--param',
      'loop=false',
      '--runtime',
      'standin',
      '--json',
      '--metadata',
      metadataPath,
    ]);
    expect(run.exitCode, run.stderr).toBe(0);
    const summary = JSON.parse(run.stdout);
    expect(summary).toMatchObject({
      runtime: 'standin',
      state: 'finished',
      errors: [],
    });

    const truths = CLIPS.map(
      (clip): Truth =>
        JSON.parse(readFileSync(resolve(ROOT, `examples/media/${clip}.truth.json`), 'utf8')),
    );
    const lines: MetadataLine[] = readFileSync(metadataPath, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const tallies: Tally[] = CLIPS.map(() => ({
      truePositives: 0,
      falsePositives: 0,
      falseNegatives: 0,
    }));
    const numFrames = CLIPS.map(() => 0);
    for (const line of lines) {
      const truth = truths[line.source];
      const tally = tallies[line.source];
      const boxes = truth?.frames[line.frame];
      if (!truth || !tally || !boxes) {
        throw new Error(`No truth for frame ${line.frame} of source ${line.source}.`);
      }
      const scaleX = truth.width / line.width;
      const scaleY = truth.height / line.height;
      numFrames[line.source] = (numFrames[line.source] ?? 0) + 1;
      tallyFrame(
        tally,
        boxes,
        line.objects.map((object) => ({
          ...object,
          left: object.left * scaleX,
          top: object.top * scaleY,
          width: object.width * scaleX,
          height: object.height * scaleY,
        })),
      );
    }

    for (const [index, clip] of CLIPS.entries()) {
      const tally = tallies[index];
      if (!tally) {
        throw new Error(`No tally for ${clip}.`);
      }
      const result = `${clip}: precision ${precision(tally).toFixed(3)}, recall ${recall(tally).toFixed(3)}`;
      process.stdout.write(`  ${result}\n`);
      expect(numFrames[index], `${clip}: every frame has metadata`).toBe(truths[index]?.frameCount);
      expect(precision(tally), result).toBeGreaterThanOrEqual(0.85);
      expect(recall(tally), result).toBeGreaterThanOrEqual(0.85);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
