import { expect, test } from 'vitest';
import {
  isFraction,
  quoted,
  readBoolean,
  readEnum,
  readInteger,
  readNumber,
} from './property-values.ts';

test('booleans', () => {
  for (const yes of [true, 1, 'true', 'TRUE', 'yes', 'T', '1']) expect(readBoolean(yes)).toBe(true);
  for (const no of [false, 0, 'false', 'No', 'f', '0']) expect(readBoolean(no)).toBe(false);
  for (const neither of ['on', '', 2, 'truth']) expect(readBoolean(neither)).toBeUndefined();
});

test('whole numbers, exact beyond what a double holds', () => {
  expect(readInteger('18446744073709551615')).toBe(18446744073709551615n);
  expect(readInteger('-0x10')).toBe(-16n);
  expect(readInteger('010')).toBe(8n);
  expect(readInteger(' 7 ')).toBe(7n);
  for (const none of ['1.5', 'x', '', true, 2.5]) expect(readInteger(none)).toBeUndefined();
});

test('numbers', () => {
  expect(readNumber('1e-3')).toBe(0.001);
  expect(readNumber('.5')).toBe(0.5);
  for (const none of ['', ' ', 'x', true]) expect(readNumber(none)).toBeUndefined();
});

test('fractions', () => {
  for (const value of ['30/1', '30', '30000 / 1001', 25, '29.97'])
    expect(isFraction(value)).toBe(true);
  for (const none of ['30/0', 'a/b', '', true]) expect(isFraction(none)).toBe(false);
});

test('enums by number, nick and name', () => {
  const values = [
    { value: 0, nick: 'no', meaning: 'Not Leaky' },
    { value: 2, nick: 'downstream' },
  ];
  expect(readEnum(values, 2)?.nick).toBe('downstream');
  expect(readEnum(values, '0')?.nick).toBe('no');
  expect(readEnum(values, 'downstream')?.value).toBe(2);
  expect(readEnum(values, 'Not Leaky')?.value).toBe(0);
  for (const none of [1, 'up', true]) expect(readEnum(values, none)).toBeUndefined();
});

test('values in messages', () => {
  expect(quoted('four')).toBe('"four"');
  expect(quoted(4)).toBe('4');
  expect(quoted('x'.repeat(100))).toHaveLength(62);
});
