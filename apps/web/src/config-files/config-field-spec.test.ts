import { configSchema } from '@pipewright/catalogue';
import { expect, it } from 'vitest';
import { configFieldSpec, switchText, switchValue } from './config-field-spec.ts';

it('gives fields what they show', () => {
  const key = configSchema('nvinfer').groups[0]?.keys.find((each) => each.key === 'batch-size');
  expect(configFieldSpec('batch-size', key)).toMatchObject({
    name: 'batch-size',
    type: 'int',
    default: '1',
    min: 1,
    max: 1024,
  });
  expect(configFieldSpec('x', undefined)).toMatchObject({ type: 'string', summary: '' });
});

it('keeps the way in which switches are written', () => {
  expect(switchValue('1')).toBe(true);
  expect(switchValue('no')).toBe('no');
  expect(switchText(true, '0', false)).toBe('1');
  expect(switchText(true, 'false', false)).toBe('true');
  expect(switchText(false, undefined, true)).toBe('false');
  expect(switchText(false, undefined, false)).toBe('0');
});
