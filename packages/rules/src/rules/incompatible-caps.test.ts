import { testRule } from '../rule-harness.ts';
import { incompatibleCaps, incompatibleMemory } from './incompatible-caps.ts';

const nvmm = 'video/x-raw(memory:NVMM)';

testRule(
  incompatibleMemory,
  {
    'a converter between': {
      elements: { a: 'videotestsrc', c: 'nvvideoconvert', m: 'nvstreammux' },
      links: ['a.src -> c.sink', 'c.src -> m.sink_0'],
    },
    'the decoder gives what the mux takes': {
      elements: { d: 'nvv4l2decoder', m: 'nvstreammux' },
      links: ['d.src -> m.sink_0'],
    },
    'each branch of a tee has its own converter': {
      elements: {
        d: 'nvv4l2decoder',
        t: 'tee',
        c: 'nvvideoconvert',
        e: 'x264enc',
        h: 'nvv4l2h264enc',
      },
      links: ['d.src -> t.sink', 't.src_0 -> c.sink', 'c.src -> e.sink', 't.src_1 -> h.sink'],
    },
    'elements that nobody knows': {
      elements: { a: 'videotestsrc', x: 'mysteryconvert', m: 'nvstreammux' },
      links: ['a.src -> x.sink', 'x.src -> m.sink_0'],
    },
    'a circle': {
      elements: { a: 'queue', b: 'queue', o: 'nvdsosd' },
      links: ['a.src -> b.sink', 'b.src -> o.sink', 'o.src -> a.sink'],
    },
    'a source that gives either': {
      elements: { s: 'nvurisrcbin', m: 'nvstreammux' },
      links: ['s.vsrc_%u -> m.sink_%u'],
    },
  },
  {
    'system memory into the mux': {
      elements: { a: 'videotestsrc', m: 'nvstreammux' },
      links: ['a.src -> m.sink_0'],
      finds: [/'a' gives frames in system memory .* but 'm' takes GPU memory/],
      fixes: ['Insert nvvideoconvert'],
    },
    'into the new mux, whose template is too wide': {
      elements: { a: 'videotestsrc', m: 'nvstreammux' },
      target: { streammux: 'new' },
      links: ['a.src -> m.sink_0'],
      finds: [/GPU memory/],
      fixes: ['Insert nvvideoconvert'],
    },
    'GPU memory into a software encoder': {
      elements: { osd: 'nvdsosd', enc: 'x264enc' },
      links: ['osd.src -> enc.sink'],
      finds: [/'osd' gives frames in GPU memory .* but 'enc' takes system memory/],
      fixes: ['Insert nvvideoconvert'],
    },
    'behind queues and tees': {
      elements: { a: 'videotestsrc', q: 'queue', t: 'tee', m: 'nvstreammux' },
      links: ['a.src -> q.sink', 'q.src -> t.sink', 't.src_0 -> m.sink_0'],
      finds: [/'t' passes on frames in system memory .* from 'a', but 'm' takes GPU memory/],
      fixes: ['Insert nvvideoconvert'],
    },
    'several elements behind the overlay': {
      elements: { osd: 'nvdsosd', q: 'queue', i: 'identity', enc: 'x264enc' },
      links: ['osd.src -> q.sink', 'q.src -> i.sink', 'i.src -> enc.sink'],
      finds: [/'i' passes on frames in GPU memory .* from 'osd', but 'enc' takes system memory/],
      fixes: ['Insert nvvideoconvert'],
    },
    'behind a converter that leaves memory alone': {
      elements: { d: 'nvv4l2decoder', c: 'videoconvert', e: 'x264enc' },
      links: ['d.src -> c.sink', 'c.src -> e.sink'],
      finds: [/'c' passes on frames in GPU memory .* from 'd'/],
      fixes: ['Insert nvvideoconvert'],
    },
    'behind a filter that wants it far away': {
      elements: {
        a: 'videotestsrc',
        s: 'videoscale',
        r: 'videorate',
        q: 'queue',
        f: ['capsfilter', { caps: `${nvmm}, width=640` }],
        m: 'nvstreammux',
      },
      links: [
        'a.src -> s.sink',
        's.src -> r.sink',
        'r.src -> q.sink',
        'q.src -> f.sink',
        'f.src -> m.sink_0',
      ],
      finds: [/'q' passes on frames in system memory .* from 'a', but 'f' takes GPU memory/],
      fixes: ['Insert nvvideoconvert'],
    },
    'two branches of a tee that can not both be met': {
      elements: {
        a: 'appsrc',
        c: 'nvvideoconvert',
        t: 'tee',
        q: 'queue',
        e: 'x264enc',
        p: 'queue',
        i: 'nvinfer',
      },
      links: [
        'a.src -> c.sink',
        'c.src -> t.sink',
        't.src_0 -> q.sink',
        'q.src -> e.sink',
        't.src_1 -> p.sink',
        'p.src -> i.sink',
      ],
      finds: [
        /'p' passes on frames in system memory .*all branches of 't' have the same caps, and 'q' needs these.*but 'i' takes GPU memory/,
      ],
      fixes: ['Insert nvvideoconvert'],
    },
    'two places in a row are two findings': {
      elements: { a: 'videotestsrc', i: 'nvdsosd', q: 'queue', e: 'x264enc' },
      links: ['a.src -> i.sink', 'i.src -> q.sink', 'q.src -> e.sink'],
      finds: [/'a' gives frames in system memory/, /'q' passes on frames in GPU memory/],
      fixes: ['Insert nvvideoconvert'],
    },
    'caps that forget the memory': {
      elements: { d: 'nvdewarper', m: 'nvstreammux' },
      links: ['d.src -> m.sink_0 | video/x-raw, format=RGBA'],
      finds: [/the link's caps ask for system memory/],
      fixes: ['Add memory:NVMM to the caps', 'Remove the caps'],
    },
    'caps that ask for GPU memory too early': {
      elements: { a: 'videotestsrc', m: 'nvstreammux' },
      links: [`a.src -> m.sink_0 | ${nvmm}, format=NV12`],
      finds: [/'a' gives frames in system memory .* ask for GPU memory/],
      fixes: ['Insert nvvideoconvert'],
    },
    'a caps filter element': {
      elements: {
        m: 'nvmultistreamtiler',
        f: ['capsfilter', { caps: 'video/x-raw' }],
      },
      links: ['m.src -> f.sink'],
      finds: [/'m' gives frames in GPU memory/],
    },
  },
);

testRule(
  incompatibleCaps,
  {
    'parsed video into the decoder': {
      elements: { p: 'h264parse', d: 'nvv4l2decoder' },
      links: ['p.src -> d.sink'],
    },
    'anything into anything': {
      elements: { f: 'filesrc', d: 'decodebin' },
      links: ['f.src -> d.sink'],
    },
    'memory is the other rule': {
      elements: { a: 'videotestsrc', m: 'nvstreammux' },
      links: ['a.src -> m.sink_0'],
    },
  },
  {
    'frames into a parser': {
      elements: { a: 'videotestsrc', p: 'h264parse' },
      links: ['a.src -> p.sink'],
      finds: [
        /'a' can't be linked to 'p': media type: 'a.src' has video\/x-raw.*'p.sink' has video\/x-h264/,
      ],
    },
    'frames into a payloader': {
      elements: { o: 'nvdsosd', q: 'queue', p: 'rtph264pay' },
      links: ['o.src -> q.sink', 'q.src -> p.sink'],
      severity: 'error',
      finds: [/media type: 'q.src' has video\/x-raw, 'p.sink' has video\/x-h264/],
      fixes: ['Insert nvv4l2h264enc'],
    },
    'a format that the detector does not take': {
      elements: { c: 'nvvideoconvert', i: 'nvinfer' },
      links: [`c.src -> i.sink | ${nvmm}, format=I420`],
      finds: [/format: 'c.src' behind the caps of the link has I420, 'i.sink' has NV12 or RGBA/],
      fixes: ['Insert nvvideoconvert', 'Remove the caps'],
    },
    'a size that nothing between can change': {
      elements: { a: 'videotestsrc', q: 'queue', s: 'fakesink' },
      links: [
        'a.src -> q.sink | video/x-raw, width=640, framerate=30/1',
        'q.src -> s.sink | video/x-raw, width=320',
      ],
      finds: [
        /with these caps: width: 'q.src' has 640, the caps of the link has 320; 'q' passes on what the caps of the link 'a.src -> q.sink' leave/,
      ],
      fixes: ['Insert videoscale', 'Remove the caps'],
    },
    'a rate that a scaler does not change': {
      elements: { a: 'videotestsrc', c: 'nvvideoconvert', m: 'nvstreammux' },
      links: [
        'a.src -> c.sink | video/x-raw, framerate=30/1',
        `c.src -> m.sink_0 | ${nvmm}, framerate=15/1`,
      ],
      finds: [/framerate: 'c.src' has 30\/1, the caps of the link has 15\/1/],
      fixes: ['Insert videorate', 'Remove the caps'],
    },
    'the size of the mux behind it': {
      elements: { m: ['nvstreammux', { width: 1280, height: 720 }], i: 'nvinfer', s: 'fakesink' },
      links: ['m.src -> i.sink', `i.src -> s.sink | ${nvmm}, width=1920`],
      finds: [/width: 'i.src' has 1280, the caps of the link has 1920/],
      fixes: ['Insert nvvideoconvert', 'Remove the caps'],
    },
    'a packed stream that must be parsed': {
      elements: { e: 'x264enc', q: 'queue', d: 'nvv4l2decoder' },
      links: ['e.src -> q.sink | video/x-h264, stream-format=avc', 'q.src -> d.sink'],
      finds: [/stream-format: 'q.src' has avc, 'd.sink' has byte-stream; 'q' passes on what/],
      fixes: ['Insert h264parse'],
    },
    'a compressed stream that must be decoded': {
      elements: { p: 'h264parse', q: 'queue', i: 'nvinfer' },
      links: ['p.src -> q.sink', 'q.src -> i.sink'],
      finds: [
        /media type: 'q.src' has video\/x-h264, 'i.sink' has video\/x-raw; 'q' passes on what 'p' gives/,
      ],
      fixes: ['Insert nvv4l2decoder'],
    },
    'packets that must be unpacked, parsed and decoded': {
      elements: { p: 'rtph264pay', m: 'nvstreammux' },
      links: ['p.src -> m.sink_0'],
      finds: [/application\/x-rtp/],
      fixes: ['Insert rtph264depay and nvv4l2decoder'],
    },
    'a converter that works on the CPU, between two that do not': {
      elements: { s: 'nvdewarper', c: 'videoconvert', e: 'nvv4l2h264enc' },
      links: ['s.src -> c.sink', `c.src -> e.sink | ${nvmm}, format=NV12`],
      severity: 'warning',
      finds: [
        /format: 'c.src' has RGBA, the caps of the link has NV12; 'c' passes on what 's' gives/,
      ],
      fixes: ['Insert nvvideoconvert'],
    },
    'sound into a picture': {
      elements: { a: 'audiotestsrc', s: 'nveglglessink' },
      links: ['a.src -> s.sink'],
      finds: [/audio\/x-raw/],
      fixes: [],
    },
  },
);
