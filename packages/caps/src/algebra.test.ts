import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areCapsEqual,
  canIntersect,
  fixateCaps,
  intersectCaps,
  isFixed,
  isSubset,
  simplifyCaps,
  uniteCaps,
} from './algebra.ts';
import { arbitraryCaps } from './arbitraries.ts';
import { ANY_CAPS, type Caps, EMPTY_CAPS } from './caps.ts';
import { formatCaps } from './format-caps.ts';
import { parseCaps } from './parse-caps.ts';

function caps(text: string): Caps {
  const result = parseCaps(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.caps;
}

function intersection(a: string, b: string): string {
  return formatCaps(intersectCaps(caps(a), caps(b)));
}

describe('intersectCaps', () => {
  it.each([
    ['v/r, w=640', 'v/r, h=480', 'v/r, w=(int)640, h=(int)480'],
    ['v/r, w=[1,100]', 'v/r, w=[50,200]', 'v/r, w=(int)[ 50, 100 ]'],
    ['v/r, w=[1,100]', 'v/r, w=[100,200]', 'v/r, w=(int)100'],
    ['v/r, w=[1,100]', 'v/r, w=[101,200]', 'EMPTY'],
    ['v/r, w=[0,96,4]', 'v/r, w=[0,90,6]', 'v/r, w=(int)[ 0, 84, 12 ]'],
    ['v/r, w=[0,96,4]', 'v/r, w=6', 'EMPTY'],
    ['v/r, f={NV12,RGBA,I420}', 'v/r, f={I420,NV12}', 'v/r, f=(string){ NV12, I420 }'],
    ['v/r, f={NV12,RGBA}', 'v/r, f=RGBA', 'v/r, f=(string)RGBA'],
    ['v/r, r=[0/1,60/1]', 'v/r, r=30/1', 'v/r, r=(fraction)30/1'],
    ['v/r, r=30', 'v/r, r=30/1', 'EMPTY'],
    ['v/r, g=1:3', 'v/r, g=4:4', 'v/r, g=(flagset)5:7'],
    ['v/r, g=1:3', 'v/r, g=2:2', 'EMPTY'],
    ['v/r(memory:NVMM)', 'v/r', 'EMPTY'],
    ['v/r(memory:NVMM)', 'v/r(ANY), w=1', 'v/r(memory:NVMM), w=(int)1'],
    ['v/r(memory:NVMM)', 'v/r(memory:NVMM, meta:X)', 'EMPTY'],
    ['v/r(memory:SystemMemory)', 'v/r', 'v/r'],
    ['v/r, p=<1,[1,5]>', 'v/r, p=<1,3>', 'v/r, p=(int)< 1, 3 >'],
    ['a/r; v/r', 'v/r; a/r', 'v/r; a/r'],
    ['ANY', 'v/r', 'v/r'],
    ['EMPTY', 'ANY', 'EMPTY'],
  ])('of %s and %s is %s', (a, b, expected) => {
    expect(intersection(a, b)).toBe(expected);
  });

  it('keeps the order of the first caps on demand', () => {
    const [a, b] = [caps('a/a; b/b; c/c'), caps('c/c; b/b; a/a')];
    expect(formatCaps(intersectCaps(a, b, 'first'))).toBe('a/a; b/b; c/c');
    expect(formatCaps(intersectCaps(a, b))).not.toBe('EMPTY');
  });

  it('allows the same whichever comes first', () => {
    fc.assert(
      fc.property(arbitraryCaps, arbitraryCaps, (a, b) => {
        expect(areCapsEqual(intersectCaps(a, b), intersectCaps(b, a))).toBe(true);
      }),
    );
  });

  it('is inside both and is empty exactly when they cannot meet', () => {
    fc.assert(
      fc.property(arbitraryCaps, arbitraryCaps, (a, b) => {
        const both = intersectCaps(a, b);
        expect(isSubset(both, a)).toBe(true);
        expect(isSubset(both, b)).toBe(true);
        expect(both.kind !== 'empty').toBe(canIntersect(a, b));
      }),
    );
  });

  it('changes nothing with itself, ANY or what contains it', () => {
    fc.assert(
      fc.property(arbitraryCaps, arbitraryCaps, (a, b) => {
        expect(areCapsEqual(intersectCaps(a, a), a)).toBe(true);
        expect(intersectCaps(a, ANY_CAPS)).toEqual(a);
        if (isSubset(a, b)) expect(areCapsEqual(intersectCaps(a, b), a)).toBe(true);
      }),
    );
  });
});

describe('isSubset', () => {
  it.each([
    ['v/r, w=640', 'v/r', true],
    ['v/r', 'v/r, w=640', false],
    ['v/r, w=[4,8]', 'v/r, w=[1,10]', true],
    ['v/r, w=[0,8,4]', 'v/r, w=[0,10,2]', true],
    ['v/r, w=[0,8,2]', 'v/r, w=[0,8,4]', false],
    ['v/r, f={A,B}', 'v/r, f={B,C,A}', true],
    ['v/r, f={A,D}', 'v/r, f={B,C,A}', false],
    ['v/r', 'v/r(ANY)', true],
    ['v/r(ANY)', 'v/r', false],
    ['EMPTY', 'v/r', true],
    ['ANY', 'v/r', false],
  ])('%s inside %s: %s', (a, b, expected) => {
    expect(isSubset(caps(a), caps(b))).toBe(expected);
  });

  it('holds for a part of a union', () => {
    fc.assert(
      fc.property(arbitraryCaps, arbitraryCaps, (a, b) => {
        const either = uniteCaps(a, b);
        expect(isSubset(a, either)).toBe(true);
        expect(isSubset(b, either)).toBe(true);
        expect(areCapsEqual(simplifyCaps(either), either)).toBe(true);
      }),
    );
  });
});

describe('fixateCaps', () => {
  it('takes the first of lists and the smallest of ranges', () => {
    const fixed = fixateCaps(caps('v/r(ANY), w=[16,64], f={B,A}, r=[1/2,30/1], p=<{1,2}>; a/r'));
    expect(fixed && formatCaps(fixed)).toBe(
      'v/r, w=(int)16, f=(string)B, r=(fraction)1/2, p=(int)< 1 >',
    );
  });

  it('gives fixed caps inside the caps', () => {
    fc.assert(
      fc.property(arbitraryCaps, (a) => {
        const fixed = fixateCaps(a);
        expect(fixed === undefined).toBe(a.kind === 'empty');
        if (fixed === undefined) return;
        expect(isFixed(fixed)).toBe(true);
        expect(isSubset(fixed, a)).toBe(true);
      }),
    );
  });

  it('has nothing to give for ANY and EMPTY', () => {
    expect(fixateCaps(ANY_CAPS)).toBeUndefined();
    expect(fixateCaps(EMPTY_CAPS)).toBeUndefined();
    expect(fixateCaps(caps('v/r, w={}'))).toBeUndefined();
  });
});

describe('isFixed', () => {
  it.each([
    ['v/r, w=640, f=NV12', true],
    ['v/r(memory:NVMM), p=<1,2>', true],
    ['v/r, w=[1,2]', false],
    ['v/r, w={1,2}', false],
    ['v/r; a/r', false],
    ['v/r(ANY)', false],
    ['ANY', false],
    ['EMPTY', false],
  ])('%s: %s', (text, expected) => {
    expect(isFixed(caps(text))).toBe(expected);
  });
});
