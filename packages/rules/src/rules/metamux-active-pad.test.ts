import { testRule } from '../rule-harness.ts';
import { metamuxActivePad } from './metamux-active-pad.ts';

const mux = (pad: string) => ['nvdsmetamux', { 'active-pad': pad }] as const;
const links = ['i.src -> m.sink_0'];

testRule(
  metamuxActivePad,
  { linked: { elements: { i: 'nvinfer', m: mux('sink_0') }, links } },
  {
    another: {
      elements: { i: 'nvinfer', m: mux('sink_3') },
      links,
      finds: [/The active pad of 'm' is sink_3, which is not linked/],
    },
  },
);
