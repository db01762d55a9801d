import { describe, expect, it } from 'vitest';
import { kindId, kindIds, kindOf, recogniseInput } from './input-kind.ts';

describe('the kind of an input', () => {
  it.each([
    ['x.yaml', 'formatVersion: 1\nname: x\n', 'pipeline'],
    ['x.yaml', 'elements:\n  a: { factory: fakesink }\n', 'pipeline'],
    ['run.sh', 'gst-launch-1.0 videotestsrc ! fakesink', 'gst-launch'],
    ['app.txt', '[application]\nenable-perf-measurement=1\n[source0]\ntype=3\n', 'deepstream-app'],
    ['pgie.txt', '[property]\nonnx-file=a.onnx\nnetwork-type=0\n', 'nvinfer-config'],
    ['notes.txt', 'Dear diary,', 'unknown'],
  ])('of %s is told by its content', (fileName, text, kind) => {
    expect(kindId(recogniseInput(fileName, text))).toBe(kind);
  });

  it('has an id that names it again', () => {
    for (const id of kindIds()) {
      const kind = kindOf(id);
      expect(kind === undefined ? undefined : kindId(kind)).toBe(id);
    }
    expect(kindOf('no-such-kind')).toBeUndefined();
  });
});
