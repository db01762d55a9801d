import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDLESS_DOCUMENT, SHORT_DOCUMENT } from '../testing/documents.ts';
import { RestClient } from '../testing/rest-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { runControlOperations } from './operations/run-controls.ts';

const fileName = 'test.pipeline.yaml';
const path = `pipelines/${fileName}`;
const SPOILT_DOCUMENT = ENDLESS_DOCUMENT.replace('is-live: true', 'no-such-thing: 1');
const LAUNCH_LINE = 'gst-launch-1.0 videotestsrc num-buffers=5 ! fakesink';

/** As a browser's, for both codecs that previews may have; nobody is behind it. */
const WHEP_OFFER = [
  'v=0',
  'o=- 4611731400430051336 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'm=video 9 UDP/TLS/RTP/SAVPF 97 102',
  'c=IN IP4 0.0.0.0',
  'a=rtcp:9 IN IP4 0.0.0.0',
  'a=ice-ufrag:Wh3p',
  'a=ice-pwd:0123456789abcdefghijklmn',
  `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => '5A').join(':')}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=recvonly',
  'a=rtcp-mux',
  'a=rtpmap:97 VP8/90000',
  'a=rtpmap:102 H264/90000',
  'a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  '',
].join('\r\n');

let server: TestServer;
let client: RestClient;
beforeAll(async () => {
  server = await startTestServer({
    files: {
      [path]: ENDLESS_DOCUMENT,
      'pipelines/short.pipeline.yaml': SHORT_DOCUMENT,
      'media/note.txt': 'a file that a bundle brings along',
    },
  });
  client = await RestClient.of(server.url);
});
afterAll(() => server.close());

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(
      structuredClone(client.document) as unknown as Record<string, unknown>,
    );
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has a page for people that names every operation', async () => {
    const response = await fetch(`${server.url}/api/v1`);
    expect(response.headers.get('Content-Type')).toContain('text/html');
    const text = await response.text();
    for (const [route, item] of Object.entries(client.document.paths ?? {})) {
      for (const method of Object.keys(item)) {
        expect(text).toContain(`<code>${method.toUpperCase()} /api/v1${route}</code>`);
      }
    }
  });
});

describe('documents', () => {
  it('are made, listed, opened, saved, renamed and deleted', async () => {
    const made = await client.call('createDocument', { body: { name: 'Made by REST' } });
    expect(made.status).toBe(201);
    expect(made.json.path).toBe('pipelines/made-by-rest.pipeline.yaml');
    const at = { fileName: 'made-by-rest.pipeline.yaml' };
    expect((await client.call('listDocuments')).json).toContainEqual(
      expect.objectContaining({ path: made.json.path, name: 'Made by REST' }),
    );
    const text = SHORT_DOCUMENT;
    const saved = await client.call('saveDocument', {
      path: at,
      body: { text, baseRevision: made.json.revision },
    });
    const opened = await client.call('openDocument', { path: at });
    expect(opened.json).toMatchObject({ text, revision: saved.json.revision });
    const renamed = await client.call('renameDocument', { path: at, body: { name: 'Other' } });
    expect(renamed.json).toEqual({ path: 'pipelines/other.pipeline.yaml' });
    const other = { fileName: 'other.pipeline.yaml' };
    const { revision } = (await client.call('openDocument', { path: other })).json;
    const gone = await client.call('deleteDocument', {
      path: other,
      query: { baseRevision: revision },
    });
    expect(gone.status).toBe(204);
    expect((await client.call('openDocument', { path: other })).status).toBe(404);
  });

  it('are not overwritten when they changed, and the answer holds what is there now', async () => {
    const call = { path: { fileName }, body: { text: 'x', baseRevision: 'old' } };
    const { status, json, headers } = await client.call('saveDocument', call);
    expect(status).toBe(409);
    expect(headers.get('Content-Type')).toContain('application/problem+json');
    expect(json).toMatchObject({
      title: 'Conflict',
      conflict: { path, currentText: ENDLESS_DOCUMENT },
    });
    const deleted = { path: { fileName }, query: { baseRevision: 'old' } };
    expect((await client.call('deleteDocument', deleted)).status).toBe(409);
  });

  it('are no folders, whatever these are called', async () => {
    const folder = 'folder.pipeline.yaml';
    await mkdir(join(server.workspace, 'pipelines', folder));
    const { status, json } = await client.call('openDocument', { path: { fileName: folder } });
    expect(status).toBe(400);
    expect(json.detail).toContain('folder');
    expect(JSON.stringify((await client.call('listDocuments')).json)).not.toContain(folder);
  });

  it('stay inside the workspace', async () => {
    for (const outside of ['../../etc/passwd', '..%2f..', '../secret.pipeline.yaml']) {
      const { status } = await client.call('openDocument', { path: { fileName: outside } });
      expect([400, 403]).toContain(status);
    }
    expect((await client.call('check', { body: { path: '/etc/passwd' } })).status).toBe(403);
    expect((await client.call('check', { body: { path: '../x' } })).status).toBe(403);
    expect((await client.call('check', { body: { path: `${path}/x` } })).status).toBe(404);
  });
});

describe('checks, imports and exports', () => {
  it('list their formats', async () => {
    const { json } = await client.call('listFormats');
    expect(json.checks).toEqual(expect.arrayContaining(['pipeline', 'nvinfer-config']));
    expect(json.exports).toContainEqual(expect.objectContaining({ id: 'gst-launch' }));
  });

  it('check a text, with the place of every finding in it', async () => {
    const sound = await client.call('check', { body: { text: ENDLESS_DOCUMENT } });
    expect(sound.json).toMatchObject({ kind: 'pipeline', isSound: true });
    const { json } = await client.call('check', { body: { text: SPOILT_DOCUMENT } });
    expect(json.isSound).toBe(false);
    expect(json.diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'unknown-property',
        place: expect.objectContaining({ element: 'source', property: 'no-such-thing' }),
        line: SPOILT_DOCUMENT.slice(0, SPOILT_DOCUMENT.indexOf('no-such')).split('\n').length,
      }),
    );
    const broken = await client.call('check', { body: { text: 'formatVersion: 1\nname: [\n' } });
    expect(broken.json).toMatchObject({ isSound: false, diagnostics: [{ severity: 'error' }] });
  });

  it('check a document of the workspace and other kinds of input', async () => {
    expect((await client.call('check', { body: { path } })).json.isSound).toBe(true);
    const line = { text: 'gst-launch-1.0 videotestsrc no-such-thing=1 ! fakesink' };
    expect((await client.call('check', { body: line })).json).toMatchObject({
      kind: 'gst-launch',
      isSound: false,
    });
    const config = { text: '[property]\nnetwork-type=77\n', fileName: 'pgie.txt' };
    const { json } = await client.call('check', { body: { ...config, kind: 'nvinfer-config' } });
    expect(json).toMatchObject({ kind: 'nvinfer-config', isSound: false });
    expect(json.diagnostics).toContainEqual(expect.objectContaining({ line: 2 }));
  });

  it('import with the files that come along', async () => {
    const line = await client.call('import', { body: { text: LAUNCH_LINE } });
    expect(line.json).toMatchObject({ format: 'gst-launch', pipelines: [{ notes: [] }] });
    const { text } = line.json.pipelines[0];
    expect((await client.call('check', { body: { text } })).json.isSound).toBe(true);
    const config = '[property]\nonnx-file=model.onnx\n';
    const body = {
      text: 'gst-launch-1.0 videotestsrc ! nvinfer config-file-path=pgie.txt ! fakesink',
      files: { 'pgie.txt': config },
    };
    const taken = await client.call('import', { body });
    expect(taken.json.pipelines[0].text).toContain('onnx-file=model.onnx');
  });

  it('refuse to import what is no pipeline of another format, with the reasons', async () => {
    const spoilt = await client.call('import', { body: { text: 'gst-launch-1.0 ! ! fakesink' } });
    expect(spoilt.status).toBe(422);
    expect(spoilt.json.diagnostics[0]).toMatchObject({ code: 'unreadable-input' });
    expect((await client.call('import', { body: { path } })).json).toMatchObject({
      status: 400,
      detail: expect.stringContaining('a pipeline document'),
    });
    const unknown = { body: { text: LAUNCH_LINE, format: 'no-such-format' } };
    expect((await client.call('import', unknown)).json.detail).toContain('gst-launch');
  });

  it('export to files, in both profiles and with parameters', async () => {
    const body = { path: 'pipelines/short.pipeline.yaml', format: 'gst-launch' };
    const { json } = await client.call('export', { body: { ...body, parameters: { frames: 9 } } });
    expect(json.files[0].text).toContain('num-buffers=9');
    const docker = { text: ENDLESS_DOCUMENT, format: 'docker' };
    const [development, production] = await Promise.all(
      ['development', 'production'].map((profile) =>
        client.call('export', { body: { ...docker, profile } }),
      ),
    );
    expect(production?.json.files).not.toEqual(development?.json.files);
    const wrong = { body: { ...body, parameters: { frames: 'many' } } };
    const refused = await client.call('export', wrong);
    expect(refused.status).toBe(422);
    expect(refused.json.detail).toContain('frames');
  });

  it('export a bundle with files of the workspace, and none from outside', async () => {
    await mkdir(join(server.workspace, 'media'), { recursive: true });
    await symlink('/etc/hostname', join(server.workspace, 'media/outside.txt'));
    const text = ENDLESS_DOCUMENT.replace('factory: videotestsrc', 'factory: filesrc').replace(
      'is-live: true',
      'location: ../media/note.txt',
    );
    const bundled = await client.call('export', { body: { text, format: 'bundle' } });
    expect(bundled.headers.get('Content-Type')).toBe('application/zip');
    expect(bundled.headers.get('Content-Disposition')).toContain('.zip');
    const files = unzipSync(bundled.bytes);
    const noteIn = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
    expect(noteIn(files['Endless/data/media/note.txt'])).toContain('a bundle brings along');
    expect(noteIn(files['Endless/EXPORT-NOTES.txt'])).not.toContain('no file of the workspace');
    const outside = text.replace('note.txt', 'outside.txt');
    const lacking = await client.call('export', { body: { text: outside, format: 'bundle' } });
    const others = unzipSync(lacking.bytes);
    expect(Object.keys(others)).not.toContain('Endless/data/media/outside.txt');
    expect(noteIn(others['Endless/EXPORT-NOTES.txt'])).toContain(
      '../media/outside.txt is no file of the workspace; put it at data/media/outside.txt',
    );
  });
});

function contentOf(requestBody: unknown): object {
  return (requestBody as { content?: object } | undefined)?.content ?? {};
}

describe('wrong calls', () => {
  const inputs: Record<string, object> = {
    createDocument: {},
    saveDocument: { text: 1 },
    renameDocument: { name: '' },
    check: { text: 5 },
    import: { text: LAUNCH_LINE, surprise: true },
    export: { text: ENDLESS_DOCUMENT, format: 'no-such-format' },
    startRun: { text: ENDLESS_DOCUMENT, runtime: 'abacus' },
    setProperty: { element: 'source' },
    seekRun: { rate: 0 },
    stepRun: { buffers: 0 },
    setLogLevels: {},
    updateRun: {},
  };

  it.each(Object.entries(inputs))('%s names what is wrong with its input', async (id, body) => {
    const parts = { fileName, runId: 'nobody' };
    const { status, json } = await client.call(id, { path: parts, body });
    expect(status).toBe(400);
    expect(json.errors.length).toBeGreaterThan(0);
    expect(json.detail).not.toBe('');
  });

  it('cover every operation with a body', () => {
    const withBody = Object.values(client.document.paths ?? {})
      .flatMap((item) => Object.values(item as Record<string, Record<string, unknown>>))
      .filter(({ requestBody }) => 'application/json' in contentOf(requestBody))
      .map(({ operationId }) => operationId);
    expect(Object.keys(inputs).sort()).toEqual(withBody.sort());
  });

  it('are told of broken JSON, other media types, and bodies that are too large', async () => {
    const broken = await client.call('check', { body: '{ "text": ' });
    expect(broken.status).toBe(400);
    const list = await client.call('check', { body: '[]' });
    expect(list.json).toMatchObject({ status: 400, detail: 'The body is not a JSON object.' });
    const headers = { 'Content-Type': 'text/plain' };
    expect((await client.call('check', { body: 'x', headers })).status).toBe(415);
    const large = JSON.stringify({ text: 'x'.repeat(21 * 1024 * 1024) });
    expect((await client.call('check', { body: large })).status).toBe(413);
    const long = { text: 'x'.repeat(9 * 1024 * 1024) };
    expect((await client.call('check', { body: long })).status).toBe(400);
  });

  it('are told of wrong and unknown queries', async () => {
    const path = { runId: 'nobody' };
    const limit = await client.call('getRunLogs', { path, query: { limit: '0' } });
    expect(limit.json.errors).toMatchObject([{ path: 'limit' }]);
    const typo = await client.call('getRunLogs', { path, query: { limt: '5' } });
    expect(typo.json.detail).toContain('limt');
    expect((await client.call('deleteDocument', { path: { fileName } })).status).toBe(400);
  });

  it.each([
    'getRun',
    'stopRun',
    'killRun',
    'pauseRun',
    'resumeRun',
    'getRunStats',
    'getRunLogs',
    'watchRun',
  ])('%s says that there is no such run', async (id) => {
    const { status, json } = await client.call(id, { path: { runId: 'nobody' } });
    expect(status).toBe(404);
    expect(json.detail).toContain('nobody');
  });

  it('get a problem for what is not there and for other methods', async () => {
    const missing = await fetch(`${server.url}/api/v1/nothing`);
    expect(missing.status).toBe(404);
    expect(missing.headers.get('Content-Type')).toContain('application/problem+json');
    expect(client.schema('Problem')(await missing.json())).toBe(true);
    expect((await fetch(`${server.url}/api/v2/runs`)).status).toBe(404);
    const other = await fetch(`${server.url}/api/v1/runs`, { method: 'DELETE' });
    expect(other.status).toBe(405);
    expect(await other.json()).toMatchObject({ detail: expect.stringContaining('GET, POST') });
  });

  it('from foreign pages are refused', async () => {
    const headers = { Origin: 'http://evil.example' };
    const response = await client.fetch('createDocument', { body: { name: 'x' }, headers });
    expect(response.status).toBe(403);
  });

  it('that no one foresaw are a 500 without details', async () => {
    await mkdir(join(server.workspace, 'pipelines/short.layout.json'));
    const { status, json } = await client.call('openDocument', {
      path: { fileName: 'short.pipeline.yaml' },
    });
    expect(status).toBe(500);
    expect(json.detail).not.toContain(server.workspace);
  });
});

describe('runs with the real runner', () => {
  it('go from start to end, and tell all of it', async () => {
    const started = await client.call('startRun', { body: { path, runtime: 'standin' } });
    expect(started.status).toBe(201);
    const { runId } = started.json;
    expect(started.headers.get('Location')).toBe(`/api/v1/runs/${runId}`);
    const at = { path: { runId } };
    const events = eventsOf(await client.fetch('watchRun', { ...at, query: { logs: 'true' } }));
    const isRun = client.schema('Run');
    const isStats = client.schema('RunStats');
    const seen: string[] = [];
    let hasStopped = false;
    let lastState = '';
    for await (const { name, data } of events) {
      seen.push(name);
      if (name === 'run') {
        expect(isRun(data), JSON.stringify(isRun.errors)).toBe(true);
        lastState = (data as { state: string }).state;
      }
      if (name === 'stats') {
        expect(isStats(data), JSON.stringify(isStats.errors)).toBe(true);
        const { pads } = data as { pads: { numFrames: number; framesPerSecond: number }[] };
        if (!hasStopped && (pads[0]?.framesPerSecond ?? 0) > 0) {
          hasStopped = true;
          await lookAtLiveRun(runId);
          expect((await client.call('stopRun', at)).status).toBe(204);
        }
      }
    }
    expect(lastState).toBe('finished');
    expect(seen[0]).toBe('run');
    expect(seen).toContain('log');
    expect(seen.at(-1)).toBe('end');
    expect((await client.call('getRun', at)).json).toMatchObject({
      id: runId,
      documentPath: path,
      state: 'finished',
      runtime: 'standin',
      revision: expect.any(String),
    });
    expect((await client.call('listRuns')).json[0].id).toBe(runId);
    expect((await client.call('pauseRun', at)).status).toBe(412);
    const again = await client.fetch('watchRun', { ...at, headers: { 'Last-Event-ID': '5' } });
    expect(again.status).toBe(204);
  });

  async function lookAtLiveRun(runId: string): Promise<void> {
    const at = { path: { runId } };
    const place = { element: 'source', property: 'pattern' };
    const set = await client.call('setProperty', { ...at, body: { ...place, value: 'snow' } });
    expect(set.json).toEqual({ value: 'snow' });
    const wrong = { ...at, body: { ...place, element: 'nobody', value: 1 } };
    expect((await client.call('setProperty', wrong)).status).toBe(404);
    const stats = await client.call('getRunStats', at);
    expect(stats.json.pads[0]).toMatchObject({ element: 'source', link: expect.any(String) });
    expect(stats.json.process.residentBytes).toBeGreaterThan(0);
    const lines = metricsIn(await metrics());
    const labels = `run="${runId}",pipeline="Endless"`;
    const key = `deepstream_frames_processed_total{${labels},stream="source"}`;
    expect(lines.get(key)).toBeGreaterThan(0);
    const measured = `deepstream_stream_latency_seconds_count{${labels},stream="source"}`;
    expect(lines.get(measured)).toBeGreaterThan(0);
    expect(stats.json.elements[0]).toMatchObject({ element: 'source', factory: 'videotestsrc' });
    expect(lines.get(`pipewright_run_resident_memory_bytes{${labels}}`)).toBeGreaterThan(0);
    expect(lines.get('pipewright_runs{state="playing"}')).toBe(1);
    expect((await client.call('pauseRun', at)).status).toBe(204);
    expect((await client.call('resumeRun', at)).status).toBe(204);
  }

  async function metrics(): Promise<string> {
    const { bytes } = await client.call('getMetrics');
    return new TextDecoder().decode(bytes);
  }

  it('give their log page by page', async () => {
    const body = { text: SHORT_DOCUMENT, parameters: { frames: 3 } };
    const { runId } = (await client.call('startRun', { body })).json;
    for await (const _ of eventsOf(await client.fetch('watchRun', { path: { runId } }))) {
      // Until it is over.
    }
    const all = (await client.call('getRunLogs', { path: { runId } })).json;
    const texts = (lines: { text: string }[]) => lines.map(({ text }) => text);
    expect(texts(all.lines)).toContain('All streams have ended.');
    expect(all).toMatchObject({ hasMore: false, numMissing: 0 });
    const paged: string[] = [];
    let after = 0;
    let hasMore = true;
    while (hasMore) {
      const query = { after: `${after}`, limit: '1' };
      const { json } = await client.call('getRunLogs', { path: { runId }, query });
      expect(json.lines).toHaveLength(1);
      paged.push(...texts(json.lines));
      after = json.nextAfter;
      hasMore = json.hasMore;
    }
    expect(paged).toEqual(texts(all.lines));
  });

  it('answer the offers of WHEP players, and end their sessions', async () => {
    const { runId } = (await client.call('startRun', { body: { text: ENDLESS_DOCUMENT } })).json;
    for await (const { data } of eventsOf(await client.fetch('watchRun', { path: { runId } }))) {
      if ((data as { state?: string }).state === 'playing') break;
    }
    const offer = (pad: string, body: string, headers = { 'Content-Type': 'application/sdp' }) =>
      client.call('startWhep', { path: { runId, pad }, body, headers });
    const answer = await offer('source.src', WHEP_OFFER);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('Content-Type')).toContain('application/sdp');
    const lines = new TextDecoder().decode(answer.bytes).split('\r\n');
    expect(lines).toContain('a=sendonly');
    expect(lines.some((line) => /^m=video [1-9]\d* UDP\/TLS\/RTP\/SAVPF (102|97)/.test(line))).toBe(
      true,
    );
    expect(lines.some((line) => line.startsWith('a=candidate:'))).toBe(true);
    const location = answer.headers.get('Location') ?? '';
    expect(location).toContain(`/api/v1/runs/${runId}/whep/source.src/`);

    const noPad = await offer('sink.src', WHEP_OFFER);
    expect(noPad.status).toBe(404);
    expect(noPad.json.detail).toContain('source.src');
    expect((await offer('source.src', 'hello')).status).toBe(400);
    const asText = await offer('source.src', WHEP_OFFER, { 'Content-Type': 'text/plain' });
    expect(asText.status).toBe(415);

    const session = {
      path: { runId, pad: 'source.src', viewerId: location.split('/').at(-1) ?? '' },
    };
    expect((await client.call('endWhep', session)).status).toBe(204);
    expect((await client.call('endWhep', session)).status).toBe(404);
    expect((await client.call('killRun', { path: { runId } })).status).toBe(204);
  });

  it('are killed', async () => {
    const { runId } = (await client.call('startRun', { body: { text: ENDLESS_DOCUMENT } })).json;
    expect((await client.call('killRun', { path: { runId } })).status).toBe(204);
    const { json } = await client.call('getRun', { path: { runId } });
    expect(json.state).toBe('failed');
    expect((await client.call('killRun', { path: { runId } })).status).toBe(204);
  });

  it('are refused with every diagnostic', async () => {
    const { status, json } = await client.call('startRun', { body: { text: SPOILT_DOCUMENT } });
    expect(status).toBe(422);
    expect(json.diagnostics).toContainEqual(expect.objectContaining({ code: 'unknown-property' }));
    expect((await client.call('startRun', { body: {} })).status).toBe(400);
    const gone = { path: 'pipelines/gone.pipeline.yaml' };
    expect((await client.call('startRun', { body: gone })).status).toBe(404);
  });
});

describe('the server', () => {
  it('tells what it is and how it is', async () => {
    expect((await client.call('getInfo')).json.runtime.name).toBe('standin');
    expect((await client.call('getHealth')).json.status).toBe('ok');
    expect((await client.call('getReadiness')).json.status).toBe('ready');
    for (const route of ['health', 'ready', 'metrics']) {
      expect((await fetch(`${server.url}/${route}`)).status).toBe(200);
    }
  });

  it('is not ready where no runner can be started', async () => {
    const bare = await startTestServer({ root: '/nonexistent', environment: {} });
    try {
      const answer = await (await RestClient.of(bare.url)).call('getReadiness');
      expect(answer.status).toBe(503);
      expect(answer.json.detail).not.toBe('');
    } finally {
      await bare.close();
    }
  });

  it('measures in a text that Prometheus can read', async () => {
    const { bytes, headers } = await client.call('getMetrics');
    expect(headers.get('Content-Type')).toContain('version=0.0.4');
    const lines = metricsIn(new TextDecoder().decode(bytes));
    expect(lines.get('pipewright_runs{state="playing"}')).toBe(0);
    expect(lines.get('process_cpu_seconds_total')).toBeGreaterThan(0);
    expect([...lines.keys()].some((key) => key.startsWith('pipewright_build_info{'))).toBe(true);
  });

  it('has had every operation called', () => {
    const streams = ['watchRun'];
    const elsewhere = runControlOperations.map(({ id }) => id);
    const missing = client.operationIds.filter((id) => !client.succeeded.has(id));
    expect(missing.sort()).toEqual([...streams, ...elsewhere].sort());
  });
});

/** Samples by name and labels. Throws on a line that is none of Prometheus' text format. */
function metricsIn(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || /^# (?:HELP|TYPE) [a-zA-Z_:][\w:]* .+$/.test(line)) {
      continue;
    }
    const label = String.raw`[a-zA-Z_]\w*="(?:[^"\\\n]|\\.)*"`;
    const sample = new RegExp(
      String.raw`^([a-zA-Z_:][\w:]*(?:\{${label}(?:,${label})*\})?) (\S+)$`,
    ).exec(line);
    const [, key = '', value = ''] = sample ?? [];
    if (sample === null || (Number.isNaN(Number(value)) && !/^(?:NaN|[+-]Inf)$/.test(value))) {
      throw new Error(`No line of Prometheus' text format: ${line}`);
    }
    samples.set(key, Number(value));
  }
  return samples;
}

/** Server-sent events of a response, one by one, until it ends. */
async function* eventsOf(response: Response): AsyncGenerator<{ name: string; data: unknown }> {
  expect(response.headers.get('Content-Type')).toMatch(/^text\/event-stream(?:;|$)/);
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const name = /^event: (.+)$/m.exec(block)?.[1];
      const data = /^data: (.+)$/m.exec(block)?.[1];
      if (name !== undefined && data !== undefined) {
        yield { name, data: JSON.parse(data) };
      }
    }
  }
}
