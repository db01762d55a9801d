import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CorpusError, findPipelines } from './find-pipelines.ts';

describe('findPipelines', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pipewright-corpus-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };

  it('finds each pipeline of a file, and what cannot be read', async () => {
    write('a/two.sh', 'gst-launch-1.0 fakesrc ! fakesink\ngst-launch-1.0 fakesrc ! identity\n');
    write('b.sh', 'gst-launch-1.0 fakesrc ! ! fakesink\n');
    write('notes.md', 'Nothing to run here.\n');
    write('labels.txt', 'car\nperson\n');
    write('video.mp4', 'x'.repeat((1 << 20) + 1));
    write('.git/hooks/c.sh', 'gst-launch-1.0 fakesrc ! fakesink\n');
    symlinkSync('/nowhere', join(folder, 'gone.sh'));
    const found = await findPipelines(folder);
    expect(found).toMatchObject([
      { name: 'a/two.sh', document: { elements: { fakesink0: {} } } },
      { name: 'a/two.sh (2)', document: { elements: { identity0: {} } } },
      { name: 'b.sh', problem: expect.stringMatching(/^1:\d+: /) },
    ]);
  });

  it('takes the files that are asked for', async () => {
    write('a/one.sh', 'gst-launch-1.0 fakesrc ! fakesink\n');
    write('b/one.sh', 'gst-launch-1.0 fakesrc ! fakesink\n');
    expect(await findPipelines(folder, 'b/')).toMatchObject([{ name: 'b/one.sh' }]);
    await expect(findPipelines(folder, 'c/')).rejects.toThrow(
      new CorpusError(`There is no file in ${folder} with "c/" in its path (--only).`),
    );
  });

  it('reads the lists of sources that deepstream-app files name', async () => {
    write(
      'app.txt',
      '[source-list]\n[source-attr-all]\nenable=1\ntype=3\n[streammux]\nbatch-size=2\nwidth=1280\nheight=720\n[sink0]\nenable=1\ntype=1\n',
    );
    write('csv.yml', 'source:\n  csv-file-path: sources.csv\nsink0:\n  enable: 1\n  type: 1\n');
    const [, fromCsv] = await findPipelines(folder);
    if (!fromCsv || !('document' in fromCsv)) throw new Error('not imported');
    const uris = Object.values(fromCsv.document.elements).map(({ properties }) => properties.uri);
    expect(uris).toContain('file:///sample.mp4');
  });

  it('says so where there is nothing', async () => {
    await expect(findPipelines(folder)).rejects.toThrow(`There is no file in ${folder}.`);
    write('notes.md', 'Nothing to run here.\n');
    await expect(findPipelines(folder)).rejects.toThrow(CorpusError);
  });
});
