import { describe, expect, it } from 'vitest';
import type { ImportInput } from './import-input.ts';
import { inputOfFiles, markersOf, movedTo, readInput, recognise } from './import-reading.ts';

const LINE = 'gst-launch-1.0 videotestsrc ! nvinfer config-file-path=../models/a.txt ! fakesink\n';
const nothing = async () => undefined;

async function pipelinesOf(
  input: ImportInput,
  read: (path: string) => Promise<string | undefined>,
) {
  const format = recognise(input);
  if (format === undefined) {
    throw new Error('The text is not recognised.');
  }
  const result = await readInput(input, format, read);
  if (!result.ok) {
    throw new Error(result.errors.map(({ message }) => message).join('\n'));
  }
  return result.pipelines;
}

describe('reading what is to be imported', () => {
  it('recognises typed text of every format, and nothing in prose', () => {
    const idOf = (text: string) => recognise({ text, fileName: '' })?.id;
    expect(idOf(LINE)).toBe('gst-launch');
    expect(idOf('videotestsrc ! queue ! fakesink')).toBe('gst-launch');
    expect(
      idOf('[source0]\nenable=1\ntype=3\nuri=file:///a.mp4\n[streammux]\nbatch-size=1\n'),
    ).toBe('deepstream-app');
    expect(idOf('source0:\n  enable: 1\n  type: 3\nstreammux:\n  batch-size: 1\n')).toBe(
      'deepstream-app',
    );
    expect(idOf('formatVersion: 1\nname: a\n')).toBe('pipeline');
    expect(idOf('Please send me the pipeline.')).toBeUndefined();
  });

  it('takes config files from the folder of the workspace and names typed text', async () => {
    const asked: string[] = [];
    const read = async (path: string) => {
      asked.push(path);
      return path === 'models/a.txt' ? '[property]\nbatch-size=1\n' : undefined;
    };
    const [pipeline] = await pipelinesOf(
      { text: LINE, fileName: 'run.sh', folder: 'scripts' },
      read,
    );
    expect(asked).toEqual(['models/a.txt']);
    expect(pipeline.document.name).toBe('run');
    expect(Object.values(pipeline.document.files)).toEqual(['[property]\nbatch-size=1\n']);
    const [typed] = await pipelinesOf({ text: LINE, fileName: '' }, nothing);
    expect(typed.document.name).toBe('Imported pipeline');
    expect(typed.notes.map(({ kind }) => kind)).toContain('advice');
  });

  it('finds the pipeline among files that are dropped together', async () => {
    const input = inputOfFiles([
      { name: 'a.txt', text: '[property]\nbatch-size=2\n' },
      { name: 'run.sh', text: LINE },
    ]);
    expect(input?.fileName).toBe('run.sh');
    const [pipeline] = await pipelinesOf(input ?? { text: '', fileName: '' }, nothing);
    expect(Object.values(pipeline.document.files)).toEqual(['[property]\nbatch-size=2\n']);
  });

  it('writes paths anew for the folder that the document will lie in', async () => {
    const text = 'filesrc location=media/a.mp4 ! fakesink';
    const [pipeline] = await pipelinesOf({ text, fileName: 'a.txt', folder: 'old' }, nothing);
    const source = (document: typeof pipeline.document) =>
      Object.values(document.elements)[0]?.properties.location;
    expect(source(movedTo(pipeline.document, 'old', 'pipelines'))).toBe('../old/media/a.mp4');
    expect(source(movedTo(pipeline.document, undefined, 'pipelines'))).toBe('media/a.mp4');
  });

  it('marks errors where they are in the text', async () => {
    const input = { text: 'gst-launch-1.0 videotestsrc !\n\n\n', fileName: '' };
    const format = recognise(input);
    const result = format === undefined ? undefined : await readInput(input, format, nothing);
    const errors = result?.ok === false ? result.errors : [];
    expect(errors).not.toEqual([]);
    expect(markersOf(input, errors, [])[0]).toMatchObject({ severity: 'error', line: 1 });
    const elsewhere = { message: 'x', place: { file: 'other.txt', line: 1 } };
    expect(markersOf(input, [elsewhere], [])).toEqual([]);
  });
});
