import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogueFor } from '@pipewright/catalogue';
import { emptyDocument, type PipelineDocument } from '@pipewright/graph';
import { Deployment } from 'kubernetes-models/apps/v1';
import { ConfigMap, PersistentVolumeClaim, Service } from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ExportFormat, ExportProfile } from '../export/export-format.ts';
import { healthCheck } from './health-check.ts';
import { dockerExport } from './write-docker.ts';
import { kubernetesExport } from './write-kubernetes.ts';

const document: PipelineDocument = {
  ...emptyDocument('Front Door #1'),
  parameters: {
    camera: { type: 'uri', description: "The door's camera" },
    interval: { type: 'integer', default: 2 },
    token: { type: 'string', secret: true },
  },
  elements: {
    source: { factory: 'nvurisrcbin', properties: { uri: '${camera}' }, pads: {} },
    mux: { factory: 'nvstreammux', properties: { 'batch-size': 1 }, pads: {} },
    detector: {
      factory: 'nvinfer',
      properties: { 'config-file-path': 'models/detector.txt', interval: '${interval}' },
      pads: {},
    },
    convert: { factory: 'nvmsgconv', properties: { config: 'schema/places.txt' }, pads: {} },
    broker: {
      factory: 'nvmsgbroker',
      properties: { 'conn-str': 'kafka;9092', topic: '${token}', 'proto-lib': '/opt/lib.so' },
      pads: {},
    },
  },
  links: [
    { from: { element: 'source', pad: 'vsrc_%u' }, to: { element: 'mux', pad: 'sink_0' } },
    { from: { element: 'mux', pad: 'src' }, to: { element: 'detector', pad: 'sink' } },
    { from: { element: 'detector', pad: 'src' }, to: { element: 'convert', pad: 'sink' } },
    { from: { element: 'convert', pad: 'src' }, to: { element: 'broker', pad: 'sink' } },
  ],
  files: {
    'models/detector.txt': '[property]\nonnx-file=../common/a.onnx\n',
    'schema/places.txt': '[sensor0]\nenable=1\nid=door\n',
  },
};

function write(format: ExportFormat, profile: ExportProfile = 'production', of = document) {
  const result = format.write(of, {
    catalogue: catalogueFor(of.target),
    documentFolder: '/srv/pipelines',
    profile,
  });
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  const texts = new Map(result.files.map(({ path, text }) => [path, text]));
  return {
    notes: result.notes,
    text: (path: string) => texts.get(path) ?? '',
    paths: [...texts.keys()],
  };
}

describe('Docker', () => {
  test('compose asks for a GPU, checks health, and takes settings from the environment', () => {
    const { text } = write(dockerExport);
    const compose = parse(text('compose.yaml'));
    const service = compose.services['front-door-1'];
    expect(service.deploy.resources.reservations.devices[0].capabilities).toContain('gpu');
    expect(service.healthcheck.test).toEqual(['CMD', 'python3', 'healthcheck.py']);
    expect(service.restart).toBe('unless-stopped');
    expect(service.environment).toMatchObject({
      PIPELINE_CAMERA: '${PIPELINE_CAMERA:?set it in .env}',
      TOKEN: '${TOKEN:?set it in .env}',
      DATA_FOLDER: '/data/pipelines',
    });
    expect(text('.env.example')).toContain('PIPELINE_INTERVAL=2\n');
    expect(text('.env.example')).toContain("# The door's camera\nPIPELINE_CAMERA=\n");
  });

  test('the image checks its own health, and brings the config files along', () => {
    const { text, paths } = write(dockerExport);
    expect(text('Dockerfile')).toMatch(/^FROM \$\{DEEPSTREAM_IMAGE\}$/m);
    expect(text('Dockerfile')).toMatch(/^HEALTHCHECK [\s\S]*healthcheck\.py"\]\nENTRYPOINT/m);
    expect(paths).toContain('files/models/detector.txt');
    expect(text('README.md')).toContain('docker compose up');
  });

  test('Jetson has a runtime instead of device reservations', () => {
    const jetson = { ...document, target: { ...document.target, platform: 'jetson' as const } };
    const service = parse(write(dockerExport, 'development', jetson).text('compose.yaml')).services[
      'front-door-1'
    ];
    expect(service.runtime).toBe('nvidia');
    expect(service.deploy).toBeUndefined();
    expect(service.restart).toBeUndefined();
  });

  test('no secret is in any file, and what is to be set is said', () => {
    const { notes } = write(dockerExport);
    const places = notes.filter(({ message }) => /set PIPELINE_CAMERA/.test(message));
    expect(places.map(({ place }) => place)).toEqual([{ parameter: 'camera' }]);
  });

  test('a sink that opens a window is said', () => {
    const windowed = {
      ...document,
      elements: {
        ...document.elements,
        broker: { factory: 'nveglglessink', properties: {}, pads: {} },
      },
    };
    expect(write(dockerExport, 'production', windowed).notes).toContainEqual({
      kind: 'advice',
      message: expect.stringContaining('window'),
      place: { element: 'broker' },
    });
  });
});

describe('Kubernetes', () => {
  test('every manifest is valid by the schemas of Kubernetes', () => {
    const { text } = write(kubernetesExport);
    expect(() => new Deployment(parse(text('deployment.yaml'))).validate()).not.toThrow();
    expect(() => new Service(parse(text('service.yaml'))).validate()).not.toThrow();
    expect(() => new ConfigMap(parse(text('settings.yaml'))).validate()).not.toThrow();
    expect(() => new ConfigMap(parse(text('config-files.yaml'))).validate()).not.toThrow();
    expect(() => new PersistentVolumeClaim(parse(text('storage.yaml'))).validate()).not.toThrow();
    expect(() =>
      new Deployment({ ...parse(text('deployment.yaml')), spec: {} } as never).validate(),
    ).toThrow();
  });

  test('the pod has a GPU, probes, settings, the secret by reference and its files in place', () => {
    const { text } = write(kubernetesExport);
    const { containers, volumes } = parse(text('deployment.yaml')).spec.template.spec;
    const [container] = containers;
    expect(container.resources.limits['nvidia.com/gpu']).toBe(1);
    expect(container.livenessProbe.exec.command).toEqual(['python3', 'healthcheck.py']);
    expect(container.env).toContainEqual({
      name: 'TOKEN',
      valueFrom: { secretKeyRef: { name: 'front-door-1-secrets', key: 'TOKEN' } },
    });
    const { items } = volumes.find(({ name }: { name: string }) => name === 'files').configMap;
    expect(items).toContainEqual({ key: 'models.detector.txt', path: 'models/detector.txt' });
    expect(Object.keys(parse(text('config-files.yaml')).data)).toContain('models.detector.txt');
    expect(parse(text('settings.yaml')).data).toEqual({
      PIPELINE_CAMERA: '',
      PIPELINE_INTERVAL: '2',
    });
  });

  test('kustomize names every manifest', () => {
    const { text, paths } = write(kubernetesExport);
    const manifests = paths.filter(
      (path) => /^[a-z-]+\.yaml$/.test(path) && path !== 'kustomization.yaml',
    );
    expect(parse(text('kustomization.yaml')).resources.toSorted()).toEqual(manifests.toSorted());
  });
});

test('an empty pipeline is an error, not an export', () => {
  for (const format of [dockerExport, kubernetesExport]) {
    const result = format.write(emptyDocument('x'), {
      catalogue: catalogueFor(document.target),
      documentFolder: '/work',
    });
    expect(result.ok).toBe(false);
  }
});

test('the health check passes while frames come, and fails when they stop or nothing answers', async () => {
  let frames = 10;
  const server = createServer((_, response) => {
    response.end(`# HELP x\ndeepstream_frames_processed_total{source="0"} ${frames}.0\n`);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const folder = mkdtempSync(join(tmpdir(), 'health-'));
  const script = join(folder, 'healthcheck.py');
  writeFileSync(script, healthCheck(true));
  const port = String((server.address() as AddressInfo).port);
  const check = () =>
    new Promise<number | null>((finished) => {
      spawn('python3', [script], {
        env: { ...process.env, METRICS_PORT: port, HEALTH_STATE: join(folder, 'state') },
      }).on('close', finished);
    });
  try {
    expect(await check()).toBe(0);
    expect(await check()).toBe(1);
    frames = 25;
    expect(await check()).toBe(0);
    server.close();
    server.closeAllConnections();
    expect(await check()).toBe(1);
    writeFileSync(script, healthCheck(false));
    expect(spawnSync('python3', ['-m', 'py_compile', script]).status).toBe(0);
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
