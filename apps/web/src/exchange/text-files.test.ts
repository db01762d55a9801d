import { expect, it } from 'vitest';
import { readTextFiles } from './text-files.ts';

it('reads texts, and says which file is none', async () => {
  const run = new File(['videotestsrc ! fakesink é'], 'run.sh');
  expect(await readTextFiles([run])).toEqual([
    { name: 'run.sh', text: 'videotestsrc ! fakesink é' },
  ]);
  const latin = new File([Uint8Array.of(0x65, 0xe9, 0x20)], 'latin.txt');
  await expect(readTextFiles([run, latin])).rejects.toThrow('latin.txt');
  await expect(readTextFiles([new File(['a\0b'], 'a.engine')])).rejects.toThrow('a.engine');
  const large = new File([new Uint8Array(3 * 1024 * 1024)], 'film.mp4');
  await expect(readTextFiles([large])).rejects.toThrow('film.mp4 is larger');
});
