/** The sample under the runner with telemetry, beside bare gst-launch-1.0 on the same elements. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyEdit, type Edit, parseDocument, printDocument } from '@pipewright/graph';
import { median } from './statistics.ts';

const NUM_PAIRS = 3;

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (status !== 0) {
    throw new Error(`${command} ended with ${status}:\n${stderr}`);
  }
  return (performance.now() - startedAt) / 1000;
}

/** The sample as fast as it goes: unclocked sink, no loop. */
function unclockedSample(root: string, folder: string): string {
  const source = join(root, 'examples/pipelines/four-cameras.pipeline.yaml');
  const parsed = parseDocument(readFileSync(source, 'utf8'));
  if (!parsed.ok) {
    throw new Error(parsed.errors.map((error) => error.message).join('\n'));
  }
  const edits: Edit[] = Object.entries(parsed.document.elements).flatMap(
    ([name, element]): Edit[] => {
      switch (element.factory) {
        case 'nveglglessink':
          return [
            {
              kind: 'set-property',
              element: name,
              property: 'sync',
              value: false,
            },
          ];
        case 'nvurisrcbin': {
          const uri = String(element.properties.uri).replace('../', join(root, 'examples/'));
          return [
            {
              kind: 'set-property',
              element: name,
              property: 'uri',
              value: uri,
            },
            {
              kind: 'set-property',
              element: name,
              property: 'file-loop',
              value: false,
            },
          ];
        }
        case 'nvinfer':
          return [
            {
              kind: 'set-property',
              element: name,
              property: 'config-file-path',
              value: join(root, 'examples/models/traffic/nvinfer.txt'),
            },
          ];
        default:
          return [];
      }
    },
  );
  const edited = applyEdit(parsed.document, {
    kind: 'batch',
    label: 'unclocked',
    edits,
  });
  if (!edited.ok) {
    throw new Error(edited.error.message);
  }
  const path = join(folder, 'sample.pipeline.yaml');
  writeFileSync(path, printDocument(edited.document));
  return path;
}

/** Prints the median seconds of both and their ratio (1.00 = as fast as gst-launch-1.0). */
export default async function benchThroughput(root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pipewright-bench-'));
  try {
    const cli = join(root, 'apps/cli/dist/main.js');
    const sample = unclockedSample(root, folder);
    const script = join(folder, 'launch.sh');
    const exported = spawnSync(process.execPath, [cli, 'export', sample, '--to', 'gst-launch'], {
      encoding: 'utf8',
    });
    if (exported.status !== 0) {
      throw new Error(exported.stderr);
    }
    writeFileSync(script, exported.stdout);
    const standin = {
      GST_PLUGIN_PATH: join(root, 'native-runner/build/standin'),
    };

    const ours: number[] = [];
    const bare: number[] = [];
    for (let pair = 0; pair < NUM_PAIRS; pair += 1) {
      ours.push(run(process.execPath, [cli, 'run', sample, '--runtime', 'standin', '--json']));
      bare.push(run('sh', [script], standin));
    }
    console.log(
      `runner ${median(ours).toFixed(2)} s, gst-launch-1.0 ${median(bare).toFixed(2)} s, ` +
        `ratio ${(median(bare) / median(ours)).toFixed(3)} (medians of ${NUM_PAIRS} alternating pairs)`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
