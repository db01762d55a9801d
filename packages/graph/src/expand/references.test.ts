import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  escapeReferences,
  referencedParameters,
  substitute,
  unescapeReferences,
} from './references.ts';

describe('text that looks like a reference', () => {
  const text = fc.array(fc.constantFrom('$', '{', '}', '${', '$${', '${a}', 'b'), { maxLength: 6 });

  test('means itself once it is escaped', () => {
    fc.assert(
      fc.property(text, (pieces) => {
        const plain = pieces.join('');
        const written = escapeReferences(plain);
        expect(referencedParameters(written)).toEqual([]);
        expect(substitute(written, () => 'parameter')).toBe(plain);
        expect(unescapeReferences(written)).toBe(plain);
      }),
    );
  });

  test('is left alone where it has no closing brace', () => {
    expect(escapeReferences('${ and $${')).toBe('${ and $${');
    expect(escapeReferences('${a} and $${b}')).toBe('$${a} and $$${b}');
  });
});
