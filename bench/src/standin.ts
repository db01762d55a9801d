/** The stand-in beside what it stands on: ONNX Runtime alone, FFmpeg's decoder alone; and its tracker's time. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './statistics.ts';

const NUM_PAIRS = 5;
/** Enough that what the first ones allocate does not count. */
const NUM_BATCHES = 150;
/** Batch size of the sample's detector, and streams that are decoded at once. */
const NUM_STREAMS = 4;
/** How often each stream shows the video. */
const NUM_VIDEO_RUNS = 2;
const NUM_OBJECTS = 500;
const NUM_FRAMES = 40;

interface BenchContext {
  readonly root: string;
  readonly build: string;
  readonly env: NodeJS.ProcessEnv;
}

function output({ env }: BenchContext, command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env });
  if (error !== undefined || status !== 0) {
    throw new Error(`${command} ended with ${status}:\n${error?.message ?? stderr}`);
  }
  return stdout;
}

const lines = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

function benchDetector(context: BenchContext): void {
  const { root, build } = context;
  const video = join(root, 'examples/media/junction.mp4');
  const pairs = lines<{ bare: number; pipeline: number }>(
    output(context, join(build, 'bench/bench-detector'), [
      join(root, 'examples/models/traffic/nvinfer.txt'),
      String(NUM_BATCHES),
      String(NUM_PAIRS),
      ...Array.from({ length: NUM_STREAMS }, () => video),
    ]),
  );
  const ratio = median(pairs.map(({ bare, pipeline }) => pipeline / bare));
  console.log(
    `detector at batch ${NUM_STREAMS}: ONNX Runtime alone ` +
      `${median(pairs.map(({ bare }) => bare)).toFixed(1)} frames/s, nvstreammux ! nvinfer ` +
      `${median(pairs.map(({ pipeline }) => pipeline)).toFixed(1)} frames/s, ratio ${ratio.toFixed(3)}`,
  );
}

function benchDecoder(context: BenchContext): void {
  const { root, build } = context;
  const pairs = lines<{ bare: number; standin: number }>(
    output(context, join(build, 'bench/bench-decoder'), [
      String(NUM_STREAMS),
      String(NUM_VIDEO_RUNS),
      String(NUM_PAIRS),
      join(root, 'examples/media/junction.mp4'),
    ]),
  );
  const ratio = median(pairs.map(({ bare, standin }) => standin / bare));
  console.log(
    `decoder with ${NUM_STREAMS} streams: avdec_h264 ` +
      `${median(pairs.map(({ bare }) => bare)).toFixed(1)} frames/s, nvv4l2decoder ` +
      `${median(pairs.map(({ standin }) => standin)).toFixed(1)} frames/s, ratio ${ratio.toFixed(3)}`,
  );
}

const management = `TargetManagement:
  maxTargetsPerStream: 600
  minTrackerConfidence: 0.3
  probationAge: 2
`;
const cascade = `DataAssociator:
  associationMatcherType: 1
  usePrediction4Assoc: 1
  matchingScoreWeight4Iou: 0.8
  matchingScoreWeight4SizeSimilarity: 0.2
  tentativeDetectorConfidence: 0.6
`;

/** The kinds of tracker, each as small as it goes. */
const trackers: Readonly<Record<string, string>> = {
  IOU: management,
  NvSORT: `${management}${cascade}StateEstimator:\n  stateEstimatorType: 2\n`,
  NvDCF: `${management}${cascade}StateEstimator:\n  stateEstimatorType: 1\nVisualTracker:\n  visualTrackerType: 1\n`,
};

function benchTracker(context: BenchContext): void {
  const folder = mkdtempSync(join(tmpdir(), 'pipewright-bench-'));
  try {
    for (const [name, config] of Object.entries(trackers)) {
      const path = join(folder, `${name}.yml`);
      writeFileSync(path, `%YAML:1.0\n${config}`);
      const [result] = lines<{ milliseconds: number; reported: number }>(
        output(context, join(context.build, 'bench/bench-tracker'), [
          String(NUM_OBJECTS),
          String(NUM_FRAMES),
          path,
        ]),
      );
      console.log(
        `tracker ${name}, ${NUM_OBJECTS} objects: ${result?.milliseconds.toFixed(2)} ms a frame, ` +
          `${result?.reported} reported`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prints frames per second and milliseconds with their ratios (1.00 = as fast as alone). */
export default function benchStandin(root: string): void {
  const build = join(root, 'native-runner/build');
  const context = {
    root,
    build,
    env: { ...process.env, GST_PLUGIN_PATH: join(build, 'standin') },
  };
  const programs = ['bench-decoder', 'bench-detector', 'bench-tracker'];
  output(context, 'ninja', ['-C', build, ...programs.map((name) => `bench/${name}`)]);
  benchDetector(context);
  benchDecoder(context);
  benchTracker(context);
}
