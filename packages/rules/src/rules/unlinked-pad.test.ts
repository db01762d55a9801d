import { testRule } from '../rule-harness.ts';
import { unlinkedPad } from './unlinked-pad.ts';

testRule(
  unlinkedPad,
  {
    'everything linked': {
      elements: { a: 'videotestsrc', t: 'tee', b: 'fakesink' },
      links: ['a.src -> t.sink', 't.src_0 -> b.sink'],
    },
    'a tee that may stay open': {
      elements: { a: 'videotestsrc', t: ['tee', { 'allow-not-linked': true }] },
      links: ['a.src -> t.sink'],
    },
    'video of a container, without its audio': {
      elements: { a: 'filesrc', d: 'qtdemux', b: 'fakesink' },
      links: ['a.src -> d.sink', 'd.video_0 -> b.sink'],
    },
    'sending only': {
      elements: { a: 'videotestsrc', w: 'webrtcbin' },
      links: ['a.src -> w.sink_0'],
    },
    'text without a text input': {
      elements: { a: 'videotestsrc', t: 'textoverlay', b: 'fakesink' },
      links: ['a.src -> t.video_sink', 't.src -> b.sink'],
    },
  },
  {
    'a source and a sink apart': {
      elements: { a: 'videotestsrc', b: 'fakesink' },
      finds: [/Nothing takes what 'a' gives on 'src'/, /Nothing feeds 'sink' of 'b'/],
    },
    'a mux without inputs': {
      elements: { m: 'nvstreammux', b: 'fakesink' },
      links: ['m.src -> b.sink'],
      finds: [/None of the inputs of 'm' \(sink_%u\) is linked/],
    },
    'a source whose pads come later': {
      elements: { s: 'nvurisrcbin' },
      finds: [/None of the pads that 's' gives \(vsrc_%u, asrc_%u\) is linked/],
    },
    'a tee without branches': {
      elements: { a: 'videotestsrc', t: 'tee' },
      links: ['a.src -> t.sink'],
      finds: [/None of the pads that 't' gives/],
    },
  },
);
