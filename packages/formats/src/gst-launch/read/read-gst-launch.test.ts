/** Scripts, manuals and terminals around a pipeline; what can't be read, and where. */
import { catalogueFor } from '@pipewright/catalogue';
import { formatPadRef } from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '../../import/import-format.ts';
import { recogniseImportFormat } from '../../import/import-formats.ts';
import { noteText } from '../../note.ts';
import { gstLaunchImport } from '../gst-launch-import.ts';

async function readAll(text: string, options: Partial<ImportOptions> = {}) {
  const result = await gstLaunchImport.read(
    { text, fileName: 'run.sh' },
    { catalogueFor, ...options },
  );
  if (!result.ok) throw new Error(result.errors.map(noteText).join('\n'));
  return result.pipelines;
}

async function read(text: string, options: Partial<ImportOptions> = {}) {
  const [{ document, notes }] = await readAll(text, options);
  return {
    document,
    notes: notes.map(noteText),
    chain: Object.values(document.elements)
      .map(({ factory }) => factory)
      .join(' '),
    links: document.links.map(
      ({ from, to, caps }) =>
        `${formatPadRef(from)} -> ${formatPadRef(to)}${caps === undefined ? '' : ` [${caps}]`}`,
    ),
    properties: (name: string) => document.elements[name]?.properties,
  };
}

async function errorsOf(text: string) {
  const result = await gstLaunchImport.read({ text, fileName: 'run.sh' }, { catalogueFor });
  return result.ok ? [] : result.errors.map((error) => `${noteText(error)} | ${error.remedy}`);
}

const CHAIN = 'videotestsrc queue fakesink';

describe('around the pipeline', () => {
  it.each([
    ['nothing', 'videotestsrc ! queue ! fakesink'],
    ['a command', 'gst-launch-1.0 videotestsrc ! queue ! fakesink'],
    ['a path', '/usr/bin/gst-launch-1.0 videotestsrc ! queue ! fakesink'],
    ['a prompt', '$ gst-launch-1.0 videotestsrc ! queue ! fakesink'],
    [
      'a prompt with a host',
      'user@orin:~/app$ gst-launch-1.0 videotestsrc ! \\\n> queue ! fakesink',
    ],
    ["root's prompt", '# gst-launch-1.0 videotestsrc ! queue ! fakesink'],
    ['sudo and variables', 'sudo DISPLAY=:0 gst-launch-1.0 videotestsrc ! queue ! fakesink'],
    ['options', 'gst-launch-1.0 -v -e --gst-debug=3 videotestsrc ! queue ! fakesink -m'],
    ['an option with a value', 'gst-launch-1.0 --gst-debug 3 videotestsrc ! queue ! fakesink'],
    ['a pipe', 'gst-launch-1.0 videotestsrc ! queue ! fakesink 2>&1 | tee log.txt'],
    ['a background job', 'gst-launch-1.0 videotestsrc ! queue ! fakesink > /dev/null &\nwait'],
    ['continuations', 'gst-launch-1.0 videotestsrc ! \\\n  queue ! \\\r\n  fakesink'],
    ['a comment inside', 'gst-launch-1.0 videotestsrc ! \\\n# buffers\nqueue ! fakesink'],
    ['spaces behind a backslash', 'gst-launch-1.0 videotestsrc ! \\  \nqueue ! fakesink'],
    ['lost backslashes', 'gst-launch-1.0 videotestsrc !\n queue\n ! fakesink'],
    [
      'a fence',
      "It's so:\n\n```bash\n$ gst-launch-1.0 videotestsrc ! queue ! fakesink\n```\n\nDon't.",
    ],
    ['a sentence', 'Run `gst-launch-1.0 videotestsrc ! queue ! fakesink` now.'],
    ['a condition', 'if [ -e x ]; then\n  gst-launch-1.0 videotestsrc ! queue ! fakesink\nfi'],
    ['quoted links', "gst-launch-1.0 videotestsrc '!' queue \\! fakesink"],
  ])('%s', async (_what, text) => {
    const { chain, links } = await read(text);
    expect(chain).toBe(CHAIN);
    expect(links).toEqual(['videotestsrc0.src -> queue0.sink', 'queue0.src -> fakesink0.sink']);
  });

  it('says what is not part of a pipeline, with its place', async () => {
    const { notes } = await read(
      'cd /opt\nGST_DEBUG=3 gst-launch-1.0 -v videotestsrc ! fakesink | tee log',
    );
    expect(notes).toEqual([
      expect.stringMatching(/^run\.sh:1:1: relative paths/),
      expect.stringMatching(/^run\.sh:2:28: -v: options/),
      expect.stringMatching(/^run\.sh:2:\d+: what reads the output/),
      expect.stringMatching(/^run\.sh:2:1: the environment variable GST_DEBUG=3/),
    ]);
  });

  it('finds several pipelines in one script', async () => {
    const pipelines = await readAll(
      'gst-launch-1.0 videotestsrc ! fakesink && gst-launch-1.0 audiotestsrc ! fakesink\n' +
        '# gst-launch-1.0 nothing\ngst-launch-1.0 fakesrc ! fakesink',
    );
    expect(
      pipelines.map(({ document }) => [document.name, Object.keys(document.elements)[0]]),
    ).toEqual([
      ['run 1', 'videotestsrc0'],
      ['run 2', 'audiotestsrc0'],
      ['run 3', 'fakesrc0'],
    ]);
  });

  it('takes the target from the environment and from elements of Jetson', async () => {
    const { document } = await read(
      'export USE_NEW_NVSTREAMMUX=yes\ngst-launch-1.0 nvarguscamerasrc ! m.sink_0 nvstreammux name=m ! fakesink',
    );
    expect(document.target).toMatchObject({ platform: 'jetson', streammux: 'new' });
    const told = await read('nvarguscamerasrc ! fakesink', { target: { platform: 'dgpu' } });
    expect(told.document.target.platform).toBe('dgpu');
  });
});

describe('quotes', () => {
  it.each([
    [`location='a b.mp4'`, 'a b.mp4'],
    [`location="a b.mp4"`, 'a b.mp4'],
    [`"location=a b.mp4"`, 'a b.mp4'],
    [`location=a\\ b.mp4`, 'a b.mp4'],
    [`location=$'a b\\x21'`, 'a b!'],
    [`location="it's"`, "it's"],
    [`location='\${HOME}'`, '$${HOME}'],
    [`location = a.mp4`, 'a.mp4'],
    [`location=<your video>`, '<your video>'],
    [`location="rtsp://a/?b=1&c=2"`, 'rtsp://a/?b=1&c=2'],
    [`location=rtsp://a/?b=1&c=2`, 'rtsp://a/?b=1&c=2'],
  ])('of %s', async (assignment, value) => {
    const { properties } = await read(`gst-launch-1.0 filesrc ${assignment} ! fakesink`);
    expect(properties('filesrc0')).toEqual({ location: value });
  });

  it('of caps', async () => {
    for (const caps of [
      "'video/x-raw(memory:NVMM), width=(int)1920'",
      '"video/x-raw(memory:NVMM), width=(int)1920"',
      'video/x-raw\\(memory:NVMM\\),\\ width=\\(int\\)1920',
      'video/x-raw(memory:NVMM), width=(int)1920',
    ]) {
      const { links } = await read(`gst-launch-1.0 nvvideoconvert ! ${caps} ! nvdsosd`);
      expect(links).toEqual([
        'nvvideoconvert0.src -> nvdsosd0.sink [video/x-raw(memory:NVMM), width=(int)1920]',
      ]);
    }
  });
});

describe('variables', () => {
  it('that the script assigns are parameters with their value', async () => {
    const { document, properties, links } = await read(
      'VIDEO=/media/a.mp4\nW=640\nROOT="$VIDEO".d\n' +
        'gst-launch-1.0 filesrc location=$VIDEO blocksize=${W} ! video/x-raw,width=$W ! filesink location=$ROOT/out',
    );
    expect(document.parameters).toEqual({
      VIDEO: { type: 'path', default: '/media/a.mp4' },
      W: { type: 'string', default: '640' },
      ROOT: { type: 'string', default: '/media/a.mp4.d' },
    });
    expect(properties('filesrc0')).toEqual({ location: '${VIDEO}', blocksize: '${W}' });
    expect(links).toEqual(['filesrc0.src -> filesink0.sink [video/x-raw,width=${W}]']);
  });

  it('take the type of the property that they are the value of', async () => {
    const { document } = await read(
      'N=5; S=no; U=rtsp://a/b\ngst-launch-1.0 nvurisrcbin uri=$U num-extra-surfaces=$N ! fakesink sync=$S',
    );
    expect(document.parameters).toEqual({
      U: { type: 'uri', default: 'rtsp://a/b' },
      N: { type: 'integer', default: 5 },
      S: { type: 'boolean', default: false },
    });
  });

  it('without a value are parameters to be given, with a note', async () => {
    const { document, notes } = await read(
      'gst-launch-1.0 filesrc location=$1 ! fakesink name=s last-message=${X:-none} ts-offset=$(date +%s)',
    );
    expect(document.parameters).toEqual({
      'argument-1': { type: 'path' },
      X: { type: 'string', default: 'none' },
      'date-s': { type: 'integer' },
    });
    expect(notes).toContainEqual(
      expect.stringMatching(/^run\.sh:1:33: argument-1: \$1 has no value/),
    );
    expect(notes).toContainEqual(expect.stringContaining('$(date +%s) has no value'));
  });

  it('that hold elements are put in place when they are known', async () => {
    const { chain } = await read(
      `DECODE="h264parse ! nvv4l2decoder"\ngst-launch-1.0 filesrc ! $DECODE ! fakesink`,
    );
    expect(chain).toBe('filesrc h264parse nvv4l2decoder fakesink');
    expect(await errorsOf('gst-launch-1.0 filesrc !\\\n $DECODE ! fakesink')).toEqual([
      expect.stringMatching(/^run\.sh:2:2: \$DECODE stands where elements/),
    ]);
  });

  it('that are secrets by their name are secret parameters', async () => {
    const { document } = await read('gst-launch-1.0 rtspsrc user-pw=$RTSP_PASSWORD ! fakesink');
    expect(document.parameters).toEqual({ RTSP_PASSWORD: { type: 'string', secret: true } });
  });
});

describe('the graph', () => {
  it('has typed properties, on elements and pads', async () => {
    const { document, properties } = await read(
      'gst-launch-1.0 videotestsrc pattern=18 is_live=1 ! wall.sink_0 ' +
        'compositor name=wall sink_0::xpos=10 sink_0::alpha=.5 background=1 ! fakesink sync=no',
    );
    expect(properties('videotestsrc0')).toEqual({ pattern: 'ball', 'is-live': true });
    expect(properties('fakesink0')).toEqual({ sync: false });
    expect(document.elements.wall).toEqual({
      factory: 'compositor',
      properties: { background: 'black' },
      pads: { sink_0: { xpos: 10, alpha: 0.5 } },
    });
  });

  it('links what demuxers will have by what is wanted', async () => {
    const { links } = await read(
      'filesrc ! qtdemux name=d d. ! queue ! h264parse ! fakesink d. ! queue ! aacparse ! fakesink',
    );
    expect(links).toContain('d.video_%u -> queue0.sink');
    expect(links).toContain('d.audio_%u -> queue1.sink');
  });

  it('is flat: what bins were is noted', async () => {
    const { links, notes } = await read('bin.( name=b fakesrc ! queue ) ! fakesink');
    expect(links).toEqual(['fakesrc0.src -> queue0.sink', 'queue0.src -> fakesink0.sink']);
    expect(notes).toEqual([expect.stringContaining('left out: its name "b"')]);
  });

  it('gives elements other names where theirs do not do', async () => {
    const { document, notes } = await read(
      'fakesrc name=1st ! ( fakesink name=s ) fakesrc ! ( fakesink name=s )',
    );
    expect(Object.keys(document.elements)).toEqual(['_1st', 's', 'fakesrc0', 's-2']);
    expect(notes).toHaveLength(2);
  });

  it('says what a document has no word for', async () => {
    const { notes } = await read(
      'nvdsvideotemplate customlib-props=a:1 customlib-props=b:2 ! x264enc @preset=fast ! fakesink sync=1 sync=0',
    );
    expect(notes).toEqual([
      expect.stringContaining('"a:1" is left out'),
      expect.stringContaining('the preset "fast"'),
      expect.stringContaining('sync is set twice'),
    ]);
  });

  it('keeps what the catalogue doubts, with a note', async () => {
    const { notes, properties } = await read('nvinver a=1 ! fakesink snyc=true num-buffers=many');
    expect(properties('fakesink0')).toEqual({ snyc: true, 'num-buffers': 'many' });
    expect(notes).toEqual([
      expect.stringContaining('did you mean nvinfer?'),
      expect.stringContaining('did you mean sync?'),
      expect.stringContaining('does not take "many"'),
    ]);
  });

  it('takes config files along', async () => {
    const { document } = await read('nvinfer config-file-path=configs/a.txt ! fakesink', {
      readFile: async (path) => (path === 'configs/a.txt' ? '[property]\n' : undefined),
    });
    expect(document.files).toEqual({ 'configs/a.txt': '[property]\n' });
  });

  it('takes along what the script itself writes', async () => {
    const { document, properties } = await read(
      "N=4\ncat > pgie.txt <<EOF\n[property]\nbatch-size=$N\nEOF\ntee b.txt <<'END'\n$N\nEND\n" +
        'gst-launch-1.0 nvinfer config-file-path=pgie.txt ! fakesink',
    );
    expect(properties('nvinfer0')).toEqual({ 'config-file-path': 'pgie.txt' });
    expect(document.files).toEqual({ 'pgie.txt': '[property]\nbatch-size=4\n', 'b.txt': '$N\n' });
    expect(document.parameters).toEqual({});
  });
});

describe('errors name the place, what is wrong and what to do', () => {
  it.each([
    [
      'gst-launch-1.0 fakesrc ! ! fakesink',
      'run.sh:1:26: syntax error: expected an element',
      'remove one "!"',
    ],
    ['gst-launch-1.0 fakesrc !', 'run.sh:1:25: syntax error', 'add what the last "!" leads to'],
    [
      'gst-launch-1.0 fakesrc ! \\\n m. ! fakesink',
      'run.sh:2:5: syntax error',
      'start the next one with m.',
    ],
    ['gst-launch-1.0 fakesrc ! m.sink_0', 'run.sh:1:26: there is no element named "m"', 'name=m'],
    [
      'gst-launch-1.0 fakesrc ! m.x funnel name=m',
      'run.sh:1:28: m (funnel) has no sink pad x',
      'sink_0',
    ],
    ['gst-launch-1.0 fakesink ! fakesrc', 'has no source pad', 'at the end of its chain'],
    [
      'gst-launch-1.0 fakesrc name=s ! fakesink s. ! fakesink',
      'run.sh:1:45: the pad s.src is already linked to fakesink0.sink',
      'tee',
    ],
    ['gst-launch-1.0 fakesrc num-buffers= -1 ! fakesink', 'has no option -1', 'num-buffers=-1'],
    ['fakesrc\u00a0! fakesink', 'run.sh:1:8: syntax error', 'no-break space'],
    ['videotestsrc ! video/x-raw', 'no source element for the URI "/x-raw"', 'between two "!"'],
    ['fakesrc name=a ! queue name=a ! fakesink', 'two elements are named "a"', 'another name'],
    ['', 'the pipeline is empty', 'at least one element'],
  ])('%s', async (text, message, remedy) => {
    const [error = ''] = await errorsOf(text);
    expect(error).toContain(message);
    expect(error).toContain(remedy);
  });

  it.each([
    '"',
    "'",
    '$',
    '`',
    '$(',
    '${',
    '\\',
    '<<',
    '((((',
    '=',
    '\ue100',
    '\u0000',
    "a=$'",
    'gst-launch-1.0',
    '# x\n```',
  ])('and never throws: %j', async (text) => {
    for (const each of [text, `gst-launch-1.0 ${text}`, `gst-launch-1.0 fakesrc ${text} ! x`]) {
      const result = await gstLaunchImport.read({ text: each, fileName: '' }, { catalogueFor });
      if (!result.ok) expect(result.errors.length).toBeGreaterThan(0);
    }
  });
});

describe('is recognised', () => {
  const recognised = (text: string, fileName = 'x.txt') =>
    recogniseImportFormat({ text, fileName })?.id;

  it.each([
    'gst-launch-1.0 videotestsrc ! fakesink',
    'videotestsrc ! fakesink',
    'videotestsrc pattern=ball \\\n ! fakesink',
    'Do:\n```\n$ gst-launch-1.0 -e fakesrc ! fakesink\n```\n',
    'set -e\nfor x in 1 2; do USE_NEW_NVSTREAMMUX=yes gst-launch-1.0 fakesrc ! fakesink; done',
  ])('%s', (text) => {
    expect(recognised(text)).toBe('gst-launch');
  });

  it.each([
    '[property]\n# gst-launch-1.0 fakesrc ! fakesink\nkey=value ! odd',
    'formatVersion: 1\nname: gst-launch-1.0 a ! b',
    'deepstream:\n  nodes:\n  - type: x # a ! b\n',
    'key: "a ! b"\n',
    'Wow! That is nice.',
    '{"a": "b ! c"}',
    'digraph pipeline { a -> b }',
    '',
  ])('and nothing else is: %s', (text) => {
    expect(recognised(text)).not.toBe('gst-launch');
  });
});
