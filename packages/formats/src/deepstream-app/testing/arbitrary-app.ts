/** Random configs that deepstream-app takes. */
import fc from 'fast-check';

export interface AppGroupText {
  readonly name: string;
  readonly keys: Readonly<Record<string, string>>;
}

/** Groups in the order of the file. */
export type AppText = readonly AppGroupText[];

const number = (min: number, max: number) => fc.integer({ min, max }).map(String);
const onOff = fc.constantFrom('0', '1');
const maybe = (keys: Readonly<Record<string, fc.Arbitrary<string>>>) =>
  fc.record(keys, { requiredKeys: [] }) as fc.Arbitrary<Record<string, string>>;
const path = fc.constantFrom('a.txt', '../b/c.txt', '/opt/d.txt');
const gpu = { 'gpu-id': number(0, 2), 'nvbuf-memory-type': number(0, 3) };

function group(
  name: string,
  fixed: Readonly<Record<string, string>>,
  keys: Readonly<Record<string, fc.Arbitrary<string>>>,
): fc.Arbitrary<AppGroupText> {
  return maybe(keys).map((more) => ({ name, keys: { enable: '1', ...fixed, ...more } }));
}

const uriKeys = {
  ...gpu,
  latency: number(0, 500),
  'drop-frame-interval': number(0, 4),
  'num-extra-surfaces': number(0, 5),
  'cudadec-memtype': number(0, 2),
  'intra-decode-enable': onOff,
  'camera-id': number(0, 9),
};
const camera = {
  'camera-width': '640',
  'camera-height': '480',
  'camera-fps-n': '30',
  'camera-fps-d': '1',
};

const source = (index: number): fc.Arbitrary<AppGroupText> => {
  const name = `source${index}`;
  return fc.oneof(
    group(name, { type: '2', uri: `file:///media/${index}.mp4` }, uriKeys),
    group(name, { type: '2', uri: `file://media/${index}.mp4` }, uriKeys),
    group(
      name,
      { type: '4', uri: `rtsp://10.0.0.1/${index}` },
      {
        ...uriKeys,
        'select-rtp-protocol': fc.constantFrom('0', '4'),
        'rtsp-reconnect-interval-sec': number(0, 60),
        'smart-record': number(0, 2),
        'smart-rec-cache': number(0, 60),
        'smart-rec-file-prefix': fc.constantFrom('front', 'back'),
      },
    ),
    group(name, { type: '3', uri: 'file:///media/%d.mp4', 'num-sources': '3' }, uriKeys),
    group(name, { type: '1', 'camera-v4l2-dev-node': '3', ...camera }, gpu),
    group(name, { type: '5', 'camera-csi-sensor-id': '1', ...camera }, {}),
    group(name, { enable: '0', type: '2', uri: 'file:///off.mp4' }, uriKeys),
  );
};

const render = { sync: onOff, qos: onOff, ...gpu };
const encoder = {
  codec: fc.constantFrom('1', '2'),
  'enc-type': onOff,
  bitrate: fc.constantFrom('500000', '4000000'),
  profile: fc.constantFrom('0'),
  iframeinterval: number(0, 60),
  sync: onOff,
};

const sink = (index: number): fc.Arbitrary<AppGroupText> => {
  const name = `sink${index}`;
  const id = { 'source-id': number(0, 2), 'link-to-demux': onOff, nvdslogger: onOff };
  return fc.oneof(
    group(name, { type: '1' }, { ...id, ...render }),
    group(
      name,
      { type: '2' },
      { ...id, ...render, width: number(1, 2000), height: number(1, 2000) },
    ),
    group(
      name,
      { type: '3', 'output-file': 'out.mp4' },
      {
        ...id,
        ...encoder,
        container: fc.constantFrom('1', '2'),
      },
    ),
    group(name, { type: '3', codec: '3', 'output-file': 'out.mkv' }, id),
    group(
      name,
      { type: '4' },
      {
        ...id,
        ...encoder,
        'rtsp-port': number(8554, 8600),
        'udp-port': number(5000, 5400),
      },
    ),
    group(
      name,
      { type: '5' },
      { ...id, sync: onOff, 'conn-id': number(0, 3), 'plane-id': number(0, 3) },
    ),
    group(
      name,
      { type: '6', 'msg-broker-proto-lib': '/opt/kafka.so' },
      {
        'msg-conv-config': path,
        'msg-conv-payload-type': fc.constantFrom('0', '1', '257'),
        'msg-broker-conn-str': fc.constant('host;9092'),
        topic: fc.constant('cars'),
        'disable-msgconv': onOff,
        sync: onOff,
      },
    ),
    group(name, { enable: '0', type: '2' }, render),
  );
};

const gieKeys = {
  'batch-size': number(1, 16),
  interval: number(0, 5),
  'model-engine-file': path,
  'plugin-type': onOff,
  'gpu-id': number(0, 2),
  'bbox-border-color0': fc.constant('1;0;0;1'),
};

/** Ids 2 and on, each working on the objects of an earlier one. */
const secondary = (index: number): fc.Arbitrary<AppGroupText> =>
  group(
    `secondary-gie${index}`,
    { 'config-file': 's.txt', 'gie-unique-id': String(index + 2) },
    {
      ...gieKeys,
      'operate-on-gie-id': number(1, index + 1),
      'operate-on-class-ids': fc.constantFrom('0', '0;2', '1;2;'),
    },
  );

const list = (make: (index: number) => fc.Arbitrary<AppGroupText>, max: number) =>
  fc
    .integer({ min: 0, max })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => make(index))));

const optional = (made: fc.Arbitrary<AppGroupText>) => fc.option(made, { nil: undefined });

export const arbitraryApp: fc.Arbitrary<AppText> = fc
  .record({
    sources: list(source, 4),
    sinks: list(sink, 4),
    secondaries: list(secondary, 3),
    single: fc.tuple(
      optional(
        group(
          'tiled-display',
          {},
          {
            enable: number(0, 3),
            rows: number(1, 3),
            columns: number(1, 3),
            width: number(1, 4000),
            height: number(1, 4000),
            ...gpu,
          },
        ),
      ),
      optional(
        group(
          'osd',
          {},
          {
            enable: onOff,
            'process-mode': onOff,
            'display-text': onOff,
            'show-clock': onOff,
            'clock-text-size': number(0, 60),
            'clock-color': fc.constantFrom('1;0;0;1', '0.3;0.7;0.1;0', '1;1;1;1'),
            'border-width': number(0, 5),
            font: fc.constant('Serif'),
            ...gpu,
          },
        ),
      ),
      maybe({
        'batch-size': number(1, 16),
        'batched-push-timeout': number(-1, 40000),
        width: number(1, 4000),
        height: number(1, 4000),
        'live-source': onOff,
        'enable-padding': onOff,
        'buffer-pool-size': number(4, 16),
        'sync-inputs': onOff,
        ...gpu,
      }).map((keys) => ({ name: 'streammux', keys })),
      optional(group('pre-process', { 'config-file': 'pre.txt' }, {})),
      optional(
        group(
          'primary-gie',
          { 'config-file': 'p.txt', 'gie-unique-id': '1' },
          {
            ...gieKeys,
            'nvbuf-memory-type': number(0, 3),
          },
        ),
      ),
      optional(
        group(
          'tracker',
          { 'll-lib-file': '/opt/t.so' },
          {
            enable: onOff,
            'tracker-width': number(32, 960),
            'tracker-height': number(32, 960),
            'll-config-file': fc.constantFrom('t.yml', 't.yml;u.yml'),
            'tracking-id-reset-mode': number(0, 3),
            'display-tracking-id': onOff,
          },
        ),
      ),
      optional(group('nvds-analytics', { 'config-file': 'an.txt' }, { enable: onOff })),
      optional(
        group(
          'ds-example',
          { 'full-frame': '1' },
          {
            'processing-width': number(1, 640),
            'blur-objects': onOff,
            'unique-id': number(0, 20),
            ...gpu,
          },
        ),
      ),
      optional(
        group(
          'message-converter',
          { 'msg-conv-config': 'c.txt' },
          {
            enable: onOff,
            'msg-conv-frame-interval': number(1, 60),
          },
        ),
      ),
      fc.record({ 'file-loop': onOff }).map((keys) => ({ name: 'tests', keys })),
      optional(
        maybe({
          'enable-perf-measurement': onOff,
          'global-gpu-id': number(0, 2),
          'gie-kitti-output-dir': fc.constant('boxes'),
        }).map((keys) => ({ name: 'application', keys })),
      ),
    ),
  })
  .map(({ sources, sinks, secondaries, single }) => [
    ...sources,
    ...sinks,
    ...single.flatMap((one) => (one === undefined ? [] : [one])),
    ...secondaries,
  ]);

export function iniOf(app: AppText): string {
  return app
    .map(
      ({ name, keys }) =>
        `[${name}]\n${entries(keys)
          .map(([key, value]) => `${key}=${value}\n`)
          .join('')}`,
    )
    .join('\n');
}

/** Numbers that stand for "not given" in a CSV file. */
const fillers: Readonly<Record<string, string>> = {
  latency: '100',
  'num-extra-surfaces': '1',
  uri: '',
  'smart-rec-file-prefix': '',
  'num-sources': '1',
};

export function yamlOf(app: AppText): { readonly text: string; readonly csv: string } {
  const rows = app.filter(({ name }) => name.startsWith('source'));
  const global = app.find(({ name }) => name === 'application')?.keys['global-gpu-id'];
  const filler = (key: string) => (key === 'gpu-id' ? global : undefined) ?? fillers[key] ?? '0';
  const columns = [...new Set(rows.flatMap(({ keys }) => Object.keys(keys)))];
  const csv = [
    columns.join(','),
    ...rows.map(({ keys }) => columns.map((key) => keys[key] ?? filler(key)).join(',')),
  ];
  const groups = app.filter((each) => !rows.includes(each));
  const text = [
    rows.length === 0 ? '' : 'source:\n  csv-file-path: sources.csv\n',
    ...groups.map(
      ({ name, keys }) =>
        `${name}:\n${entries(keys)
          .map(([key, value]) => `  ${key}: ${value}\n`)
          .join('')}`,
    ),
  ];
  return { text: text.join(''), csv: `${csv.join('\n')}\n` };
}

function entries(keys: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(keys);
}
