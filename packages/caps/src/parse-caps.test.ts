import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import deepstream from '../../catalogue/data/deepstream-9.1.json' with { type: 'json' };
import gstreamer from '../../catalogue/data/gstreamer-1.24.json' with { type: 'json' };
import { arbitraryCaps, arbitraryValue } from './arbitraries.ts';
import { type Caps, type CapsValue, capsOf } from './caps.ts';
import { formatCaps } from './format-caps.ts';
import { parseCaps } from './parse-caps.ts';

function parsed(text: string): Caps {
  const result = parseCaps(text);
  if (!result.ok) throw new Error(`${result.error.message} at ${result.error.offset}`);
  return result.caps;
}

function reprinted(text: string): string {
  return formatCaps(parsed(text));
}

// What gst_caps_to_string() of GStreamer 1.22 prints for the same text.
const SAME_AS_GSTREAMER: readonly (readonly [string, string])[] = [
  ['video/x-raw,width=640,', 'video/x-raw, width=(int)640'],
  [' video/x-raw , x = 1 ', 'video/x-raw, x=(int)1'],
  ['video/x-raw(memory:NVMM),width=1', 'video/x-raw(memory:NVMM), width=(int)1'],
  ['video/x-raw(memory:SystemMemory),a=1', 'video/x-raw, a=(int)1'],
  ['video/x-raw(),a=1', 'video/x-raw, a=(int)1'],
  ['video/x-raw(ANY),a=1', 'video/x-raw(ANY), a=(int)1'],
  ['video/x-raw(memory:A, memory:B),a=1', 'video/x-raw(memory:A, memory:B), a=(int)1'],
  ['video/x-raw;audio/x-raw;', 'video/x-raw; audio/x-raw'],
  ['video/x-raw,;audio/x-raw', 'video/x-raw; audio/x-raw'],
  ['"video/x-raw",a=1', 'video/x-raw, a=(int)1'],
  [
    'v/r,a=t,b=yes,c=NO,d=False',
    'v/r, a=(boolean)true, b=(boolean)true, c=(boolean)false, d=(boolean)false',
  ],
  ['v/r,a=(boolean)1,b=(b)t', 'v/r, a=(boolean)true, b=(boolean)true'],
  ['v/r,a=1/2,b=5/-3,c=1/0', 'v/r, a=(fraction)1/2, b=(fraction)-5/3, c=(string)1/0'],
  ['v/r,a=(fraction)30', 'v/r, a=(fraction)30/1'],
  ['v/r,a=(fraction)[0,max]', 'v/r, a=(fraction)[ 0/1, 2147483647/1 ]'],
  ['v/r,a=(fraction){30/1,25}', 'v/r, a=(fraction){ 30/1, 25/1 }'],
  ['v/r,a=0x10,b=010,c=+5,d=-5', 'v/r, a=(int)16, b=(int)8, c=(int)5, d=(int)-5'],
  ['v/r,a=[1,max]', 'v/r, a=(int)[ 1, 2147483647 ]'],
  ['v/r,a=[2,10,2]', 'v/r, a=(int)[ 2, 10, 2 ]'],
  ['v/r,a=(int)0xFFFFFFFF', 'v/r, a=(int)-1'],
  ['v/r,a=1e3,b=.5', 'v/r, a=(double)1000, b=(double)0.5'],
  ['v/r,a=12abc,b=1.2.3,c=foo.bar', 'v/r, a=(string)12abc, b=(string)1.2.3, c=(string)foo.bar'],
  ['v/r,a=(string)123,b="640"', 'v/r, a=(string)123, b=(int)640'],
  ['v/r,a="x y \\"q\\" \\303\\244"', 'v/r, a=(string)"x\\ y\\ \\"q\\"\\ \\303\\244"'],
  ['v/r,a=(string)""', 'v/r, a=(string)""'],
  [
    'v/r,a=(bitmask)0x3,b=(bitmask)12',
    'v/r, a=(bitmask)0x0000000000000003, b=(bitmask)0x0000000000000012',
  ],
  ['v/r,a=12:ff,b=(GstFlagSet)1:3', 'v/r, a=(flagset)12:ff, b=(flagset)1:3'],
  ['v/r,a=(guint)5,b=(gint64)5,c=(gdouble)2', 'v/r, a=(uint)5, b=(gint64)5, c=(double)2'],
  ['v/r,a={1,2},b=<1,2>', 'v/r, a=(int){ 1, 2 }, b=(int)< 1, 2 >'],
  ['v/r,a={(int)1,(int)2}', 'v/r, a=(int){ 1, 2 }'],
  ['v/r,a={1,}', 'v/r, a=(int){ 1 }'],
  ['v/r,a={[1,2],[4,5]}', 'v/r, a=(int){ [ 1, 2 ], [ 4, 5 ] }'],
  ['v/r,a=1,a=2', 'v/r, a=(int)2'],
  ['ANY', 'ANY'],
  ['NONE', 'EMPTY'],
  ['EMPTY', 'EMPTY'],
  ['', 'EMPTY'],
];

test.each(SAME_AS_GSTREAMER)('%s is read as GStreamer reads it', (text, printed) => {
  expect(reprinted(text)).toBe(printed);
});

describe('parseCaps', () => {
  it('gives features, fields and types', () => {
    expect(parsed('video/x-raw(meta:X, memory:NVMM), width=(int)[ 1, 8 ], format=NV12')).toEqual({
      kind: 'structures',
      structures: [
        {
          name: 'video/x-raw',
          features: ['memory:NVMM', 'meta:X'],
          fields: new Map<string, CapsValue>([
            ['width', { kind: 'number-range', type: 'int', min: 1, max: 8, step: 1 }],
            ['format', { kind: 'string', value: 'NV12' }],
          ]),
        },
      ],
    });
  });

  it('keeps 64-bit integers exact', () => {
    const text = 'v/r, a=(gint64)[ -9223372036854775808, 9223372036854775807 ]';
    expect(reprinted(text)).toBe(text);
  });

  it('keeps structures and caps as values', () => {
    expect(reprinted('v/r, a=(GstCaps)[audio/x-raw, b=[1,2]], c=[foo, d="]"], e=1')).toBe(
      'v/r, a=(GstCaps)[audio/x-raw, b=[1,2]], c=(structure)[foo, d="]"], e=(int)1',
    );
  });

  it.each([
    ['video/x-raw (memory:NVMM)', 12, 'without a space'],
    ['video/x-raw(memory:NVMM', 11, '")" is missing'],
    ['video/x-raw(NVMM)', 12, 'memory:NVMM'],
    ['1video', 0, 'media type'],
    ['video/x-raw;;audio/x-raw', 12, 'media type'],
    ['video/x-raw a=1', 12, '"," or ";" expected'],
    ['video/x-raw, width', 18, '"=" and a value'],
    ['video/x-raw, width=', 19, 'a value is missing'],
    ['video/x-raw, a=b c', 17, '"," or ";" expected'],
    ['video/x-raw, a=ä', 15, 'double quotes'],
    ['video/x-raw, a="b', 15, 'closing double quote'],
    ['video/x-raw, a=(foo)1', 16, 'no type "foo"'],
    ['video/x-raw, a=(int64)1', 16, 'gint64'],
    ['video/x-raw, a=(int)5.5', 20, 'no whole number'],
    ['video/x-raw, a=(int)"5"', 20, 'without them'],
    ['video/x-raw, a=2147483648', 15, 'outside -2147483648 to 2147483647'],
    ['video/x-raw, a=(fraction)1.5', 25, 'no fraction'],
    ['video/x-raw, a=(boolean)maybe', 24, 'no boolean'],
    ['video/x-raw, a=[1,2', 15, '"]" is missing'],
    ['video/x-raw, a={1 2}', 18, '"," or "}" expected'],
    ['video/x-raw, a=[1]', 15, 'two ends'],
    ['video/x-raw, a=[1,1]', 15, 'write the value alone'],
    ['video/x-raw, a=[5,1]', 15, 'smaller'],
    ['video/x-raw, a=[1,10,2]', 15, 'multiples'],
    ['video/x-raw, a=[1.0,2]', 15, 'must be both'],
    ['video/x-raw, a=(uint)[1,2]', 21, 'must be both'],
    [`video/x-raw, a=${'{'.repeat(100)}`, 24, 'more than 8 deep'],
  ])('refuses %s at %i', (text, offset, message) => {
    expect(parseCaps(text)).toEqual({
      ok: false,
      error: { offset, message: expect.stringContaining(message) },
    });
  });

  it('takes eight brackets within each other', () => {
    const text = `video/x-raw, a=${'{'.repeat(8)}1${'}'.repeat(8)}`;
    expect(parseCaps(text).ok).toBe(true);
    expect(parseCaps(text.replace('1', '{1}')).ok).toBe(false);
  });

  it('never throws', () => {
    const pieces = fc.constantFrom(
      'video/x-raw',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '<',
      '>',
      ',',
      ';',
      '=',
      '"',
      '\\',
      'int',
      '1',
      '/',
      ':',
      ' ',
      'memory:NVMM',
      'a',
    );
    fc.assert(
      fc.property(
        fc.array(pieces).map((parts) => parts.join('')),
        (text) => {
          const result = parseCaps(text);
          if (result.ok) expect(parsed(formatCaps(result.caps))).toEqual(result.caps);
          else expect(result.error.offset).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});

describe('formatCaps', () => {
  it('prints what parses back to the same caps', () => {
    fc.assert(
      fc.property(arbitraryCaps, (caps) => {
        expect(parsed(formatCaps(caps))).toEqual(caps);
      }),
    );
  });

  it('prints every value so that it parses back', () => {
    fc.assert(
      fc.property(arbitraryValue, (value) => {
        const caps = capsOf([{ name: 'a/b', features: [], fields: new Map([['x', value]]) }]);
        expect(parsed(formatCaps(caps))).toEqual(caps);
      }),
    );
  });
});

// Template caps as the catalogue has them: what the parser meets in practice.
test.each([
  ['DeepStream', deepstream],
  ['GStreamer', gstreamer],
])('all template caps of %s parse', (_name, data) => {
  const found = [...capsTexts(data)];
  expect(found.length).toBeGreaterThan(100);
  for (const text of found) {
    const caps = parsed(text);
    expect(parsed(formatCaps(caps))).toEqual(caps);
  }
});

function* capsTexts(json: unknown): Generator<string> {
  if (typeof json !== 'object' || json === null) return;
  for (const [key, value] of Object.entries(json)) {
    if ((key === 'caps' || key === 'capsJetson') && typeof value === 'string') yield value;
    else yield* capsTexts(value);
  }
}
