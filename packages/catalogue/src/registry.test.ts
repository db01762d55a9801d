import { expect, test } from 'vitest';
import { catalogueFor } from './catalogue.ts';
import { mergeRegistry } from './registry.ts';

const shipped = catalogueFor({
  platform: 'dgpu',
  deepstream: '9.1',
  streammux: 'legacy',
});

const queue = {
  name: 'queue',
  longName: 'Queue',
  klass: 'Generic',
  plugin: 'coreelements',
  pads: [
    { name: 'sink', direction: 'sink', presence: 'always', caps: 'ANY' },
    { name: 'src', direction: 'src', presence: 'always', caps: 'ANY' },
  ],
  properties: [
    {
      name: 'max-size-buffers',
      type: 'uint',
      gtype: 'guint',
      blurb: 'Live text',
      defaultValue: '300',
      min: '0',
      max: '4294967295',
      readable: true,
      writable: true,
      mutableIn: 'playing',
    },
    {
      name: 'brand-new',
      type: 'boolean',
      defaultValue: 'true',
      readable: true,
      writable: true,
    },
    {
      name: 'leaky',
      type: 'enum',
      defaultValue: 'no',
      readable: true,
      writable: true,
      values: [
        { value: '0', nick: 'no', name: 'Not Leaky' },
        { value: '1', nick: 'upstream' },
      ],
    },
    {
      name: 'max-size-time',
      type: 'uint64',
      defaultValue: '1000000000',
      min: '0',
      max: '18446744073709551615',
      readable: true,
      writable: true,
    },
  ],
};

test('what the machine says of itself wins', () => {
  const merged = mergeRegistry(shipped, { factories: [queue] });
  const property = merged.property('queue', 'max-size-buffers');
  expect(property).toMatchObject({
    default: 300,
    summary: 'Live text',
    mutable: 'playing',
    installed: true,
  });
  expect(merged.property('queue', 'brand-new')).toMatchObject({
    default: true,
  });
  expect(merged.property('queue', 'leaky')).toMatchObject({
    default: 0,
    defaultNick: 'no',
  });
  // Beyond what a double holds exactly.
  expect(merged.property('queue', 'max-size-time')?.max).toBe('18446744073709551615');
  expect(merged.factory('queue')?.installed).toBe(true);
});

test('only a registry with more than the shipped facts says what can not be made', () => {
  expect(mergeRegistry(shipped, { factories: [queue] }).knowsRegistry).toBe(false);
  expect(mergeRegistry(shipped, { factories: [{ name: 'mine' }] }).knowsRegistry).toBe(true);
});

test('differences are told, and properties of the release that are missing here stay known', () => {
  const merged = mergeRegistry(shipped, { factories: [queue] });
  const differences = merged.factory('queue')?.differences ?? [];
  expect(differences).toContainEqual({ property: 'brand-new', text: 'is new here' });
  expect(differences).toContainEqual({
    property: 'max-size-buffers',
    text: 'starts at 300 here, not 200',
  });
  expect(differences).toContainEqual({ property: 'flush-on-eos', text: 'is missing here' });
  expect(merged.property('queue', 'flush-on-eos')?.installed).toBe(false);
});

test('a declared default is not what the element starts with', () => {
  const live = {
    name: 'fakesink',
    properties: [
      { name: 'sync', type: 'boolean', defaultValue: 'true', readable: true, writable: true },
    ],
  };
  const merged = mergeRegistry(shipped, { factories: [live] });
  expect(merged.property('fakesink', 'sync')?.default).toBe(false);
  expect(merged.factory('fakesink')?.differences).not.toContainEqual(
    expect.objectContaining({ property: 'sync' }),
  );
});

test('flags as numbers, whatever they are written as', () => {
  const flags = (defaultValue: string) => ({
    factories: [
      {
        name: 'mine',
        properties: [
          {
            name: 'f',
            type: 'flags',
            defaultValue,
            values: [
              { value: '1', nick: 'one', name: 'The one' },
              { value: '2', nick: 'two', name: 'The two' },
            ],
          },
        ],
      },
    ],
  });
  const read = (text: string) => mergeRegistry(shipped, flags(text)).property('mine', 'f')?.default;
  expect(read('one+The two')).toBe(3);
  expect(read('0x2')).toBe(2);
  expect(read('odd')).toBe('odd');
});

test('elements that only one side knows', () => {
  const merged = mergeRegistry(shipped, {
    factories: [
      {
        name: 'audiowsinclimit',
        klass: 'Generic/Audio',
        properties: [],
        pads: [],
      },
    ],
  });
  expect(merged.factory('nvinfer')?.installed).toBe(false);
  expect(merged.factory('audiowsinclimit')).toMatchObject({
    origin: 'registry',
    installed: true,
  });
  expect(merged.search('audiowsinclimit')[0]?.name).toBe('audiowsinclimit');
});

test('the registry shows one mux: the other one keeps the shipped facts', () => {
  const legacyOnMachine = shipped.factory('nvstreammux');
  const registry = {
    factories: [
      {
        name: 'nvstreammux',
        properties: legacyOnMachine?.properties.map((property) => ({
          name: property.name,
          type: property.type,
          readable: true,
          writable: true,
        })),
      },
    ],
  };
  const modern = catalogueFor({
    platform: 'dgpu',
    deepstream: '9.1',
    streammux: 'new',
  });
  expect(mergeRegistry(modern, registry).property('nvstreammux', 'live-source')).toBeUndefined();
  expect(mergeRegistry(shipped, registry).property('nvstreammux', 'live-source')).toBeDefined();
});

test('what is no registry is refused', () => {
  expect(() => mergeRegistry(shipped, 'text')).toThrow(TypeError);
  expect(() => mergeRegistry(shipped, { factories: 'text' })).toThrow(/InspectResult/);
  expect(mergeRegistry(shipped, {}).factory('nvinfer')?.installed).toBe(false);
});
