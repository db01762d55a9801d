import { testRule } from '../rule-harness.ts';
import { encoderQuantiser } from './encoder-quantiser.ts';

const jetson = { platform: 'jetson' } as const;

testRule(
  encoderQuantiser,
  {
    constantQP: { elements: { e: ['nvv4l2h264enc', { constqp: '20:20:20', 'control-rate': 2 }] } },
    'Jetson, without rate control': {
      elements: { e: ['nvv4l2h264enc', { 'quant-i-frames': 20, 'ratecontrol-enable': 0 }] },
      target: jetson,
    },
  },
  {
    'rate kept': {
      elements: { e: ['nvv4l2h264enc', { constqp: '20:20:20' }] },
      finds: [/'constqp' of 'e' has no effect/],
      fixes: ['Set control-rate to constantQP'],
    },
    'rate kept on Jetson': {
      elements: { e: ['nvv4l2h264enc', { 'quant-i-frames': 20 }] },
      target: jetson,
      finds: [/'quant-i-frames' of 'e' has no effect/],
    },
  },
);
