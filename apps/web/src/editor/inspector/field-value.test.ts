import { catalogueFor, type PropertySpec } from '@pipewright/catalogue';
import { describe, expect, it } from 'vitest';
import { enumEntry, fieldKind, flagNicks, numberFromText } from './field-value.ts';
import { groupProperties } from './property-groups.ts';

const catalogue = catalogueFor({ platform: 'dgpu', deepstream: '9.1', streammux: 'legacy' });

function spec(factory: string, property: string): PropertySpec {
  const found = catalogue.property(factory, property);
  if (found === undefined) {
    throw new Error(`The catalogue has no ${factory}.${property}.`);
  }
  return found;
}

describe('typed numbers', () => {
  it.each([
    ['', undefined],
    [' 12 ', 12],
    ['-3', -3],
    ['0.5', 0.5],
    ['1e3', 1000],
    ['abc', 'abc'],
    ['12px', '12px'],
    ['18446744073709551615', '18446744073709551615'],
    ['${size}', '${size}'],
  ])('%j means %j', (text, value) => {
    expect(numberFromText(text)).toBe(value);
  });
});

describe('fields', () => {
  it('fit what the property takes', () => {
    expect(fieldKind('nvurisrcbin', spec('nvurisrcbin', 'uri'))).toBe('uri');
    expect(fieldKind('nvinfer', spec('nvinfer', 'config-file-path'))).toBe('path');
    expect(fieldKind('nvstreammux', spec('nvstreammux', 'batch-size'))).toBe('number');
    expect(fieldKind('nvurisrcbin', spec('nvurisrcbin', 'type'))).toBe('enum');
    expect(fieldKind('nvstreammux', spec('nvstreammux', 'live-source'))).toBe('boolean');
  });

  it('know enum values by nick and number, and flags by nicks and bits', () => {
    const type = spec('nvurisrcbin', 'type');
    expect(enumEntry(type, 'rtsp')?.value).toBe(2);
    expect(enumEntry(type, 2)?.nick).toBe('rtsp');
    expect(enumEntry(type, 'rtp')).toBeUndefined();
    const flags: PropertySpec = {
      ...type,
      type: 'flags',
      default: 3,
      enum: [
        { value: 1, nick: 'video' },
        { value: 2, nick: 'audio' },
        { value: 4, nick: 'text' },
      ],
    };
    expect(flagNicks(flags, undefined)).toEqual(['video', 'audio']);
    expect(flagNicks(flags, 'text+video')).toEqual(['text', 'video']);
  });
});

describe('groupProperties', () => {
  it('puts changed and required ones first, and keeps unknown ones in sight', () => {
    const specs = catalogue.factory('nvstreammux')?.properties ?? [];
    const groups = groupProperties(specs, { 'batch-size': 4, 'no-such': 1 }, '');
    expect(groups.changed.map((property) => property.name)).toEqual(['batch-size']);
    expect(groups.required.map((property) => property.name)).toEqual(['width', 'height']);
    expect(groups.unknown).toEqual(['no-such']);
    expect(groups.own.length).toBeGreaterThan(5);
  });

  it('leaves a field where it is while it is being filled in', () => {
    const specs = catalogue.factory('nvstreammux')?.properties ?? [];
    const groups = groupProperties(specs, { width: 6 }, '', new Set());
    expect(groups.changed).toEqual([]);
    expect([...groups.required, ...groups.own].map((property) => property.name)).toContain('width');
  });

  it('filters by every word in name or summary', () => {
    const specs = catalogue.factory('nvstreammux')?.properties ?? [];
    const groups = groupProperties(specs, {}, 'frame height');
    expect(groups.required.map((property) => property.name)).toEqual(['height']);
  });
});
