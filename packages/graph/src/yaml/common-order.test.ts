import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commonOrder } from './common-order.ts';

it.each([
  ['abc', 'abc', 'abc'],
  ['abc', 'xaybzc', 'abc'],
  ['abcd', 'bcda', 'bcd'],
  ['abc', 'xyz', ''],
  ['', 'abc', ''],
])('of %s and %s is %s', (before, after, common) => {
  expect([...commonOrder([...before], [...after])].toSorted()).toEqual([...common].toSorted());
});

it('keeps its order in both lists, and can not be longer by one', () => {
  const list = fc.uniqueArray(fc.constantFrom(...'abcdefgh'));
  fc.assert(
    fc.property(list, list, (before, after) => {
      const common = commonOrder(before, after);
      const kept = before.filter((name) => common.has(name));
      expect(after.filter((name) => common.has(name))).toEqual(kept);
      for (const name of before.filter((each) => after.includes(each) && !common.has(each))) {
        const longer = new Set([...common, name]);
        expect(before.filter((each) => longer.has(each))).not.toEqual(
          after.filter((each) => longer.has(each)),
        );
      }
    }),
  );
});
