import { testRule } from '../rule-harness.ts';
import { platformElement } from './platform-element.ts';

testRule(
  platformElement,
  {
    'nveglglessink on x86': { elements: { sink: 'nveglglessink' } },
    'nv3dsink on Jetson': {
      elements: { sink: 'nv3dsink' },
      target: { platform: 'jetson' },
    },
  },
  {
    'nv3dsink on x86': {
      elements: { sink: ['nv3dsink', { sync: false, 'window-x': 10 }] },
      finds: [/nv3dsink is for Jetson and ARM server/],
      severity: 'error',
      fixes: ['Replace by nveglglessink'],
    },
    'nveglglessink on an ARM server': {
      elements: { sink: 'nveglglessink' },
      target: { platform: 'sbsa' },
      finds: [/the target is ARM server/],
    },
    'a Jetson camera on x86': {
      elements: { camera: 'nvarguscamerasrc' },
      finds: [/nvarguscamerasrc is for Jetson/],
      fixes: ['Replace by v4l2src'],
    },
    'installed all the same': {
      elements: { sink: 'nv3dsink' },
      registry: [{ name: 'nv3dsink' }, { name: 'nveglglessink' }],
      finds: [/nv3dsink/],
      severity: 'warning',
    },
  },
);
