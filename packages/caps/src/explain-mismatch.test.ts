import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canIntersect } from './algebra.ts';
import { arbitraryCaps } from './arbitraries.ts';
import type { Caps } from './caps.ts';
import { explainMismatch } from './explain-mismatch.ts';
import { parseCaps } from './parse-caps.ts';

function caps(text: string): Caps {
  const result = parseCaps(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.caps;
}

function message(a: string, b: string): string | undefined {
  return explainMismatch(caps(a), caps(b))?.message;
}

describe('explainMismatch', () => {
  it('names the field and what each side allows', () => {
    expect(explainMismatch(caps('v/r, w=1, f=RGBA'), caps('v/r, w=1, f={NV12,I420}'))).toEqual({
      kind: 'field',
      field: 'f',
      a: 'RGBA',
      b: 'NV12 or I420',
      message: 'f: RGBA on one side, NV12 or I420 on the other',
    });
  });

  it('names the sides', () => {
    const names = { a: 'src of decoder', b: 'sink of mux' };
    expect(explainMismatch(caps('v/r, w=5'), caps('v/r, w=[16,64,16]'), names)?.message).toBe(
      'w: src of decoder has 5, sink of mux has 16 to 64 in steps of 16',
    );
  });

  it('names the memory', () => {
    expect(message('v/r(memory:NVMM)', 'v/r; v/r(memory:DMABuf); a/r')).toBe(
      'memory of v/r: memory:NVMM on one side, memory:SystemMemory or memory:DMABuf on the other',
    );
  });

  it('names the media types', () => {
    expect(message('audio/x-raw', 'video/x-raw; video/x-raw(memory:NVMM); text/x-raw')).toBe(
      'media type: audio/x-raw on one side, video/x-raw or text/x-raw on the other',
    );
  });

  it('takes the pair of structures that comes nearest', () => {
    expect(message('v/r(memory:NVMM), f=A, w=1', 'v/r, f=A, w=2; v/r(memory:NVMM), f=B, w=1')).toBe(
      'f: A on one side, B on the other',
    );
  });

  it('says when equal numbers are of different types', () => {
    expect(message('v/r, framerate=30', 'v/r, framerate=30/1')).toBe(
      'framerate: 30 (int) on one side, 30/1 (fraction) on the other',
    );
  });

  it('shortens long lists', () => {
    expect(message('v/r, f=X', 'v/r, f={A,B,C,D,E,G,H,I}')).toBe(
      'f: X on one side, A, B, C, D, E, G or 2 more on the other',
    );
  });

  it('says when a side allows nothing', () => {
    expect(message('EMPTY', 'v/r')).toBe('one side allows no format at all');
  });

  it('explains exactly what cannot meet', () => {
    fc.assert(
      fc.property(arbitraryCaps, arbitraryCaps, (a, b) => {
        expect(explainMismatch(a, b) === undefined).toBe(canIntersect(a, b));
      }),
    );
  });
});
