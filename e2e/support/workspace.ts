/** Scratch workspaces and documents for tests. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ROOT } from './processes.ts';

/** A folder that is removed when the callback has ended. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pipewright-e2e-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Copies the sample media and model beside `pipelines/`, and writes a document there. */
export async function writeWorkspace(folder: string, documentText: string): Promise<string> {
  await mkdir(join(folder, 'pipelines'), { recursive: true });
  await cp(resolve(ROOT, 'examples/media'), join(folder, 'media'), {
    recursive: true,
  });
  await cp(resolve(ROOT, 'examples/models'), join(folder, 'models'), {
    recursive: true,
  });
  const path = join(folder, 'pipelines', 'test.pipeline.yaml');
  await writeFile(path, documentText);
  return path;
}

/** One clip through the detector into a sink; each part can be replaced. */
export function detectorDocument({
  uri = '../media/street.mp4',
  config = '../models/traffic/nvinfer.txt',
  files = '',
}: {
  uri?: string;
  config?: string;
  files?: string;
} = {}): string {
  return `formatVersion: 1
name: One clip
target: { platform: dgpu, deepstream: "9.1", streammux: legacy }
elements:
  camera:
    factory: nvurisrcbin
    properties:
      uri: ${uri}
  mux:
    factory: nvstreammux
    properties:
      batch-size: 1
      width: 640
      height: 360
  detector:
    factory: nvinfer
    properties:
      config-file-path: ${config}
  sink:
    factory: fakesink
    properties:
      sync: false
links:
  - camera.vsrc_%u -> mux.sink_0
  - mux.src -> detector.sink
  - detector.src -> sink.sink
${files}`;
}
