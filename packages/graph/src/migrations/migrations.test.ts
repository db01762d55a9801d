import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { FORMAT_VERSION } from '../document.ts';
import { type Migration, migrate, migrations } from './migrations.ts';

describe('migrate', () => {
  it('applies what leads to the target, in order, and keeps comments', () => {
    const registry: Migration[] = [
      {
        from: 1,
        migrate: (document) => document.set('two', [...String(document.get('one'))].length),
      },
      { from: 2, migrate: (document) => document.set('three', Number(document.get('two')) + 1) },
    ];
    const document = parseDocument('formatVersion: 1\n# kept\none: abc\n');
    migrate(document, 1, 3, registry);
    expect(String(document)).toBe('formatVersion: 3\n# kept\none: abc\ntwo: 3\nthree: 4\n');
  });

  it('changes nothing in a document of today', () => {
    const document = parseDocument('formatVersion: 1\n');
    migrate(document, FORMAT_VERSION);
    expect(String(document)).toBe('formatVersion: 1\n');
  });

  it('there is one for each former version', () => {
    expect(migrations.map(({ from }) => from)).toEqual(
      Array.from({ length: FORMAT_VERSION - 1 }, (_, index) => index + 1),
    );
  });
});
