import { testRule } from '../rule-harness.ts';
import { maskDisplay } from './mask-display.ts';

const withMasks = (properties: Record<string, boolean>, text: string) => ({
  elements: {
    i: ['nvinfer', { 'config-file-path': 'i.txt' }],
    o: ['nvdsosd', properties],
  } as const,
  links: ['i.src -> o.sink'],
  files: { 'i.txt': `[property]\n${text}\n` },
});

testRule(
  maskDisplay,
  {
    'masks are drawn': withMasks({ 'display-mask': true }, 'network-type=3'),
    'a detector without masks': withMasks({ 'display-mask': false }, 'network-type=0'),
  },
  {
    'masks by the type': {
      ...withMasks({ 'display-mask': false }, 'network-type=3'),
      finds: [/'o' does not draw the masks that 'i' makes/],
      fixes: ['Set display-mask to true'],
    },
    'masks of a detector': {
      ...withMasks({ 'display-mask': false }, 'output-instance-mask=1'),
      finds: [/display-mask is off/],
    },
  },
);
