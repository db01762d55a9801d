/** Codecs and containers of `[sink<N>]`, as elements. */
import type { Part } from './key-rule.ts';

interface Codec {
  readonly encoder: string;
  readonly parser: string;
  readonly payloader?: string;
}

/** By `codec`, then `enc-type`: 0 is the GPU's encoder, 1 that of the CPU. */
export const codecs: Readonly<Record<number, readonly [Codec, Codec]>> = {
  1: [
    { encoder: 'nvv4l2h264enc', parser: 'h264parse', payloader: 'rtph264pay' },
    { encoder: 'x264enc', parser: 'h264parse', payloader: 'rtph264pay' },
  ],
  2: [
    { encoder: 'nvv4l2h265enc', parser: 'h265parse', payloader: 'rtph265pay' },
    { encoder: 'x265enc', parser: 'h265parse', payloader: 'rtph265pay' },
  ],
  3: [
    { encoder: 'avenc_mpeg4', parser: 'mpeg4videoparse' },
    { encoder: 'avenc_mpeg4', parser: 'mpeg4videoparse' },
  ],
};

/** By `container`. */
export const containers: Readonly<Record<number, string>> = { 1: 'qtmux', 2: 'matroskamux' };

/** Streams are encoded with fewer settings than files. */
export function forTarget(part: Part, target: 'file' | 'rtsp'): Part {
  if (target === 'file') return part;
  const fileOnly = ['output-io-mode', 'copy-meta', 'sw-preset'];
  return { keys: part.keys.filter(({ key }) => !fileOnly.includes(key)) };
}
