import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit } from './apply-edit.ts';
import { arbitraryDocument, arbitraryEdit } from './arbitraries.ts';
import type { Link, PipelineDocument } from './document.ts';
import type { Edit } from './edit.ts';
import type { GraphErrorCode } from './edit-result.ts';
import { parseLink } from './link-text.ts';
import { emptyDocument } from './queries.ts';

const queue = { factory: 'queue', properties: { leaky: 2, silent: true }, pads: {} };

function link(text: string): Link {
  const result = parseLink(text);
  if (!result.ok) throw new Error(result.message);
  return result.link;
}

function edited(document: PipelineDocument, ...edits: Edit[]): PipelineDocument {
  return edits.reduce((current, edit) => {
    const result = applyEdit(current, edit);
    if (!result.ok) throw new Error(result.error.message);
    return result.document;
  }, document);
}

const chain = edited(
  emptyDocument('Test'),
  { kind: 'add-element', name: 'a', element: queue },
  { kind: 'add-element', name: 'b', element: queue },
  { kind: 'add-element', name: 'c', element: queue },
  { kind: 'add-link', link: { ...link('a.src -> b.sink'), caps: 'video/x-raw' } },
  { kind: 'add-link', link: link('b.src -> c.sink') },
);

describe('any edit', () => {
  it('is undone by its inverse, orders included', () => {
    let numApplied = 0;
    fc.assert(
      fc.property(arbitraryDocument, fc.array(arbitraryEdit, { maxLength: 6 }), (start, edits) => {
        let document = start;
        const inverses: Edit[] = [];
        for (const edit of edits) {
          const result = applyEdit(document, edit);
          if (!result.ok) continue;
          const undone = applyEdit(result.document, result.inverse);
          expect(undone.ok && undone.document).toEqual(document);
          document = result.document;
          inverses.unshift(result.inverse);
          numApplied++;
        }
        const restored = edited(document, ...inverses);
        expect(JSON.stringify(restored)).toBe(JSON.stringify(start));
      }),
    );
    expect(numApplied).toBeGreaterThan(50);
  });

  it('is done again by the inverse of its inverse', () => {
    fc.assert(
      fc.property(arbitraryDocument, arbitraryEdit, (document, edit) => {
        const done = applyEdit(document, edit);
        if (!done.ok) return;
        const undone = applyEdit(done.document, done.inverse);
        if (!undone.ok) throw new Error(undone.error.message);
        const redone = applyEdit(undone.document, undone.inverse);
        expect(redone.ok && redone.document).toEqual(done.document);
      }),
    );
  });

  it('leaves the document alone that it is applied to', () => {
    fc.assert(
      fc.property(arbitraryDocument, arbitraryEdit, (document, edit) => {
        const before = JSON.stringify(document);
        applyEdit(document, edit);
        expect(JSON.stringify(document)).toBe(before);
      }),
    );
  });
});

describe('applyEdit', () => {
  it('removes an element with its links', () => {
    const document = edited(chain, { kind: 'remove-element', name: 'b' });
    expect(Object.keys(document.elements)).toEqual(['a', 'c']);
    expect(document.links).toEqual([]);
  });

  it('renames an element in its links and in its place', () => {
    const document = edited(chain, { kind: 'rename-element', name: 'b', newName: 'middle' });
    expect(Object.keys(document.elements)).toEqual(['a', 'middle', 'c']);
    expect(document.links).toEqual([
      { ...link('a.src -> middle.sink'), caps: 'video/x-raw' },
      link('middle.src -> c.sink'),
    ]);
  });

  it('inserts an element into a link, behind its caps', () => {
    const document = edited(chain, {
      kind: 'insert-element',
      link: 'a.src -> b.sink',
      name: 'new',
      element: queue,
      sinkPad: 'sink',
      srcPad: 'src',
    });
    expect(document.links).toEqual([
      { ...link('a.src -> new.sink'), caps: 'video/x-raw' },
      link('new.src -> b.sink'),
      link('b.src -> c.sink'),
    ]);
  });

  it('sets and resets properties of elements and pads', () => {
    const set = edited(
      chain,
      { kind: 'set-property', element: 'a', property: 'leaky', value: 1 },
      { kind: 'set-property', element: 'a', property: 'name', value: 'first', index: 0 },
      { kind: 'set-property', element: 'a', pad: 'src', property: 'offset', value: 5 },
    );
    expect(set.elements.a).toEqual({
      factory: 'queue',
      properties: { name: 'first', leaky: 1, silent: true },
      pads: { src: { offset: 5 } },
    });
    expect(Object.keys(set.elements.a?.properties ?? {})).toEqual(['name', 'leaky', 'silent']);
    const reset = edited(
      set,
      { kind: 'set-property', element: 'a', property: 'name' },
      { kind: 'set-property', element: 'a', property: 'leaky', value: 2 },
      { kind: 'set-property', element: 'a', pad: 'src', property: 'offset' },
    );
    expect(reset).toEqual(chain);
  });

  it('adds at a position', () => {
    const document = edited(
      chain,
      { kind: 'add-element', name: 'first', element: queue, index: 0 },
      { kind: 'add-link', link: link('first.src -> a.sink'), index: 1 },
      { kind: 'set-file', name: 'b.txt', text: 'b' },
      { kind: 'set-file', name: 'a.txt', text: 'a', index: 0 },
    );
    expect(Object.keys(document.elements)).toEqual(['first', 'a', 'b', 'c']);
    expect(document.links[1]).toEqual(link('first.src -> a.sink'));
    expect(Object.keys(document.files)).toEqual(['a.txt', 'b.txt']);
  });

  it('limits overrides of rules to elements that are there', () => {
    const override = { severity: 'off', reason: 'A test', elements: ['a', 'b'] } as const;
    const limited = edited(
      chain,
      { kind: 'set-rule', rule: 'sink-async', override },
      { kind: 'set-rule', rule: 'queue-size', override: { ...override, elements: ['b'] } },
      { kind: 'rename-element', name: 'b', newName: 'd' },
    );
    expect(limited.rules['sink-async']?.elements).toEqual(['a', 'd']);
    const removal = applyEdit(limited, { kind: 'remove-element', name: 'd' });
    if (!removal.ok) throw new Error(removal.error.message);
    expect(removal.document.rules).toEqual({ 'sink-async': { ...override, elements: ['a'] } });
    expect(JSON.stringify(edited(removal.document, removal.inverse))).toBe(JSON.stringify(limited));
  });

  it('never changes a record that was there before a batch', () => {
    const start = { ...chain, elements: Object.freeze({ ...chain.elements }) };
    const batch: Edit = {
      kind: 'batch',
      label: 'Twice',
      edits: [
        { kind: 'set-property', element: 'a', property: 'leaky', value: 1 },
        { kind: 'set-property', element: 'b', property: 'leaky', value: 1 },
        { kind: 'remove-element', name: 'c' },
      ],
    };
    const once = edited(start, batch);
    Object.freeze(once.elements);
    const again = edited(once, { kind: 'batch', label: 'Again', edits: batch.edits.slice(0, 2) });
    expect(again).toEqual(once);
    expect(Object.keys(once.elements)).toEqual(['a', 'b']);
    expect(Object.keys(start.elements)).toEqual(['a', 'b', 'c']);
    const changed = edited(once, {
      kind: 'batch',
      label: 'On',
      edits: [
        { kind: 'set-property', element: 'a', property: 'leaky', value: 0 },
        { kind: 'remove-element', name: 'b' },
      ],
    });
    expect(Object.keys(changed.elements)).toEqual(['a']);
    expect(once.elements.a?.properties.leaky).toBe(1);
  });

  it('applies a batch whole or not at all', () => {
    const result = applyEdit(chain, {
      kind: 'batch',
      label: 'Two',
      edits: [
        { kind: 'remove-element', name: 'a' },
        { kind: 'remove-element', name: 'a' },
      ],
    });
    expect(result).toEqual({
      ok: false,
      error: { code: 'no-such-element', message: 'there is no element "a"' },
    });
  });

  it.each<[Edit, GraphErrorCode, string]>([
    [{ kind: 'add-element', name: 'a', element: queue }, 'name-taken', '"a" already'],
    [{ kind: 'add-element', name: 'a b', element: queue }, 'invalid-name', '"a b"'],
    [{ kind: 'add-element', name: '__proto__', element: queue }, 'invalid-name', '__proto__'],
    [{ kind: 'add-element', name: '7', element: queue }, 'invalid-name', 'starting with a letter'],
    [
      { kind: 'add-element', name: 'd', element: { ...queue, factory: '' } },
      'invalid-value',
      'no factory',
    ],
    [{ kind: 'remove-element', name: 'constructor' }, 'no-such-element', '"constructor"'],
    [{ kind: 'rename-element', name: 'a', newName: 'b' }, 'name-taken', '"b" already'],
    [{ kind: 'rename-element', name: 'a', newName: 'x.' }, 'invalid-name', '"x."'],
    [{ kind: 'replace-element', name: 'z', element: queue }, 'no-such-element', '"z"'],
    [
      { kind: 'set-property', element: 'a', property: 'leaky', value: Number.NaN },
      'invalid-value',
      '"leaky" of element "a" can\'t be NaN',
    ],
    [
      { kind: 'set-property', element: 'a', property: 'not valid', value: 1 },
      'invalid-name',
      'on element "a", "not valid"',
    ],
    [{ kind: 'add-link', link: link('a.src -> b.sink') }, 'link-exists', 'a.src -> b.sink already'],
    [{ kind: 'add-link', link: link('a.src -> z.sink') }, 'no-such-element', '"z"'],
    [
      { kind: 'add-link', link: { ...link('a.src -> b.x'), to: { element: 'b', pad: '' } } },
      'invalid-name',
      'sink_%u',
    ],
    [{ kind: 'remove-link', link: 'a.src -> c.sink' }, 'no-such-link', 'a.src -> c.sink'],
    [{ kind: 'set-link-caps', link: 'x', caps: 'ANY' }, 'no-such-link', 'x'],
    [{ kind: 'set-file', name: '../a', text: '' }, 'invalid-name', '"../a"'],
    [{ kind: 'set-file', name: '/a', text: '' }, 'invalid-name', '"/a"'],
    [
      { kind: 'set-parameter', name: 'a.b', parameter: { type: 'string' } },
      'invalid-name',
      '"a.b"',
    ],
    [
      { kind: 'set-rule', rule: 'sink-async', override: { severity: 'off', reason: ' ' } },
      'invalid-value',
      'rule "sink-async" needs a reason',
    ],
    [
      {
        kind: 'set-rule',
        rule: 'sink-async',
        override: { severity: 'off', reason: 'A test', elements: ['z'] },
      },
      'invalid-value',
      'there is no such element',
    ],
    [
      { kind: 'set-rule', rule: 'Not a rule', override: { severity: 'off', reason: 'A test' } },
      'invalid-name',
      '"Not a rule"',
    ],
  ])('refuses %j', (edit, code, message) => {
    expect(applyEdit(chain, edit)).toEqual({
      ok: false,
      error: { code, message: expect.stringContaining(message) },
    });
  });

  it('suggests the name that was meant', () => {
    const document = edited(chain, { kind: 'rename-element', name: 'a', newName: 'detector' });
    expect(applyEdit(document, { kind: 'remove-element', name: 'detecter' })).toMatchObject({
      error: { message: 'there is no element "detecter"; did you mean "detector"?' },
    });
  });
});
