import { testRule } from '../rule-harness.ts';
import { propertyPlatform } from './property-platform.ts';

testRule(
  propertyPlatform,
  {
    'on its platform': {
      elements: { dec: ['nvv4l2decoder', { 'cudadec-memtype': 0 }] },
    },
  },
  {
    'a Jetson property on x86': {
      elements: { dec: ['nvv4l2decoder', { 'enable-max-performance': true }] },
      finds: [/is for Jetson; the target is x86/],
      fixes: ['Remove enable-max-performance'],
    },
  },
);
