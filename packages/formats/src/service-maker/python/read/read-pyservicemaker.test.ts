import { catalogueFor } from '@pipewright/catalogue';
import { emptyDocument, linkId, type PipelineDocument } from '@pipewright/graph';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteText } from '../../../note.ts';
import { drawnPipelines, graphOf } from '../../drawn-pipelines.ts';
import { pyservicemakerExport } from '../write-pyservicemaker.ts';
import { pyservicemakerImport } from './read-pyservicemaker.ts';

const IMPORT = 'from pyservicemaker import Flow, Pipeline, Probe, RenderMode\n';

async function readAll(text: string, files: Readonly<Record<string, string>> = {}) {
  const result = await pyservicemakerImport.read(
    { text, fileName: 'app.py' },
    { catalogueFor, readFile: async (path) => files[path] },
  );
  if (!result.ok) throw new Error(result.errors.map(noteText).join('\n'));
  return result.pipelines.map(({ document, notes }) => ({
    document,
    links: document.links.map(linkId),
    elements: Object.entries(document.elements).map(([name, { factory }]) => `${name}: ${factory}`),
    notes: notes.map(noteText),
  }));
}

async function readIn(text: string, files: Readonly<Record<string, string>> = {}) {
  const [first] = await readAll(IMPORT + text, files);
  if (!first) throw new Error('no pipeline');
  return first;
}

function propertiesOf(document: PipelineDocument, element: string) {
  return document.elements[element]?.properties;
}

describe('the Pipeline API', () => {
  it('is read with chained calls, pads and f-strings of constants', async () => {
    const { document, links, notes } = await readIn(
      `
WIDTH = 1280
CODEC = "h264"

def main():
    pipeline = (
        Pipeline("cars")
        .add("filesrc", "src", {"location": f"media/{CODEC}/cars.{CODEC}"})
        .add(f"{CODEC}parse", "parser")
        .add("nvv4l2decoder", "decoder")
        .add("nvstreammux", "mux", {"batch-size": 1, "width": WIDTH, "height": WIDTH * 9 // 16})
        .add("nvinfer", "pgie", {"config-file-path": "pgie.txt"})
        .add("fakesink", "sink", {"sync": 0})
        .link("src", "parser", "decoder")
        .link(("decoder", "mux"), ("", "sink_%u"))
        .link("mux", "pgie", "sink")
    )
    pipeline["pgie"].set({"interval": 2})
    pipeline.start().wait()

if __name__ == "__main__":
    main()
`,
      { 'pgie.txt': '[property]\nnetwork-mode=2\n' },
    );
    expect(document.name).toBe('cars');
    expect(propertiesOf(document, 'src')).toEqual({ location: 'media/h264/cars.h264' });
    expect(propertiesOf(document, 'mux')).toEqual({ 'batch-size': 1, width: 1280, height: 720 });
    expect(propertiesOf(document, 'pgie')).toEqual({ 'config-file-path': 'pgie.txt', interval: 2 });
    expect(propertiesOf(document, 'sink')).toEqual({ sync: false });
    expect(document.files).toEqual({ 'pgie.txt': '[property]\nnetwork-mode=2\n' });
    expect(links).toEqual([
      'src.src -> parser.sink',
      'parser.src -> decoder.sink',
      'decoder.src -> mux.sink_0',
      'mux.src -> pgie.sink',
      'pgie.src -> sink.sink',
    ]);
    expect(notes).toEqual([]);
  });

  it('is read in loops over lists and ranges, and through functions and classes', async () => {
    const { elements, links } = await readIn(`
URIS = ["a.mp4", "b.mp4"]

class App:
    def __init__(self, uris):
        self.pipeline = Pipeline("app")
        self.add_sources(uris)
        self.pipeline.add("fakesink", "sink").link("mux", "sink")

    def add_sources(self, uris):
        self.pipeline.add("nvstreammux", "mux", {"batch-size": len(uris)})
        for index, uri in enumerate(uris):
            name = f"src_{index}"
            self.pipeline.add("nvurisrcbin", name, {"uri": uri})
            self.pipeline.link((name, "mux"), ("vsrc_%u", "sink_%u"))
        for index in range(2):
            self.pipeline.add("queue", "q" + str(index))

App(URIS)
`);
    expect(elements).toEqual([
      'mux: nvstreammux',
      'src_0: nvurisrcbin',
      'src_1: nvurisrcbin',
      'q0: queue',
      'q1: queue',
      'sink: fakesink',
    ]);
    expect(links.slice(0, 2)).toEqual([
      'src_0.vsrc_%u -> mux.sink_0',
      'src_1.vsrc_%u -> mux.sink_1',
    ]);
  });

  it('chooses by platform', async () => {
    const script = `${IMPORT}import platform
p = Pipeline("p").add("nv3dsink" if platform.processor() == "aarch64" else "nveglglessink", "sink")
`;
    const read = async (target: 'dgpu' | 'jetson') => {
      const result = await pyservicemakerImport.read(
        { text: script, fileName: 'app.py' },
        { catalogueFor, target: { platform: target } },
      );
      return result.ok ? result.pipelines[0].document.elements.sink?.factory : undefined;
    };
    expect([await read('dgpu'), await read('jetson')]).toEqual(['nveglglessink', 'nv3dsink']);
  });

  it('takes arguments and the environment for parameters', async () => {
    const { document } = await readIn(`
import os, sys
from multiprocessing import Process

def main(uri):
    p = Pipeline("p")
    p.add("nvurisrcbin", "src", {"uri": uri, "user-id": os.environ.get("CAMERA_USER", "me")})

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(1)
    Process(target=main, args=(sys.argv[1],)).start()
`);
    expect(propertiesOf(document, 'src')).toEqual({
      uri: '${argument-1}',
      'user-id': '${camera_user}',
    });
    expect(document.parameters).toEqual({
      'argument-1': { type: 'string' },
      camera_user: { type: 'string', default: 'me' },
    });
  });

  it('says with its line what is known only when it runs', async () => {
    const { notes, elements } = await readIn(`
p = Pipeline("p")
p.add("nvurisrcbin", "src", {"uri": choose(), "latency": 100})
for uri in load():
    p.add("queue", "q")
p.add(kind(), "x")
p.link("src", "gone")
p.attach("src", Probe("count", Counter()))
p.attach("src", "measure_fps_probe", "fps")
`);
    expect(elements).toEqual(['src: nvurisrcbin', 'q: queue']);
    expect(notes).toEqual([
      'app.py:4:3: src.uri: its value (choose()) is known only when the script runs, and is left out',
      'app.py:5:1: how often this loop runs is known only when the script runs: it is drawn once',
      'app.py:7:3: an element is left out: its factory is known only when the script runs',
      'app.py:8:3: a link is left out: there is no element "gone"',
      'app.py:9:3: src: "count" (Counter) is code that is attached to src, and is left out',
      'app.py:10:3: src: "fps" (measure_fps_probe) is code that is attached to src, and is left out: the frame rate of every link is shown while it runs, without a probe',
      'app.py:10:3: src: measure_fps_probe needs an element with a sink and a source pad, such as an inference element',
    ]);
  });

  it('reads every pipeline of a script, and the YAML that one is described by', async () => {
    const pipelines = await readAll(
      `${IMPORT}
Pipeline("first").add("videotestsrc", "a")
Pipeline("second", "graph.yaml").start().wait()
`,
      { 'graph.yaml': 'deepstream:\n  nodes:\n    - {type: audiotestsrc, name: b}\n' },
    );
    expect(pipelines.map(({ document, elements }) => [document.name, elements])).toEqual([
      ['first', ['a: videotestsrc']],
      ['second', ['b: audiotestsrc']],
    ]);
  });
});

describe('the Flow API', () => {
  it('is drawn with the elements that its stages stand for', async () => {
    const { elements, links, document } = await readIn(`
flow = Flow(Pipeline("flow")).batch_capture(["a.mp4", "b.mp4"], width=1280)
flow = flow.infer("pgie.txt", batch_size=2).track(ll_lib_file="libtracker.so")
flow = flow.fork()
flow.publish(msg_broker_conn_str="host;9092", topic="cars")
flow.render(mode=RenderMode.DISCARD, sync=False)
flow()
`);
    expect(elements).toEqual([
      'source-0: nvurisrcbin',
      'source-1: nvurisrcbin',
      'mux: nvstreammux',
      'infer: nvinfer',
      'tracker: nvtracker',
      'tee: tee',
      'queue: queue',
      'convert: nvmsgconv',
      'broker: nvmsgbroker',
      'queue-2: queue',
      'sink: fakesink',
    ]);
    expect(propertiesOf(document, 'mux')).toEqual({
      'batch-size': 2,
      height: 1080,
      'batched-push-timeout': 33000,
      width: 1280,
    });
    expect(propertiesOf(document, 'infer')).toEqual({
      'config-file-path': 'pgie.txt',
      'batch-size': 2,
    });
    expect(propertiesOf(document, 'broker')).toEqual({ 'conn-str': 'host;9092', topic: 'cars' });
    expect(links).toContain('tee.src_1 -> queue-2.sink');
    expect(links).toContain('queue-2.src -> sink.sink');
  });

  it('is read in the form capture, batch', async () => {
    const { elements } = await readIn(`
Flow(Pipeline("p")).capture(["a.mp4"]).batch(batch_size=1).infer("i.txt").render()()
`);
    expect(elements).toEqual([
      'source-0: nvurisrcbin',
      'mux: nvstreammux',
      'infer: nvinfer',
      'tiler: nvmultistreamtiler',
      'osd: nvosdbin',
      'sink: nveglglessink',
    ]);
  });
});

describe('mistakes in scripts', () => {
  it('are told of: queues between processes', async () => {
    const { notes } = await readIn(`
from multiprocessing import Process
from queue import Queue

results = Queue(maxsize=10)
Pipeline("p").add("videotestsrc", "a")
worker = Process(target=work, args=(results,))
`);
    expect(notes.join('\n')).toContain('app.py:8:10: the queue.Queue "results" does not reach');
  });

  it('are not seen in queues between threads, or of multiprocessing', async () => {
    const { notes } = await readIn(`
import multiprocessing
from threading import Thread

results = multiprocessing.Queue()
Pipeline("p").add("videotestsrc", "a")
multiprocessing.Process(target=work, args=(results,))
Thread(target=work, args=(results,))
`);
    expect(notes.filter((note) => note.includes('Queue'))).toEqual([]);
  });

  it('are told of: metadata that is counted, or gone through twice', async () => {
    const { notes } = await readIn(`
class Counter:
    def handle_metadata(self, batch):
        for frame in batch.frame_items:
            print(len(frame.object_items))
            for item in frame.object_items:
                print(item)
            names = [item.label for item in frame.object_items]

class Fine:
    def handle_metadata(self, batch):
        for frame in batch.frame_items:
            for item in frame.object_items:
                print(item)
        for frame in batch.frame_items:
            objects = list(frame.object_items)
            print(len(objects), objects)

Pipeline("p").add("videotestsrc", "a")
`);
    expect(notes).toEqual([
      'app.py:6:19: frame.object_items is an iterator, which has no length: count while going through it',
      'app.py:9:45: frame.object_items is an iterator and is gone through once already: here it is empty; make a list of it first',
    ]);
  });
});

describe('what can’t be read', () => {
  it('is an error with its place', async () => {
    const result = await pyservicemakerImport.read(
      { text: `${IMPORT}pipeline = Pipeline("p"\n`, fileName: 'app.py' },
      { catalogueFor },
    );
    expect(result).toMatchObject({ ok: false, errors: [{ place: { file: 'app.py', line: 3 } }] });
  });

  it('is an error where nothing is built', async () => {
    const result = await pyservicemakerImport.read(
      { text: `${IMPORT}print("hello")\n`, fileName: 'app.py' },
      { catalogueFor },
    );
    expect(result).toMatchObject({ ok: false });
  });

  it('ends, however long a script would run', async () => {
    const { elements } = await readIn(`
def again(n):
    again(n + 1)

p = Pipeline("p")
p.add("queue", "a")
again(0)
for i in range(1000):
    for j in range(1000):
        for k in range(1000):
            x = i
`);
    expect(elements).toEqual(['a: queue']);
  });

  it('never throws, whatever the text is', async () => {
    const piece = fc.constantFrom(
      'Pipeline("p")',
      '.add("a", "b")',
      '.link(',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      'f"{',
      ':',
      '\n',
      '  ',
      'for i in range(3)',
      'if x',
      'def f(a=1)',
      'lambda: 0',
      '*',
      '=',
      ',',
      'Flow(',
      '%',
      'x',
      '1e9',
      '0x',
      '#',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }),
        async (pieces) => {
          await pyservicemakerImport.read(
            { text: IMPORT + pieces.join(''), fileName: 'app.py' },
            { catalogueFor },
          );
        },
      ),
    );
  });

  it('is told apart by its import', () => {
    const score = (text: string) => pyservicemakerImport.recognise({ text, fileName: 'a.py' });
    expect(score(IMPORT)).toBe(1);
    expect(score('import gi\nfrom gi.repository import Gst\n')).toBe(0);
  });
});

describe('exported and read again', () => {
  const catalogue = catalogueFor(emptyDocument('').target);

  it.each(Object.entries(drawnPipelines))('%s is the same graph', async (_name, document) => {
    const result = pyservicemakerExport.write(document, {
      catalogue,
      documentFolder: '/srv/pipelines',
    });
    if (!result.ok) throw new Error('not written');
    const owned = Object.fromEntries(
      result.files
        .filter(({ path }) => path.startsWith('files/'))
        .map(({ path, text }) => [`../${path}`, text]),
    );
    const [again] = await readAll(result.files[0].text, owned);
    expect(again && graphOf(again.document)).toEqual(graphOf(document));
    expect(again?.document.name).toBe(document.name);
    expect(again?.document.parameters).toEqual(document.parameters);
    expect(again?.document.files).toEqual(document.files);
  });
});
