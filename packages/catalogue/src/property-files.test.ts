import { expect, test } from 'vitest';
import { propertyFileTable, propertyRole } from './property-files.ts';
import { snapshotEntries, snapshotFactory } from './snapshot.ts';

test('every overlay entry is a text property of that factory', () => {
  for (const [name, properties] of propertyFileTable()) {
    const factories = snapshotEntries()
      .filter((entry) => entry.name === name)
      .map((entry) => snapshotFactory(entry.id));
    expect(factories.length, name).toBeGreaterThan(0);
    for (const property of Object.keys(properties)) {
      const specs = factories.flatMap(
        (factory) => factory?.properties.filter((spec) => spec.name === property) ?? [],
      );
      expect(specs.length, `${name}.${property}`).toBeGreaterThan(0);
      for (const spec of specs) expect(spec.type, `${name}.${property}`).toBe('string');
    }
  }
});

test('roles', () => {
  expect(propertyRole('nvinfer', 'config-file-path')).toBe('path');
  expect(propertyRole('nvurisrcbin', 'uri')).toBe('uri');
  expect(propertyRole('nvinfer', 'unique-id')).toBe('plain');
  expect(propertyRole('rtspsrc', 'location')).toBe('plain');
  expect(propertyRole('nosuch', 'constructor')).toBe('plain');
  expect(propertyRole('filesrc', 'constructor')).toBe('plain');
});

test('a library is a path only when written as one', () => {
  expect(propertyRole('nvtracker', 'll-lib-file')).toBe('plain');
  expect(propertyRole('nvtracker', 'll-lib-file', 'libtracker.so')).toBe('plain');
  expect(propertyRole('nvtracker', 'll-lib-file', 'lib/libtracker.so')).toBe('path');
});
