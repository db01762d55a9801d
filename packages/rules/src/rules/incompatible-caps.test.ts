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
      finds: [/'t' gives frames in system memory/],
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
    'a format that the detector does not take': {
      elements: { c: 'nvvideoconvert', i: 'nvinfer' },
      links: [`c.src -> i.sink | ${nvmm}, format=I420`],
      finds: [/format: 'c.src' behind the caps of the link has I420, 'i.sink' has NV12 or RGBA/],
      fixes: ['Insert nvvideoconvert', 'Remove the caps'],
    },
    'sound into a picture': {
      elements: { a: 'audiotestsrc', s: 'nveglglessink' },
      links: ['a.src -> s.sink'],
      finds: [/audio\/x-raw/],
      fixes: [],
    },
  },
);
