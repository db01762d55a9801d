/** NVIDIA's checker of gst-launch texts, which judges a whole pipeline at each call. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { percentile } from '../statistics.ts';

/** Names the path of `validate_pipeline.py` in a checkout of the public repository NVIDIA/DeepStream. */
export const VALIDATE_PIPELINE_VARIABLE = 'PIPEWRIGHT_BENCH_VALIDATE_PIPELINE';

const NUM_CALLS = 5;
const TIMEOUT_MILLIS = 60_000;

/** Times the checker on a pipeline, in words: p50 of a call, with what it says; or why there is none. */
export function timeValidatePipeline(launchText: string): string {
  const script = process.env[VALIDATE_PIPELINE_VARIABLE];
  if (script === undefined || script === '') {
    return `not available (set ${VALIDATE_PIPELINE_VARIABLE} to its path)`;
  }
  if (!existsSync(script)) {
    return `not available (there is no ${script})`;
  }
  const timesMillis: number[] = [];
  let said = '';
  for (let call = 0; call < NUM_CALLS; call += 1) {
    const startedAt = performance.now();
    const result = spawnSync('python3', [script, '--format', 'summary', '--pipeline', launchText], {
      encoding: 'utf8',
      timeout: TIMEOUT_MILLIS,
    });
    timesMillis.push(performance.now() - startedAt);
    if (result.error) {
      const isTooLong = 'code' in result.error && result.error.code === 'E2BIG';
      return `not available (${isTooLong ? 'the text is too long for an argument' : result.error.message})`;
    }
    said = firstLine(result.stdout) || firstLine(result.stderr);
  }
  return `p50 ${percentile(timesMillis, 50).toFixed(0)} ms a call: "${said}"`;
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
