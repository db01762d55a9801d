import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '../apply-edit.ts';
import { arbitraryDocument, arbitraryEdit } from '../arbitraries.ts';
import type { PipelineDocument } from '../document.ts';
import type { Edit } from '../edit.ts';
import { parseDocument } from './parse-document.ts';
import { printDocument } from './print-document.ts';

function parsed(text: string): PipelineDocument {
  const result = parseDocument(text);
  if (!result.ok) throw new Error(`${JSON.stringify(result.errors)}\n${text}`);
  return result.document;
}

function edited(document: PipelineDocument, ...edits: Edit[]): PipelineDocument {
  return edits.reduce((current, edit) => {
    const result = applyEdit(current, edit);
    if (!result.ok) throw new Error(result.error.message);
    return result.document;
  }, document);
}

/** Lines that went and came: `-old` and `+new`, in the order of the text. */
function difference(before: string, after: string): string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  // Lengths of longest common subsequences of what is behind each pair of lines.
  const common = Array.from({ length: a.length + 1 }, () => Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = common[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: string[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && a[i] === b[j]) {
      i++;
      j++;
    } else if (i < a.length && at(i + 1, j) >= at(i, j + 1)) lines.push(`-${a[i++]}`);
    else lines.push(`+${b[j++]}`);
  }
  return lines;
}

function differenceOf(text: string, ...edits: Edit[]): string[] {
  const document = edited(parsed(text), ...edits);
  const after = printDocument(document, text);
  expect(parsed(after)).toEqual(document);
  return difference(text, after);
}

const HOUSE_STYLE = `formatVersion: 1
name: Front door

target:
  platform: jetson
  deepstream: "9.1"
  streammux: new

parameters:
  camera:
    type: uri
    description: Where it's at

elements:
  source:
    factory: nvurisrcbin
    properties:
      uri: \${camera}
  mux:
    factory: nvstreammux
    properties:
      batch-size: 1
    pads:
      sink_0:
        weight: 0.5

links:
  - from: source.vsrc_%u
    to: mux.sink_0
    caps: video/x-raw(memory:NVMM)
  - mux.src -> mux.sink_1

rules:
  mux-batch-size:
    severity: off
    reason: One camera is enough
    elements: [mux]

files:
  detector.txt: |
    [property]
    net-scale-factor=0.5
`;

// What a person might have written by hand, in many styles.
const BY_HAND = `# Cameras at the front door.
---
formatVersion:   1   # keep
name: 'Front door'
target: {platform: dgpu, deepstream: 9.1}   # no streammux: legacy


elements:
    # The camera.
    source:
        factory: nvurisrcbin
        properties:
            uri:   "rtsp://camera/1"     # main stream
            # Reconnects.
            rtsp-reconnect-interval: 5

            latency: 200

    mux: { factory: nvstreammux, properties: { batch-size: 1, width: 1280 } }

    # Does nothing.
    sink:
        factory: fakesink
        # Nothing is set.

links:
# In order:
-   source.vsrc_%u -> mux.sink_0   # first
-   {from: mux.src, to: sink.sink}

rules:
    # The sink is a file.
    sink-async: {severity: off, reason: Only for debugging}   # for now

    mux-batch-size:
        severity: hint
        # Two come later.
        reason: One camera is enough
        elements:
        - mux

files:
    detector.txt: |
        [property]
        # comment of the file
        batch-size=1

    labels.txt: "car\\nperson\\n"
# The end.
`;

describe('printDocument', () => {
  it('has a house style', () => {
    expect(printDocument(parsed(HOUSE_STYLE))).toBe(HOUSE_STYLE);
  });

  it('prints every document so that it parses back', () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        expect(parsed(printDocument(document))).toEqual(document);
      }),
    );
  });

  it.each([HOUSE_STYLE, BY_HAND, BY_HAND.replaceAll('\n', '\r\n'), `\ufeff${BY_HAND}`])(
    'leaves a text alone that says the same',
    (text) => {
      expect(printDocument(parsed(text), text)).toBe(text);
    },
  );

  it('replaces text that is no document', () => {
    const document = parsed(HOUSE_STYLE);
    for (const text of ['', '{', 'a ! b', '- a', '{formatVersion: 1}']) {
      expect(printDocument(document, text)).toBe(HOUSE_STYLE);
    }
  });

  it('keeps line ends', () => {
    const text = BY_HAND.replaceAll('\n', '\r\n');
    const document = edited(parsed(text), { kind: 'set-name', name: 'Back door' });
    expect(printDocument(document, text)).toBe(text.replace('Front door', 'Back door'));
  });

  it('edits a text without a last line end', () => {
    const text = 'formatVersion: 1\nname: a\ntarget: {platform: dgpu, deepstream: "9.1"}';
    const document = edited(
      parsed(text),
      { kind: 'add-element', name: 'a', element: { factory: 'queue', properties: {}, pads: {} } },
      { kind: 'add-element', name: 'b', element: { factory: 'queue', properties: {}, pads: {} } },
    );
    expect(printDocument(document, text)).toBe(
      `${text}\n\nelements:\n  a:\n    factory: queue\n  b:\n    factory: queue`,
    );
  });

  it.each(['[property]\n\n\n', '\n[property]', '  [property]\n', 'last '])(
    'keeps comments when a file becomes %j',
    (text) => {
      const document = edited(parsed(BY_HAND), { kind: 'set-file', name: 'detector.txt', text });
      const after = printDocument(document, BY_HAND);
      expect(parsed(after)).toEqual(document);
      expect(difference(BY_HAND, after).filter((line) => line.includes('# '))).toEqual([
        '-        # comment of the file',
      ]);
    },
  );

  it('keeps comments, order and the rest under any edits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(HOUSE_STYLE, BY_HAND),
        fc.array(arbitraryEdit, { maxLength: 5 }),
        (text, edits) => {
          let document = parsed(text);
          for (const edit of edits) {
            const result = applyEdit(document, edit);
            if (result.ok) document = result.document;
          }
          const after = printDocument(document, text);
          expect(parsed(after)).toEqual(document);
          if (text === BY_HAND) expect(after).toContain('# Cameras at the front door.');
        },
      ),
    );
  });

  it('becomes any other document', () => {
    fc.assert(
      fc.property(arbitraryDocument, arbitraryDocument, (before, after) => {
        const text = printDocument(after, printDocument(before));
        expect(parsed(text)).toEqual(after);
      }),
    );
  });
});

const queue = { factory: 'queue', properties: { leaky: 2 }, pads: {} };

describe('one edit is a small difference', () => {
  it.each<[string, Edit[], string[]]>([
    [
      'set a property',
      [{ kind: 'set-property', element: 'source', property: 'uri', value: 'rtsp://camera/2' }],
      [
        '-            uri:   "rtsp://camera/1"     # main stream',
        '+            uri:   "rtsp://camera/2"     # main stream',
      ],
    ],
    [
      'set a number',
      [{ kind: 'set-property', element: 'source', property: 'latency', value: 100 }],
      ['-            latency: 200', '+            latency: 100'],
    ],
    [
      'add a property',
      [{ kind: 'set-property', element: 'source', property: 'drop', value: true }],
      ['+            drop: true'],
    ],
    [
      'add the first property',
      [{ kind: 'set-property', element: 'sink', property: 'async', value: false }],
      ['+        properties:', '+            async: false'],
    ],
    [
      'reset a property, which takes its comment along',
      [{ kind: 'set-property', element: 'source', property: 'rtsp-reconnect-interval' }],
      ['-            # Reconnects.', '-            rtsp-reconnect-interval: 5'],
    ],
    [
      'set a property in a flow mapping',
      [{ kind: 'set-property', element: 'mux', property: 'batch-size', value: 4 }],
      [
        '-    mux: { factory: nvstreammux, properties: { batch-size: 1, width: 1280 } }',
        '+    mux: { factory: nvstreammux, properties: { batch-size: 4, width: 1280 } }',
      ],
    ],
    [
      'override another rule',
      [
        {
          kind: 'set-rule',
          rule: 'unused-file',
          override: { severity: 'off', reason: 'Kept: it is read later', elements: ['sink'] },
        },
      ],
      [
        '+    unused-file:',
        '+        severity: off',
        '+        reason: "Kept: it is read later"',
        '+        elements: [sink]',
        '+',
      ],
    ],
    [
      "change a rule's severity",
      [
        {
          kind: 'set-rule',
          rule: 'sink-async',
          override: { severity: 'hint', reason: 'Only for debugging' },
        },
      ],
      [
        '-    sink-async: {severity: off, reason: Only for debugging}   # for now',
        '+    sink-async: {severity: hint, reason: Only for debugging}   # for now',
      ],
    ],
    [
      'give a rule its own severity back, which takes its comments along',
      [{ kind: 'set-rule', rule: 'sink-async' }],
      [
        '-    # The sink is a file.',
        '-    sink-async: {severity: off, reason: Only for debugging}   # for now',
      ],
    ],
    [
      'rename an element',
      [{ kind: 'rename-element', name: 'source', newName: 'camera' }],
      [
        '-    source:',
        '+    camera:',
        '--   source.vsrc_%u -> mux.sink_0   # first',
        '+-   camera.vsrc_%u -> mux.sink_0   # first',
      ],
    ],
    [
      'add an element',
      [{ kind: 'add-element', name: 'queue0', element: queue }],
      [
        '+    queue0:',
        '+        factory: queue',
        '+        properties:',
        '+            leaky: 2',
        '+',
      ],
    ],
    [
      'remove an element',
      [{ kind: 'remove-element', name: 'sink' }],
      [
        '-    # Does nothing.',
        '-    sink:',
        '-        factory: fakesink',
        '-        # Nothing is set.',
        '-',
        '--   {from: mux.src, to: sink.sink}',
      ],
    ],
    [
      'add a link',
      [
        {
          kind: 'add-link',
          link: { from: { element: 'mux', pad: 'src' }, to: { element: 'mux', pad: 'sink_1' } },
        },
      ],
      ['+- mux.src -> mux.sink_1'],
    ],
    [
      'set caps on a link',
      [{ kind: 'set-link-caps', link: 'source.vsrc_%u -> mux.sink_0', caps: 'video/x-raw' }],
      [
        '--   source.vsrc_%u -> mux.sink_0   # first',
        '+-   from: source.vsrc_%u',
        '+    to: mux.sink_0',
        '+    caps: video/x-raw   # first',
      ],
    ],
    [
      'change a file',
      [
        {
          kind: 'set-file',
          name: 'detector.txt',
          text: '[property]\n# comment of the file\nbatch-size=4\n',
        },
      ],
      ['-        batch-size=1', '+        batch-size=4'],
    ],
    [
      'change the target',
      [
        {
          kind: 'set-target',
          target: { platform: 'dgpu', deepstream: '9.1', streammux: 'new' },
        },
      ],
      [
        '-target: {platform: dgpu, deepstream: 9.1}   # no streammux: legacy',
        '+target: {platform: dgpu, deepstream: "9.1", streammux: new}   # no streammux: legacy',
      ],
    ],
    [
      'add a parameter',
      [{ kind: 'set-parameter', name: 'camera', parameter: { type: 'uri' } }],
      ['+parameters:', '+    camera:', '+        type: uri', '+'],
    ],
  ])('%s', (_what, edits, expected) => {
    expect(differenceOf(BY_HAND, ...edits)).toEqual(expected);
  });
});
