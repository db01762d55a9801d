import { once } from 'node:events';
import { fromBinary } from '@bufbuild/protobuf';
import {
  type PreviewSignal,
  type RunEvent,
  type RunSummary,
  telemetry,
} from '@pipewright/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Received, startTestServer, type TestServer } from '../testing/test-server.ts';

const path = 'pipelines/detect.pipeline.yaml';

/** One clip, over and over, through detector and tracker. */
const detecting = `formatVersion: 1
name: Detect
target: { platform: dgpu, deepstream: "9.1", streammux: legacy }
elements:
  street: { factory: nvurisrcbin, properties: { uri: ../media/street.mp4, file-loop: true } }
  mux: { factory: nvstreammux, properties: { batch-size: 1, width: 640, height: 360 } }
  detector:
    factory: nvinfer
    properties: { config-file-path: ../models/traffic/nvinfer.txt, batch-size: 1 }
  tracker:
    factory: nvtracker
    properties:
      ll-lib-file: /opt/nvidia/deepstream/deepstream/lib/libnvds_nvmultiobjecttracker.so
  sink: { factory: fakesink, properties: { sync: true } }
links:
  - street.vsrc_%u -> mux.sink_0
  - mux.src -> detector.sink
  - detector.src -> tracker.sink
  - tracker.src -> sink.sink
`;

describe('a detecting run on the stand-in', () => {
  let server: TestServer;
  let run: RunSummary;
  beforeEach(async () => {
    server = await startTestServer({
      files: { [path]: detecting },
      copies: {
        'examples/media/street.mp4': 'media/street.mp4',
        'examples/models/traffic': 'models/traffic',
      },
    });
    const { runId } = await server.api.runs.start.mutate({
      path,
      text: detecting,
      parameters: {},
    });
    const events = new Received<RunEvent>();
    server.api.runs.onEvent.subscribe({ runId }, events.handlers);
    await events.first((event) => event.kind !== 'log' && event.run.state === 'playing');
    run = await server.api.runs.get.query({ runId });
    expect(run.problems).toEqual([]);
  }, 60_000);
  afterEach(() => server.close(), 60_000);

  it('tells objects with their track ids to who asks, from the last analytics pad', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/telemetry`);
    await once(socket, 'open');
    socket.send(JSON.stringify({ kind: 'subscribe', runId: run.id, topics: ['metadata'] }));
    const tracks = new Map<bigint, number>();
    const padIndexes = new Set<number>();
    while (Math.max(0, ...tracks.values()) < 10) {
      const [data] = (await once(socket, 'message')) as [Buffer, boolean];
      const { content } = fromBinary(telemetry.TelemetrySchema, data);
      if (content.case !== 'metadata') {
        throw new Error(`Got ${content.case} without having asked for it.`);
      }
      padIndexes.add(content.value.padIndex);
      for (const { objects } of content.value.frames) {
        for (const { trackId, label } of objects) {
          expect(['car', 'person', 'bicycle', 'road_sign']).toContain(label);
          tracks.set(trackId, (tracks.get(trackId) ?? 0) + 1);
        }
      }
    }
    const lastPad = run.pads.find((pad) => pad.element === 'tracker');
    expect([...padIndexes]).toEqual([lastPad?.index]);
    socket.close();
    await once(socket, 'close');
  }, 60_000);

  it('offers a preview of a link, and ends it with the run', async () => {
    const pad = run.pads.find((candidate) => candidate.element === 'detector');
    const signals = new Received<PreviewSignal>();
    server.api.preview.onSignal.subscribe(
      { runId: run.id, padIndex: pad?.index ?? -1, stream: 0 },
      signals.handlers,
    );
    const attached = await signals.first((signal) => signal.kind === 'attached');
    expect(attached).toMatchObject({ codec: run.previewCodec });
    const offer = await signals.first((signal) => signal.kind === 'offer');
    expect(offer.kind === 'offer' && offer.sdp).toContain('m=video');
    await signals.first((signal) => signal.kind === 'ice-candidate');
    await server.api.runs.stop.mutate({ runId: run.id });
    await signals.first((signal) => signal.kind === 'ended');
    await signals.complete();
  }, 60_000);
});
