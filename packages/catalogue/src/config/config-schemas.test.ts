import { describe, expect, test } from 'vitest';
import { catalogueFor } from '../catalogue.ts';
import { propertyFile } from '../property-files.ts';
import { configConfusionTable } from './config-confusions.ts';
import {
  type ConfigKind,
  configGroup,
  configKey,
  groupNames,
  isNamePattern,
} from './config-schema.ts';
import { configSchema, configSchemaFor, configSchemas } from './config-schemas.ts';
import { valueProblem } from './config-values.ts';

const types = [
  ...['int', 'double', 'bool', 'string', 'enum', 'path'],
  ...['int-list', 'double-list', 'string-list', 'path-list'],
];

describe.each(configSchemas().map((schema) => [schema.id, schema] as const))('%s', (_, schema) => {
  test('has sound groups and keys', () => {
    const names = schema.groups.flatMap(groupNames);
    expect(new Set(names).size).toBe(names.length);
    expect(schema.syntaxes.length).toBeGreaterThan(0);
    for (const group of schema.groups) {
      const keys = group.keys.map(({ key }) => key);
      expect(new Set(keys).size, group.name).toBe(keys.length);
      for (const key of group.keys) {
        expect(types, key.key).toContain(key.type);
        if (key.type === 'enum') expect(key.enum?.length, key.key).toBeGreaterThan(1);
        if (key.min !== undefined && key.max !== undefined) {
          expect(key.min, key.key).toBeLessThanOrEqual(key.max);
        }
        if (group.switchedBy) expect(configKey(group, group.switchedBy)).toBeDefined();
      }
    }
  });

  test('accepts its own choices', () => {
    for (const key of schema.groups.flatMap(({ keys }) => keys)) {
      for (const { value } of key.enum ?? []) {
        expect(valueProblem(key, String(value), 'ini'), key.key).toBeUndefined();
      }
    }
  });

  test('is named by properties that exist and name files', () => {
    const targets = (['legacy', 'new'] as const).map((streammux) =>
      catalogueFor({ platform: 'dgpu', deepstream: '9.1', streammux }),
    );
    for (const { factory, property } of schema.consumers) {
      expect(
        targets.some((catalogue) => catalogue.property(factory, property)),
        `${factory}.${property}`,
      ).toBe(true);
      expect(propertyFile(factory, property)?.kind, `${factory}.${property}`).toBe('file');
      expect(configSchemaFor(factory, property)).toBe(schema);
    }
  });
});

test('every confused name leads to a key, and is none itself', () => {
  for (const [kind, names] of Object.entries(configConfusionTable())) {
    const { groups } = configSchema(kind as ConfigKind);
    for (const [written, meant] of Object.entries(names)) {
      const homes = groups.filter((group) => configKey(group, meant));
      expect(homes, `${kind}: ${meant}`).not.toEqual([]);
      expect(
        homes.some((group) => !configKey(group, written)),
        `${kind}: ${written}`,
      ).toBe(true);
    }
  }
});

test('patterns stand for numbers and labels', () => {
  const analytics = configSchema('analytics');
  const group = configGroup(analytics, 'roi-filtering-stream-12');
  expect(group && configKey(group, 'roi-front door')?.type).toBe('int-list');
  expect(group && configKey(group, 'roi-')).toBeUndefined();
  expect(configGroup(analytics, 'roi-filtering-stream-x')).toBeUndefined();
  expect(configGroup(configSchema('nvinfer'), 'class-attrs-3')?.name).toBe('class-attrs-all');
  expect(isNamePattern('source<N>')).toBe(true);
});

test('unknown properties and kinds have no schema', () => {
  expect(configSchemaFor('nvinfer', 'location')).toBeUndefined();
  expect(() => configSchema('none' as ConfigKind)).toThrow(/'none'/);
});
