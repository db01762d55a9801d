import { catalogueFor } from '@pipewright/catalogue';
import { describe, expect, it } from 'vitest';
import { deepstreamAppImport } from '../deepstream-app.ts';
import { chainFrom, linksOf, messages, readApp } from '../testing/app-harness.ts';

const fileSource = '[source0]\nenable=1\ntype=2\nuri=file:///media/road.mp4\n';
const mux = '[streammux]\nbatch-size=1\nwidth=1280\nheight=720\n';
const tiler = '[tiled-display]\nenable=1\nrows=1\ncolumns=1\nwidth=1280\nheight=720\n';
const fakeSink = '[sink0]\nenable=1\ntype=1\n';

describe('the whole chain', () => {
  const text = `
[application]
enable-perf-measurement=1
${tiler}${fileSource}
[sink0]
enable=1
type=2
sync=0
[osd]
enable=1
text-size=12
show-clock=1
clock-text-size=10
clock-color=1;0;0;0
${mux}
[pre-process]
enable=1
config-file=preprocess.txt
[primary-gie]
enable=1
config-file=detector.txt
input-tensor-meta=1
gie-unique-id=1
interval=2
bbox-border-color0=1;0;0;1
[tracker]
enable=1
tracker-width=640
tracker-height=384
ll-lib-file=/opt/tracker.so
[nvds-analytics]
enable=1
config-file=analytics.txt
[ds-example]
enable=1
full-frame=1
unique-id=15
blur-objects=1
`;

  it('has the order of the app, with its queues and converters', async () => {
    const { document } = await readApp(text);
    expect(chainFrom(document, 'source0')).toEqual([
      'source0',
      'mux',
      'preprocess_queue',
      'preprocess',
      'primary_gie_queue',
      'primary_gie_converter',
      'primary_gie',
      'tracker',
      'analytics_queue',
      'analytics',
      'dsexample_queue',
      'dsexample_converter',
      'dsexample',
      'tiler_queue',
      'tiler',
      'osd_queue',
      'osd_converter',
      'osd_converter_queue',
      'osd',
      'sink0_queue',
      'sink0_converter',
      'sink0',
    ]);
    expect(linksOf(document, 'source0')).toEqual(['source0.vsrc_%u -> mux.sink_0']);
    expect(linksOf(document, 'dsexample')[0]).toContain('(video/x-raw(memory:NVMM), format=RGBA)');
  });

  it('sets what the keys say, and what the app sets without being asked', async () => {
    const { document } = await readApp(text);
    expect(document.elements.primary_gie?.properties).toEqual({
      'config-file-path': 'detector.txt',
      interval: 2,
      'unique-id': 1,
      'input-tensor-meta': true,
    });
    expect(document.elements.tracker?.properties).toMatchObject({
      'tracker-width': 640,
      // The element alone would start with another mode.
      'tracking-id-reset-mode': 0,
    });
    expect(document.elements.osd?.properties).toMatchObject({
      'display-clock': true,
      'clock-color': 0xff0000ff,
    });
    expect(document.elements.sink0?.properties).toMatchObject({
      sync: false,
      async: false,
      qos: false,
      'max-lateness': -1,
    });
  });

  it('keeps what has no element for an export, and says so', async () => {
    const { document, notes } = await readApp(text);
    expect(document.files['deepstream-app.txt']).toContain('[osd]\ntext-size=12\n');
    expect(document.files['deepstream-app.txt']).toContain('bbox-border-color0=1;0;0;1');
    expect(messages(notes, 'advice')).toContain(
      "'enable-perf-measurement' of [application] is for deepstream-app itself: kept in deepstream-app.txt for an export",
    );
    expect(messages(notes, 'lost')).toEqual([]);
  });
});

describe('sources', () => {
  const source = (keys: string) =>
    readApp(`[source3]\nenable=1\n${keys}\n${mux}${tiler}${fakeSink}`);

  it('reads a URI; a relative one becomes a path', async () => {
    const { document } = await source('type=2\nuri=file://../road.mp4\nlatency=100\ngpu-id=1');
    expect(document.elements.source3).toEqual({
      factory: 'nvurisrcbin',
      properties: { uri: '../road.mp4', 'gpu-id': 1 },
      pads: {},
    });
  });

  it('converts where a format or memory is asked for', async () => {
    const { document } = await source(
      'type=2\nuri=file:///road.mp4\nnvbuf-memory-type=3\nvideo-format=NV12',
    );
    expect(linksOf(document, 'source3_converter')).toEqual([
      'source3.vsrc_%u -> source3_converter.sink',
      'source3_converter.src -> mux.sink_0 (video/x-raw(memory:NVMM), format=NV12)',
    ]);
  });

  it('reads RTSP with smart record, by older names too', async () => {
    const { document } = await source(
      'type=4\nuri=rtsp://10.0.0.1/a\nlatency=300\ndrop-frame-interval=2\nudp-buffer-size=2000000\nset-rtp-protocol=4\nrtsp-reconnect-interval-sec=5\nsmart-record=2\nsmart-rec-video-cache=30\nsmart-rec-dir-path=/records\nsmart-rec-start-time=2',
    );
    expect(document.elements.source3?.properties).toEqual({
      uri: 'rtsp://10.0.0.1/a',
      'drop-frame-interval': 2,
      latency: 300,
      'udp-buffer-size': 2000000,
      'select-rtp-protocol': 'rtp-tcp',
      'smart-record': 'smart-rec-multi',
      'smart-rec-dir-path': '/records',
      'smart-rec-cache': 30,
      'rtsp-reconnect-interval': 5,
    });
    // Local events are the app's own doing.
    expect(document.files['deepstream-app.txt']).toContain('[source3]\nsmart-rec-start-time=2\n');
  });

  it('reads a V4L2 camera, with a converter of the CPU before that of the GPU', async () => {
    const camera =
      'type=1\ncamera-v4l2-dev-node=2\ncamera-width=640\ncamera-height=480\ncamera-fps-n=30\ncamera-fps-d=1';
    const { document } = await source(camera);
    const size = 'width=640, height=480, framerate=30/1';
    expect(document.elements.source3?.properties).toEqual({ device: '/dev/video2' });
    expect(chainFrom(document, 'source3').slice(0, 4)).toEqual([
      'source3',
      'source3_cpu_converter',
      'source3_converter',
      'mux',
    ]);
    expect(linksOf(document, 'source3_converter')[1]).toBe(
      `source3_converter.src -> mux.sink_0 (video/x-raw(memory:NVMM), format=NV12, ${size})`,
    );
    const jetson = await readApp(
      `[source3]\nenable=1\n${camera}\n${mux}`,
      'app.txt',
      {},
      { platform: 'jetson' },
    );
    expect(jetson.document.elements).not.toHaveProperty('source3_cpu_converter');
  });

  it('takes a CSI camera for a Jetson', async () => {
    const { document } = await source(
      'type=5\ncamera-csi-sensor-id=1\ncamera-width=1920\ncamera-height=1080\ncamera-fps-n=30\ncamera-fps-d=1',
    );
    expect(document.target.platform).toBe('jetson');
    expect(document.elements.source3).toMatchObject({
      factory: 'nvarguscamerasrc',
      properties: { 'sensor-id': 1 },
    });
  });

  it('draws one group for several URIs one by one, the others behind all groups', async () => {
    const { document, notes } = await readApp(
      `[source0]\nenable=1\ntype=3\nuri=file:///road_%02d.mp4\nnum-sources=3\n[source1]\nenable=1\ntype=2\nuri=file:///yard.mp4\n${mux}`,
    );
    expect(
      document.links.filter(({ to }) => to.element === 'mux').map(({ from }) => from.element),
    ).toEqual(['source0', 'source1', 'source2', 'source3']);
    expect(document.elements.source3?.properties.uri).toBe('file:///road_02.mp4');
    expect(messages(notes, 'changed')[0]).toBe(
      '[source0] stands for 3 sources: they are drawn one by one, as source0, source2, source3',
    );
  });

  it('puts a dewarper before the muxer', async () => {
    const { document } = await readApp(
      `${fileSource}[dewarper0]\nenable=1\nconfig-file=dewarp.txt\nsource-id=6\nnum-output-buffers=8\nnum-surfaces-per-frame=4\n${mux}`,
    );
    expect(chainFrom(document, 'source0').slice(1, 6)).toEqual([
      'dewarper0_queue',
      'dewarper0_converter',
      'dewarper0_converter_queue',
      'dewarper0',
      'dewarper0_source_queue',
    ]);
    expect(document.elements.dewarper0?.properties).toEqual({
      'config-file': 'dewarp.txt',
      'source-id': 6,
      'num-output-buffers': 8,
    });
  });

  it('reads a list of sources, with what goes for all and what for one', async () => {
    const { document } = await readApp(
      `[source-list]\nnum-source-bins=3\nlist=file:///a.mp4;rtsp://10.0.0.1/b;usb:4\nsensor-id-list=x;y;z\nsensor-name-list=x;y;z\n[source-attr-all]\nenable=1\ntype=3\nlatency=250\ncamera-width=640\ncamera-height=480\ncamera-fps-n=30\ncamera-fps-d=1\n[source1]\nenable=1\nlatency=900\n[streammux]\nbatch-size=9\n[primary-gie]\nenable=1\nconfig-file=d.txt\nbatch-size=9`,
    );
    expect(document.elements.source0?.properties).toEqual({ uri: 'file:///a.mp4', latency: 250 });
    expect(document.elements.source1?.properties).toEqual({
      uri: 'rtsp://10.0.0.1/b',
      latency: 900,
    });
    expect(document.elements.source2?.properties).toEqual({ device: '/dev/video4' });
    expect(document.elements.mux?.properties['batch-size']).toBe(3);
    expect(document.elements.primary_gie?.properties['batch-size']).toBe(3);
  });

  it('draws nvmultiurisrcbin, with the muxer inside', async () => {
    const { document } = await readApp(
      `[source-list]\nuse-nvmultiurisrcbin=1\nlist=rtsp://10.0.0.1/a;rtsp://10.0.0.1/b\nsensor-id-list=a;b\nsensor-name-list=front;back\nmax-batch-size=8\nhttp-port=9100\nsgie-batch-size=16\n[source-attr-all]\nenable=1\ntype=3\ndrop-on-latency=1\n${mux}`,
    );
    expect(document.elements.sources?.properties).toMatchObject({
      'uri-list': 'rtsp://10.0.0.1/a,rtsp://10.0.0.1/b',
      'sensor-name-list': 'front,back',
      'max-batch-size': 8,
      port: '9100',
      width: 1280,
    });
    expect(document.elements).not.toHaveProperty('mux');
  });

  it('plays files again, and cameras not', async () => {
    const { document } = await readApp(
      `${fileSource}[source1]\nenable=1\ntype=4\nuri=rtsp://10.0.0.1/a\n${mux}[tests]\nfile-loop=1`,
    );
    expect(document.elements.source0?.properties['file-loop']).toBe(true);
    expect(document.elements.source1?.properties).not.toHaveProperty('file-loop');
  });

  it('reads audio for a classifier, with the new muxer', async () => {
    const { document } = await readApp(
      `[source0]\nenable=1\ntype=6\nuri=file:///a.wav\n[streammux]\nbatch-size=1\n[audio-classifier]\nenable=1\nconfig-file=audio.txt\naudio-input-rate=44100\n${fakeSink}`,
    );
    expect(document.target.streammux).toBe('new');
    expect(chainFrom(document, 'source0').slice(1, 6)).toEqual([
      'source0_parser',
      'source0_converter',
      'source0_resampler',
      'mux',
      'audio_classifier_queue',
    ]);
    expect(linksOf(document, 'source0_resampler')[1]).toContain('(audio/x-raw, rate=44100)');
  });
});

describe('secondary stages', () => {
  it('stand behind those that they work on, and are left out where those are missing', async () => {
    const gie = (number: number, id: number, on: number) =>
      `[secondary-gie${number}]\nenable=1\nconfig-file=s${number}.txt\ngie-unique-id=${id}\noperate-on-gie-id=${on}\noperate-on-class-ids=0;2;\n`;
    const { document, notes } = await readApp(
      `${fileSource}${mux}[primary-gie]\nenable=1\nplugin-type=1\nconfig-file=p.txt\ngie-unique-id=1\n${gie(0, 4, 3)}${gie(1, 3, 1)}${gie(2, 5, 9)}`,
    );
    expect(document.elements.primary_gie?.factory).toBe('nvinferserver');
    expect(chainFrom(document, 'primary_gie').slice(1, 5)).toEqual([
      'secondary_gie1_queue',
      'secondary_gie1',
      'secondary_gie0_queue',
      'secondary_gie0',
    ]);
    expect(document.elements.secondary_gie0?.properties).toEqual({
      'config-file-path': 's0.txt',
      'unique-id': 4,
      'infer-on-gie-id': 3,
      'infer-on-class-ids': '0:2',
      'process-mode': 'secondary',
    });
    expect(messages(notes, 'advice')).toContain(
      'deepstream-app builds no [secondary-gie2], as it works on the objects of GIE 9, which leads to no primary GIE',
    );
    expect(document.files['deepstream-app.txt']).toContain('[secondary-gie2]\nenable=1\n');
  });
});

describe('sinks', () => {
  const sink = async (keys: string, platform: 'dgpu' | 'jetson' = 'dgpu') =>
    (
      await readApp(
        `${fileSource}${mux}${tiler}[sink0]\nenable=1\n${keys}\n`,
        'app.txt',
        {},
        { platform },
      )
    ).document;

  it('shows a window: of EGL on a discrete GPU, of its own on a Jetson', async () => {
    const dgpu = await sink('type=2\nwidth=640\nheight=360\nsync=1');
    expect(dgpu.elements.sink0).toMatchObject({
      factory: 'nveglglessink',
      properties: { 'window-width': 640, 'window-height': 360, sync: true },
    });
    const jetson = await sink('type=2', 'jetson');
    expect(jetson.elements.sink0?.factory).toBe('nv3dsink');
    expect(jetson.elements).not.toHaveProperty('sink0_converter');
  });

  it('encodes files in every codec and container', async () => {
    const cases = [
      ['codec=1\ncontainer=1', 'nvv4l2h264enc', 'h264parse', 'qtmux'],
      ['codec=1\ncontainer=2\nenc-type=1', 'x264enc', 'h264parse', 'matroskamux'],
      ['codec=2\ncontainer=1', 'nvv4l2h265enc', 'h265parse', 'qtmux'],
      ['codec=2\ncontainer=2\nenc-type=1', 'x265enc', 'h265parse', 'matroskamux'],
      ['codec=3\ncontainer=1', 'avenc_mpeg4', 'mpeg4videoparse', 'qtmux'],
    ];
    for (const [keys, ...factories] of cases) {
      const { elements } = await sink(`type=3\noutput-file=out.mp4\nbitrate=2000000\n${keys}`);
      expect(
        ['encoder', 'parser', 'muxer'].map((part) => elements[`sink0_${part}`]?.factory),
      ).toEqual(factories);
      expect(elements.sink0?.properties).toMatchObject({ location: 'out.mp4', async: false });
    }
  });

  it('gives bit rates in what the encoder counts', async () => {
    const hardware = await sink('type=3\nbitrate=2000000\nprofile=4\niframeinterval=10');
    expect(hardware.elements.sink0_encoder?.properties).toEqual({
      bitrate: 2000000,
      profile: 'High',
      iframeinterval: 10,
      'output-io-mode': 'mmap',
    });
    const software = await sink('type=3\nenc-type=1\nbitrate=2000000');
    expect(software.elements.sink0_encoder?.properties.bitrate).toBe(2000);
  });

  it('sends RTP for the RTSP server, which is kept for an export', async () => {
    const document = await sink('type=4\ncodec=1\nbitrate=4000000\nrtsp-port=8600\nudp-port=5400');
    expect(chainFrom(document, 'sink0_encoder')).toEqual([
      'sink0_encoder',
      'sink0_parser',
      'sink0_payloader',
      'sink0',
    ]);
    expect(document.elements.sink0).toMatchObject({
      factory: 'udpsink',
      properties: { port: 5400, host: '127.0.0.1', async: false, sync: false },
    });
    expect(document.files['deepstream-app.txt']).toContain('rtsp-port=8600');
  });

  it('takes DRM for a Jetson', async () => {
    const { document } = await readApp(
      `${fileSource}${mux}${tiler}[sink0]\nenable=1\ntype=5\nconn-id=1`,
    );
    expect(document.target.platform).toBe('jetson');
    expect(document.elements.sink0).toMatchObject({
      factory: 'nvdrmvideosink',
      properties: { 'conn-id': 1, 'plane-id': 0 },
    });
  });

  it('sends messages from behind the batches, beside what is shown', async () => {
    const { document } = await readApp(
      `${fileSource}${mux}${tiler}${fakeSink}[sink1]\nenable=1\ntype=6\nmsg-conv-config=conv.txt\nmsg-conv-payload-type=1\nmsg-broker-proto-lib=/opt/kafka.so\nmsg-broker-conn-str=host;9092\ntopic=cars\n`,
    );
    expect(linksOf(document, 'analytics_tee')).toEqual([
      'mux.src -> analytics_tee.sink',
      'analytics_tee.src_%u -> sink1_queue.sink',
      'analytics_tee.src_%u -> tiler_queue.sink',
    ]);
    expect(document.elements.sink1_queue?.properties).toEqual({
      leaky: 'downstream',
      'max-size-buffers': 20,
    });
    expect(document.elements.sink1_converter?.properties).toEqual({
      config: 'conv.txt',
      'payload-type': 'PAYLOAD_DEEPSTREAM_MINIMAL',
    });
    expect(document.elements.sink1?.properties).toEqual({
      'proto-lib': '/opt/kafka.so',
      'conn-str': 'host;9092',
      topic: 'cars',
      sync: false,
      async: false,
    });
  });

  it('shares one converter among brokers', async () => {
    const { document } = await readApp(
      `${fileSource}${mux}[message-converter]\nenable=1\nmsg-conv-config=conv.txt\n[sink0]\nenable=1\ntype=6\ndisable-msgconv=1\n[sink1]\nenable=1\ntype=6\ndisable-msgconv=1\n`,
    );
    expect(chainFrom(document, 'mux').slice(1, 3)).toEqual(['message_converter', 'analytics_tee']);
    expect(document.elements).not.toHaveProperty('sink0_converter');
  });

  it('tees several sinks, behind a logger where one asks for it', async () => {
    const { document } = await readApp(
      `${fileSource}${mux}${tiler}${fakeSink}[sink1]\nenable=1\ntype=1\nnvdslogger=1\nshow-fps=1\n`,
    );
    expect(chainFrom(document, 'tiler').slice(1, 5)).toEqual([
      'sink_queue',
      'logger',
      'logger_queue',
      'sink_tee',
    ]);
    expect(document.elements.logger?.properties).toEqual({ 'show-fps': true });
    expect(linksOf(document, 'sink_tee')).toHaveLength(3);
  });

  it('throws pictures away where no sink takes them', async () => {
    const { document } = await readApp(`${fileSource}${mux}${tiler}[sink4]\nenable=0\ntype=2\n`);
    expect(document.elements.sink5?.factory).toBe('fakesink');
  });
});

describe('tiler and demuxer', () => {
  const sources = `${fileSource}[source1]\nenable=1\ntype=2\nuri=file:///b.mp4\n${mux}[osd]\nenable=1\n`;
  const sinks = (keys: string) => `[sink0]\nenable=1\ntype=1\n[sink1]\nenable=1\ntype=1\n${keys}\n`;

  it('shows each source by itself without a tiler', async () => {
    const { document } = await readApp(`${sources}${sinks('source-id=1')}`);
    expect(linksOf(document, 'demux')).toEqual([
      'mux.src -> demux.sink',
      'demux.src_0 -> osd_queue0.sink',
      'demux.src_1 -> osd_queue1.sink',
    ]);
    expect(chainFrom(document, 'osd1')).toEqual(['osd1', 'sink1_queue', 'sink1']);
  });

  it('builds no branch for a source that no sink asks for', async () => {
    const { document } = await readApp(`${sources}[sink1]\nenable=1\ntype=1\nsource-id=1\n`);
    expect(linksOf(document, 'demux')).toEqual([
      'mux.src -> demux.sink',
      'demux.src_1 -> osd_queue1.sink',
    ]);
  });

  it('shows tiles and one source beside them', async () => {
    const { document } = await readApp(
      `${sources}[tiled-display]\nenable=2\nrows=1\ncolumns=2\n${sinks('source-id=1\nlink-to-demux=1')}`,
    );
    expect(linksOf(document, 'tiler_tee')).toEqual([
      'mux.src -> tiler_tee.sink',
      'tiler_tee.src_%u -> demux.sink',
      'tiler_tee.src_%u -> tiler_queue.sink',
    ]);
    expect(linksOf(document, 'demux')[1]).toBe('demux.src_1 -> osd_queue_demux.sink');
  });

  it('makes room for every source', async () => {
    const { document, notes } = await readApp(
      `${sources}[tiled-display]\nenable=1\nrows=1\ncolumns=1\n${fakeSink}`,
    );
    expect(document.elements.tiler?.properties).toMatchObject({ rows: 2, columns: 1 });
    expect(messages(notes, 'changed')).toContain(
      "1 x 1 tiles don't hold 2 sources: deepstream-app makes it 2 rows and 1 columns",
    );
  });

  it('leaves batches as they are with an identity', async () => {
    const { document } = await readApp(`${sources}[tiled-display]\nenable=3\n${fakeSink}`);
    expect(document.elements.tiler?.factory).toBe('identity');
  });
});

describe('what is wrong with a file', () => {
  const at = async (text: string, fileName = 'app.txt') => {
    const { notes } = await readApp(text, fileName);
    return notes.map(
      ({ kind, message, place }) => `${place.line}:${place.column} ${kind} ${message}`,
    );
  };

  it('names unknown keys and groups with what was meant', async () => {
    const notes = await at(
      `${fileSource}${mux}${tiler}[sink0]\nenable=1\ntype=1\nsnyc=0\n[trakcer]\nenable=1\n`,
    );
    expect(notes).toContainEqual(
      expect.stringMatching(/^18:1 advice .*'snyc' in sink0.*Did you mean sync/),
    );
    expect(notes).toContainEqual(
      expect.stringMatching(/^19:2 advice .*group 'trakcer'.*Did you mean tracker/),
    );
  });

  it('notes values that make no sense, and goes on without them', async () => {
    const text = `${fileSource}[streammux]\nbatch-size=many\nwidth=640\nheight=360\n`;
    expect(await at(text)).toContainEqual(
      expect.stringMatching(/^6:12 lost 'batch-size' expects a whole number, got 'many'/),
    );
    const { document } = await readApp(text);
    expect(document.elements.mux?.properties).toEqual({ width: 640, height: 360 });
  });

  it('notes types that the app does not have', async () => {
    const notes = await at(
      `[source0]\nenable=1\ntype=12\n${mux}${tiler}[sink0]\nenable=1\ntype=9\n`,
    );
    expect(notes).toContainEqual(expect.stringMatching(/^3:1 lost \[source0\] has type 12/));
    expect(notes).toContainEqual(expect.stringMatching(/^\d+:1 lost \[sink0\] has type 9/));
  });

  it('notes equal ids and groups without their file', async () => {
    const notes = await at(
      `${fileSource}${mux}[primary-gie]\nenable=1\ngie-unique-id=1\n[secondary-gie0]\nenable=1\nconfig-file=s.txt\ngie-unique-id=1\noperate-on-gie-id=1\n`,
    );
    expect(notes).toContainEqual(expect.stringMatching(/\[primary-gie\] has no config-file/));
    expect(notes).toContainEqual(
      expect.stringMatching(/has the gie-unique-id 1 of \[primary-gie\]/),
    );
  });

  it('says what is turned off', async () => {
    expect(await at(`${fileSource}${mux}[tracker]\nenable=0\ntracker-width=640\n`)).toContainEqual(
      expect.stringMatching(/^9:2 advice \[tracker\] is turned off/),
    );
  });

  it('draws a part of a file', async () => {
    const { document } = await readApp(
      'secondary-gie0:\n  enable: 1\n  config-file: a.yml\n  gie-unique-id: 2\n  operate-on-gie-id: 1\n',
      'part.yml',
    );
    expect(Object.keys(document.elements)).toEqual(['secondary_gie0_queue', 'secondary_gie0']);
  });

  it.each([
    ['nothing', ''],
    ['prose', 'Dear reader,\nthis is no config.\n'],
    ['another kind of file', '[property]\nonnx-file=a.onnx\n'],
    ['bytes', '\u0000\u0001[[[\n=\n'],
  ])('refuses %s, with a place', async (_, text) => {
    const result = await deepstreamAppImport.read({ text, fileName: 'x.txt' }, { catalogueFor });
    expect(result).toMatchObject({ ok: false, errors: [{ place: { file: 'x.txt' } }] });
  });
});

describe('files', () => {
  const text = `${fileSource}${mux}[primary-gie]\nenable=1\nconfig-file=configs/detector.txt\n`;

  it('takes config files along; their paths start at the folder of the input then', async () => {
    const { document } = await readApp(text, 'app.txt', {
      'configs/detector.txt': '[property]\nonnx-file=../models/a.onnx\nlabelfile-path=labels.txt\n',
    });
    expect(document.elements.primary_gie?.properties['config-file-path']).toBe(
      'configs/detector.txt',
    );
    expect(document.files['configs/detector.txt']).toBe(
      '[property]\nonnx-file=models/a.onnx\nlabelfile-path=configs/labels.txt\n',
    );
  });

  it('leaves what it can not read a reference, and says so', async () => {
    const result = await deepstreamAppImport.read(
      { text, fileName: 'app.txt' },
      { catalogueFor, readFile: () => Promise.reject(new Error('no disk')) },
    );
    if (!result.ok) throw new Error('not read');
    expect(messages(result.pipelines[0].notes, 'advice')).toContainEqual(
      expect.stringContaining('configs/detector.txt'),
    );
  });

  it('reads sources from the CSV file of a YAML file', async () => {
    const yaml = 'source:\n  csv-file-path: cameras.csv\nstreammux:\n  batch-size: 2\n';
    const csv =
      '# two of three\nenable,type,uri,num-sources,speed\n1,2,file://a.mp4,1,0\n0,2,file://b.mp4,1,0\n1,4,rtsp://10.0.0.1/c,1\n';
    const { document, notes } = await readApp(yaml, 'app.yml', { 'cameras.csv': csv });
    expect(Object.keys(document.elements)).toEqual(['source0', 'source2', 'mux', 'demux']);
    expect(notes).toContainEqual({
      kind: 'advice',
      message: "deepstream-app does not know the column 'speed' of a source, so it has no effect",
      place: { file: 'cameras.csv', line: 2, column: 29 },
    });
    expect(notes).toContainEqual(
      expect.objectContaining({ place: { file: 'cameras.csv', line: 5, column: 1 } }),
    );
  });

  it('draws the rest where the CSV file is missing, and says what is', async () => {
    const { document, notes } = await readApp(
      'source:\n  csv-file-path: cameras.csv\nstreammux:\n  batch-size: 2\nsink0:\n  enable: 1\n  type: 1\n',
      'app.yml',
    );
    expect(document.elements).toHaveProperty('mux');
    expect(notes).toContainEqual(
      expect.objectContaining({
        kind: 'lost',
        place: { file: 'app.yml', line: 2, column: 3 },
      }),
    );
  });
});
