import { expect, test } from 'vitest';
import { capsWords } from './caps-words.ts';

test('caps lose what allows anything', () => {
  const text =
    'video/x-raw(memory:NVMM), format=(string){ NV12, RGBA }, width=(int)[ 1, 2147483647 ], framerate=(fraction)[ 0/1, 2147483647/1 ]; audio/x-raw, rate=(int)[ 8000, 48000 ], layout=(string)interleaved';
  expect(capsWords(text)).toEqual([
    { title: 'video/x-raw in memory:NVMM', fields: [['format', 'NV12, RGBA']] },
    {
      title: 'audio/x-raw',
      fields: [
        ['rate', '8000 to 48000'],
        ['layout', 'interleaved'],
      ],
    },
  ]);
});

test('what is no structure has a word', () => {
  expect(capsWords('ANY')).toEqual([{ title: 'anything', fields: [] }]);
  expect(capsWords('EMPTY')).toEqual([{ title: 'nothing', fields: [] }]);
  expect(capsWords('no, caps, =')).toEqual([{ title: 'no, caps, =', fields: [] }]);
});
