import { testRule } from '../rule-harness.ts';
import { muxSourceSizes } from './mux-source-sizes.ts';

const elements = { a: 'nvvideoconvert', b: 'nvvideoconvert', m: 'nvstreammux' } as const;
const sized = (pad: string, element: string, size: string) =>
  `${element}.src -> m.${pad} | video/x-raw(memory:NVMM), format=NV12, ${size}`;
const large = 'width=1920, height=1080';
const small = 'width=640, height=360';
const target = { streammux: 'new' } as const;

testRule(
  muxSourceSizes,
  {
    'one size': {
      elements,
      links: [sized('sink_0', 'a', large), sized('sink_1', 'b', large)],
      target,
    },
    'the legacy mux scales': {
      elements,
      links: [sized('sink_0', 'a', large), sized('sink_1', 'b', small)],
    },
    'a size that is not known': {
      elements,
      links: [sized('sink_0', 'a', large), 'b.src -> m.sink_1'],
      target,
    },
  },
  {
    'two sizes': {
      elements,
      links: [sized('sink_0', 'a', large), sized('sink_1', 'b', small)],
      target,
      finds: [/different size \(1920x1080 at sink_0, 640x360 at sink_1\)/],
    },
  },
);
