import { expect, test } from 'vitest';
import { catalogueFor } from '../catalogue.ts';
import { nvinferConfigKey, nvinferConfigKeys } from './nvinfer-config.ts';

const types = ['int', 'double', 'bool', 'string', 'path'];
const listTypes = ['int-list', 'double-list', 'string-list', 'path-list'];

test('every key has a known type and names an existing property', () => {
  const catalogue = catalogueFor({
    platform: 'dgpu',
    deepstream: '9.1',
    streammux: 'legacy',
  });
  const keys = [...nvinferConfigKeys('property'), ...nvinferConfigKeys('class-attrs')];
  expect(keys.length).toBeGreaterThan(90);
  for (const key of keys) {
    expect([...types, ...listTypes], key.key).toContain(key.type);
    if (key.elementProperty) {
      expect(catalogue.property('nvinfer', key.elementProperty), key.key).toBeDefined();
    }
  }
});

test('keys are looked up by group', () => {
  expect(nvinferConfigKey('property', 'gie-unique-id')?.min).toBe(1);
  expect(nvinferConfigKey('class-attrs', 'topk')?.type).toBe('int');
  expect(nvinferConfigKey('property', 'topk')).toBeUndefined();
});
