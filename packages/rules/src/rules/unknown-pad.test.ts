import { testRule } from '../rule-harness.ts';
import { unknownPad } from './unknown-pad.ts';

testRule(
  unknownPad,
  {
    'request, sometimes and always pads': {
      elements: { src: 'nvurisrcbin', mux: 'nvstreammux', sink: 'fakesink' },
      links: ['src.vsrc_%u -> mux.sink_0', 'mux.src -> sink.sink'],
    },
    'unknown factories have unknown pads': {
      elements: { a: 'nosuch', b: 'fakesink' },
      links: ['a.anything -> b.sink'],
    },
  },
  {
    'not there': {
      elements: { src: 'videotestsrc', mux: 'nvstreammux' },
      links: ['src.src -> mux.sink'],
      finds: [/'mux' \(nvstreammux\) has no pad 'sink'/],
      fixes: ['Link mux.sink_%u instead', 'Remove the link'],
    },
    'of the other direction': {
      elements: { a: 'queue', b: 'queue' },
      links: ['a.sink -> b.src'],
      finds: [/'sink' of 'a' is no source pad/, /'src' of 'b' is no sink pad/],
    },
    'behind a sink': {
      elements: { a: 'fakesink', b: 'queue' },
      links: ['a.src -> b.sink'],
      finds: [/'a' \(fakesink\) has no pad 'src'/],
      fixes: ['Remove the link'],
    },
  },
);
