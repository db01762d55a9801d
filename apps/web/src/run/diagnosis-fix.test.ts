import { applyEdit, type PipelineDocument, parseDocument } from '@pipewright/graph';
import type { RunFix } from '@pipewright/protocol';
import { expect, it } from 'vitest';
import { editOfFix } from './diagnosis-fix.ts';

const parsed = parseDocument(`formatVersion: 1
name: two branches
target: { platform: dgpu, deepstream: "9.1" }
elements:
  source: { factory: videotestsrc }
  sink: { factory: fakesink }
links:
  - { from: source.src, to: sink.sink, caps: "video/x-raw, width=64" }
`);
if (!parsed.ok) {
  throw new Error(JSON.stringify(parsed.errors));
}
const { document } = parsed;
const link = 'source.src -> sink.sink';

function apply(fix: RunFix): PipelineDocument {
  const made = editOfFix(document, fix);
  if (made === undefined) {
    throw new Error('There is no edit.');
  }
  const result = applyEdit(document, made.edit);
  if (!result.ok) {
    throw new Error(result.error.message);
  }
  return result.document;
}

const insert = (factory: string, isBeforeCaps?: true) =>
  ({
    kind: 'insert-element',
    link,
    factory,
    properties: {},
    ...(isBeforeCaps === undefined ? {} : { isBeforeCaps }),
  }) as const;

it('puts several elements into one link, one behind the other', () => {
  const { links } = apply({ title: 'Insert', steps: [insert('videoconvert'), insert('queue')] });
  expect(links).toEqual([
    {
      from: { element: 'source', pad: 'src' },
      to: { element: 'videoconvert0', pad: 'sink' },
      caps: 'video/x-raw, width=64',
    },
    { from: { element: 'videoconvert0', pad: 'src' }, to: { element: 'queue0', pad: 'sink' } },
    { from: { element: 'queue0', pad: 'src' }, to: { element: 'sink', pad: 'sink' } },
  ]);
});

it('moves the caps behind an element that makes them', () => {
  const { links } = apply({ title: 'Insert', steps: [insert('videoscale', true)] });
  expect(links.map(({ caps }) => caps)).toEqual([undefined, 'video/x-raw, width=64']);
});

it('sets properties, and offers nothing that is done, gone or only advice', () => {
  const set = { kind: 'set-property', element: 'sink', property: 'async', value: false } as const;
  const fixed = apply({ title: 'Set', steps: [set] });
  expect(fixed.elements.sink?.properties).toEqual({ async: false });
  expect(editOfFix(fixed, { title: 'Set', steps: [set] })).toBeUndefined();
  expect(editOfFix(document, { title: 'Look', steps: [] })).toBeUndefined();
  const gone = { ...insert('queue'), link: 'source.src -> other.sink' };
  expect(editOfFix(document, { title: 'Insert', steps: [gone] })).toBeUndefined();
});
