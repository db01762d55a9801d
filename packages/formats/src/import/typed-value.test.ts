import { catalogueFor } from '@pipewright/catalogue';
import { emptyDocument } from '@pipewright/graph';
import { expect, test } from 'vitest';
import { typedValue } from './typed-value.ts';

const catalogue = catalogueFor(emptyDocument('x').target);

test.each([
  ['nvstreammux', 'batch-size', '4', 4],
  ['nvstreammux', 'batch-size', '0x10', 16],
  ['nvstreammux', 'batch-size', 'many', 'many'],
  ['nvstreammux', 'live-source', 'YES', true],
  ['nvstreammux', 'live-source', '0', false],
  ['nvinfer', 'process-mode', '2', 'secondary'],
  ['nvinfer', 'process-mode', 'primary', 'primary'],
  ['nvinfer', 'process-mode', '9', 9],
  ['filesrc', 'location', '007', '007'],
  ['queue', 'max-size-time', '18446744073709551615', '18446744073709551615'],
  ['nvinfer', 'nosuch', '5', 5],
  ['nvinfer', 'nosuch', '007', '007'],
  ['nvinfer', 'nosuch', 'True', true],
])('%s %s=%s is %s', (factory, property, text, value) => {
  expect(typedValue(catalogue.property(factory, property), text)).toBe(value);
});
