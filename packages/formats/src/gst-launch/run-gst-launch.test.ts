/** What is written is run by the real gst-launch-1.0: that is who has to understand it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogueFor } from '@pipewright/catalogue';
import { type ElementNode, type PipelineDocument, parseDocument } from '@pipewright/graph';
import { afterAll, describe, expect, it } from 'vitest';
import { type LaunchCatalogue, writeGstLaunch } from './write-gst-launch.ts';

const catalogue = catalogueFor({ platform: 'dgpu', deepstream: '9.1', streammux: 'legacy' });
const folder = mkdtempSync(join(tmpdir(), 'pipewright-gst-launch-'));
afterAll(() => rmSync(folder, { recursive: true }));

function parsed(body: string): PipelineDocument {
  const result = parseDocument(
    `formatVersion: 1\nname: Test\ntarget: {platform: dgpu, deepstream: "9.1"}\n${body}`,
  );
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.document;
}

/** For values that are to stay relative to the folder where the command runs. */
const withoutPaths: LaunchCatalogue = {
  factory: (name) => catalogue.factory(name),
  property: (factory, name) => catalogue.property(factory, name),
  padTemplateFor: (factory, pad) => catalogue.padTemplateFor(factory, pad),
  propertyRole: () => 'plain',
};

function written(document: PipelineDocument, launchCatalogue: LaunchCatalogue = catalogue) {
  const result = writeGstLaunch(document, {
    catalogue: launchCatalogue,
    documentFolder: folder,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result;
}

/** Runs to EOS; gives what gst-launch printed. */
function run(command: string, env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 15_000,
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`exit status ${status} of\n${command}\n${stdout}${stderr}`);
  expect(`${stdout}${stderr}`).toContain('Got EOS');
  return stdout;
}

/** Runs the line and the script. */
function runBoth(document: PipelineDocument): string {
  const { line, script } = written(document);
  writeFileSync(join(folder, 'run.sh'), script);
  run('sh run.sh');
  return run(line.replace('gst-launch-1.0', 'gst-launch-1.0 -v'));
}

describe('gst-launch-1.0 runs to EOS', () => {
  it('a tee with branches that meet again', () => {
    runBoth(
      parsed(`
elements:
  source: {factory: videotestsrc, properties: {num-buffers: 3}}
  tee: {factory: tee}
  queue0: {factory: queue, properties: {leaky: 2, max-size-buffers: 4}}
  queue1: {factory: queue}
  queue.2: {factory: queue}
  mix: {factory: funnel}
  sink: {factory: fakesink, properties: {sync: false, async: false}}
  other: {factory: fakesink, properties: {sync: false, async: false}}
links:
  - source.src -> tee.sink
  - tee.src_%u -> queue0.sink
  - tee.src_1 -> queue1.sink
  - tee.src_%u -> queue.2.sink
  - queue0.src -> mix.sink_%u
  - queue1.src -> mix.sink_0
  - mix.src -> sink.sink
  - queue.2.src -> other.sink
`),
    );
  });

  it("a compositor with its pads' properties", () => {
    const output = runBoth(
      parsed(`
elements:
  left: {factory: videotestsrc, properties: {num-buffers: 3, pattern: 18}}
  right: {factory: videotestsrc, properties: {num-buffers: 3, pattern: 1}}
  wall:
    factory: compositor
    properties: {background: 1}
    pads:
      sink_0: {xpos: 0}
      sink_1: {xpos: 100, alpha: 0.5}
  sink: {factory: fakesink, properties: {sync: false}}
links:
  - {from: left.src, to: wall.sink_0, caps: "video/x-raw, width=(int)100, height=50"}
  - {from: right.src, to: wall.sink_1, caps: "video/x-raw, width=60, height=50; video/x-raw, width=60, height=40"}
  - wall.src -> sink.sink
`),
    );
    expect(output).toMatch(
      /GstFakeSink:sink.GstPad:sink: caps = .*width=\(int\)160, height=\(int\)50/,
    );
  });

  it('sometimes pads, with and without caps', () => {
    const media = join(folder, 'both.mkv');
    run(
      `gst-launch-1.0 -e matroskamux name=m ! filesink location=${media} ` +
        'videotestsrc num-buffers=5 ! video/x-raw,width=64,height=48 ! vp8enc ! m. ' +
        'audiotestsrc num-buffers=5 ! vorbisenc ! m.',
    );
    const output = runBoth(
      parsed(`
elements:
  file: {factory: filesrc, properties: {location: both.mkv}}
  demux: {factory: matroskademux}
  vq: {factory: queue}
  decoder: {factory: decodebin}
  convert: {factory: videoconvert}
  video: {factory: fakesink, properties: {sync: false}}
  aq: {factory: queue}
  audio: {factory: fakesink, properties: {sync: false}}
links:
  - file.src -> demux.sink
  - {from: demux.video_%u, to: vq.sink, caps: video/x-vp8}
  - vq.src -> decoder.sink
  - {from: decoder.src_%u, to: convert.sink, caps: video/x-raw}
  - convert.src -> video.sink
  - demux.audio_0 -> aq.sink
  - aq.src -> audio.sink
`),
    );
    expect(output).toMatch(/GstFakeSink:video.GstPad:sink: caps = video\/x-raw/);
    expect(output).toMatch(/GstFakeSink:audio.GstPad:sink: caps = audio\/x-vorbis/);
  });

  it('unnamed elements beside ones that are called as GStreamer would call them', () => {
    const { line } = written(
      parsed(`
elements:
  a: {factory: fakesrc, properties: {num-buffers: 1}}
  tee0: {factory: tee}
  queue1: {factory: queue}
  queue0: {factory: queue}
  süd: {factory: queue}
  s: {factory: fakesink, properties: {async: false}}
  fakesink0: {factory: fakesink, properties: {async: false}}
links:
  - a.src -> tee0.sink
  - tee0.src_0 -> queue1.sink
  - queue1.src -> queue0.sink
  - queue0.src -> s.sink
  - tee0.src_1 -> süd.sink
  - süd.src -> fakesink0.sink
`),
    );
    run(line);
  });
});

// Names of files: the value arrives if the file is there.
const AWKWARD = [
  'plain',
  'with space',
  'two  spaces ',
  ' leading',
  '"quoted"',
  '""',
  '"',
  "'single'",
  'half"quoted',
  'say "hi there" twice',
  "it's",
  'a!b',
  'a ! b',
  '!',
  'back\\slash',
  'back\\\\slashes two',
  'trailing\\',
  'trailing space\\',
  'ü "x\\',
  'slash quote\\"x y',
  'tab\tinside',
  'line\nbreak',
  '$HOME',
  '`ls`',
  '${files}',
  '*',
  '#hash',
  'semi;colon',
  'a=b',
  'name.sink_0 x.',
  '(paren)',
  '[a, b]',
  '{a}',
  '<b>',
  'video-x-raw, width=1; caps',
  'ünï\u{1f600}',
  '%d',
  '-dash',
  '~',
  'NULL',
  'true',
  '0x10',
];

describe('values arrive as they are', () => {
  it('in the line and in the script', () => {
    const base = parsed('');
    const document: PipelineDocument = {
      ...base,
      elements: Object.fromEntries(
        AWKWARD.flatMap((name, index) => [
          [`source${index}`, { factory: 'fakesrc', properties: { 'num-buffers': 1 }, pads: {} }],
          [`sink${index}`, fileSink(name)],
        ]),
      ),
      links: AWKWARD.map((_name, index) => ({
        from: { element: `source${index}`, pad: 'src' },
        to: { element: `sink${index}`, pad: 'sink' },
      })),
    };
    const { line, script, notes } = written(document, withoutPaths);
    expect(notes).toEqual([]);
    const expected = AWKWARD.toSorted();
    const scriptFile = join(folder, 'values.sh');
    writeFileSync(scriptFile, script);
    for (const commandLine of [line, `sh '${scriptFile}'`]) {
      for (const name of AWKWARD) rmSync(join(folder, name), { force: true });
      run(commandLine);
      const files = readdirSync(folder).filter((name) => AWKWARD.includes(name));
      expect(files.toSorted()).toEqual(expected);
    }
  });

  it('but for what gst-launch has no way to write, which is noted', () => {
    const caps = 'video/x-raw\\';
    const { notes } = written({
      ...parsed(''),
      elements: { sink: { factory: 'capsfilter', properties: { caps }, pads: {} } },
    });
    expect(notes).toEqual([
      {
        kind: 'lost',
        message: expect.stringContaining("can't be given this value of caps"),
        place: { element: 'sink', property: 'caps' },
      },
    ]);
  });
});

function fileSink(location: string): ElementNode {
  const text = location.replaceAll('${', () => '$${');
  return { factory: 'filesink', properties: { location: text, async: false }, pads: {} };
}

it('writes config files that the elements can read', () => {
  const text = 'a: $HOME `x` \\n "q"\n\n  EOF\nEOF\nfile=other.txt\n';
  const document = parsed(`
elements:
  source: {factory: filesrc, properties: {location: configs/a.txt}}
  sink: {factory: filesink, properties: {location: copy.txt}}
links: [source.src -> sink.sink]
files:
  configs/a.txt: ""
  other.txt: x
`);
  const withText = { ...document, files: { ...document.files, 'configs/a.txt': text } };
  writeFileSync(join(folder, 'files.sh'), written(withText).script);
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  run('sh files.sh', { TMPDIR: temporary });
  expect(readFileSync(join(folder, 'copy.txt'), 'utf8')).toBe(text);
  expect(readdirSync(temporary)).toEqual([]);
});

it('takes secrets from the environment only', () => {
  const document = parsed(`
parameters:
  target-name: {type: string, secret: true}
elements:
  source: {factory: fakesrc, properties: {num-buffers: 1}}
  sink: {factory: filesink, properties: {location: "to \${target-name}", async: false}}
links: [source.src -> sink.sink]
`);
  const { line, script } = written(document, withoutPaths);
  const file = join(folder, 'secret.sh');
  writeFileSync(file, script);
  run(line, { TARGET_NAME: 'a $HOME' });
  run(`sh '${file}'`, { TARGET_NAME: 'b c' });
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['to a $HOME', 'to b c']));
  expect(() => run(`sh '${file}'`)).toThrow(/TARGET_NAME: set it/);
});
