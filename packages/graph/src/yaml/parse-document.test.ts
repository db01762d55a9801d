import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from './parse-document.ts';

const HEAD = 'formatVersion: 1\nname: Test\ntarget: {platform: dgpu, deepstream: 9.1}\n';

function errorsOf(text: string) {
  const result = parseDocument(text);
  return result.ok ? [] : result.errors;
}

/** `code line:column message remedy`, one per error. */
function described(text: string): string[] {
  return errorsOf(text).map(
    ({ code, line, column, message, remedy }) =>
      `${code} ${line}:${column} ${message}${remedy === undefined ? '' : ` | ${remedy}`}`,
  );
}

describe('parseDocument', () => {
  it('reads every section', () => {
    const result = parseDocument(`${HEAD}
parameters:
  camera: {type: uri, default: media/a.mp4, description: The main one}
  pin: {type: string, default: 007}
  key: {type: string, secret: true}
elements:
  src.0:
    factory: nvurisrcbin
    properties: {uri: "\${camera}", gpu-id: 0x10, drop: true, rate: 1.50, big: 18446744073709551615}
    pads: {vsrc_0: {offset: -1}, asrc_0: {}}
  sink: {factory: fakesink}
links:
  - src.0.vsrc_%u -> sink.sink
  - {from: src.0.asrc_%u, to: sink.sink_1, caps: audio/x-raw}
rules:
  sink-async: {severity: off, reason: A file}
  queue-size: {severity: hint, reason: 12, elements: [sink]}
files:
  a/b.txt: |
    one
     two
`);
    expect(result).toEqual({
      ok: true,
      warnings: [],
      document: {
        formatVersion: 1,
        name: 'Test',
        target: { platform: 'dgpu', deepstream: '9.1', streammux: 'legacy' },
        parameters: {
          camera: { type: 'uri', default: 'media/a.mp4', description: 'The main one' },
          pin: { type: 'string', default: '007' },
          key: { type: 'string', secret: true },
        },
        elements: {
          'src.0': {
            factory: 'nvurisrcbin',
            properties: {
              uri: '${camera}',
              'gpu-id': 16,
              drop: true,
              rate: 1.5,
              big: '18446744073709551615',
            },
            pads: { vsrc_0: { offset: -1 } },
          },
          sink: { factory: 'fakesink', properties: {}, pads: {} },
        },
        links: [
          { from: { element: 'src.0', pad: 'vsrc_%u' }, to: { element: 'sink', pad: 'sink' } },
          {
            from: { element: 'src.0', pad: 'asrc_%u' },
            to: { element: 'sink', pad: 'sink_1' },
            caps: 'audio/x-raw',
          },
        ],
        rules: {
          'sink-async': { severity: 'off', reason: 'A file' },
          'queue-size': { severity: 'hint', reason: '12', elements: ['sink'] },
        },
        files: { 'a/b.txt': 'one\n two\n' },
      },
    });
  });

  it('reads anchors', () => {
    const result = parseDocument(`${HEAD}elements:
  a: &queue {factory: queue, properties: {leaky: &two 2}}
  b: *queue
  c: {factory: queue, properties: {leaky: *two}}
`);
    expect(result.ok && result.document.elements.b).toEqual({
      factory: 'queue',
      properties: { leaky: 2 },
      pads: {},
    });
    expect(result.ok && result.document.elements.c?.properties).toEqual({ leaky: 2 });
  });

  it('takes empty sections for none', () => {
    const result = parseDocument(`${HEAD}elements:\nlinks:\nfiles: {}\nparameters: ~\n`);
    expect(result.ok && Object.keys(result.document.elements)).toEqual([]);
  });

  it('warns when a number loses its zeros', () => {
    const result = parseDocument(`${HEAD}elements:\n  a: {factory: f, properties: {pin: 007}}\n`);
    expect(result).toMatchObject({
      ok: true,
      warnings: [
        { code: 'leading-zeros', line: 5, column: 37, remedy: expect.stringContaining('"007"') },
      ],
    });
  });

  it.each([
    [
      '{severity: off}',
      'missing-key 8:6 rule "x" has no reason | Add "reason:" and say why, for whoever reads the document next.',
    ],
    [
      '{severity: off, reason: " "}',
      'invalid-value 8:30 the reason of rule "x" is empty | Add "reason:" and say why, for whoever reads the document next.',
    ],
    [
      '{reason: A file}',
      'missing-key 8:6 rule "x" has no severity | Add "severity:" with one of: off, hint, warning, error.',
    ],
    [
      '{severity: warn, reason: A file}',
      'invalid-value 8:17 the severity of rule "x" can\'t be "warn"; it is one of: off, hint, warning, error',
    ],
    [
      '{severity: hint, reason: A file, element: sink}',
      'unknown-key 8:39 rule "x" has no "element" | Did you mean "elements"?',
    ],
    [
      '{severity: hint, reason: A file, elements: [sinc]}',
      'unknown-element 8:50 rule "x" is limited to "sinc", but there is no such element | Did you mean "sink"?',
    ],
    [
      '{severity: hint, reason: A file, elements: [sink, sink]}',
      'invalid-value 8:56 rule "x" is limited to "sink" twice | Remove one of them.',
    ],
    [
      '{severity: hint, reason: A file, elements: []}',
      'invalid-value 8:49 rule "x" is limited to no element | Name elements, or remove "elements" so that it holds for all.',
    ],
  ])('tells what is wrong with the override of a rule: %s', (override, expected) => {
    expect(
      described(`${HEAD}elements:\n  sink:\n    factory: fakesink\nrules:\n  x: ${override}`),
    ).toEqual([expected]);
  });

  it("refuses what can't be a rule's id", () => {
    expect(described(`${HEAD}rules:\n  Sink Async: {severity: off, reason: A file}`)).toEqual([
      'invalid-name 5:3 in rules, "Sink Async" can\'t be a rule: write its id, small letters, digits and "-", such as sink-async | Rename it.',
    ]);
  });

  it.each([
    ['', 'not-a-document 1:1 the pipeline document is empty | Begin with "formatVersion: 1".'],
    ['# only a comment\n', 'not-a-document 1:1 the pipeline document is empty'],
    ['videotestsrc ! fakesink', 'not-a-document 1:1 this is no pipeline document'],
    ['videotestsrc ! fakesink', 'It looks like gst-launch text; import it instead.'],
    ['- a\n- b\n', 'not-a-document 1:1 this is no pipeline document'],
    ['\u0000\u0001binary', 'not-a-document 1:1'],
    ['a: [', 'yaml-syntax'],
    ['a: "b', 'yaml-syntax 1:6 not readable as YAML: Missing closing "quote'],
    ['a:\n\tb: 1\n', 'yaml-syntax 2:1 not readable as YAML'],
    ['a: 1\n---\nb: 2\n', 'yaml-syntax 2:1 not readable as YAML'],
    [
      'name: x\ntarget: {platform: dgpu, deepstream: 9.1}',
      'missing-format-version 1:1 the document has no formatVersion | Add "formatVersion: 1" as the first line.',
    ],
    [
      'formatVersion: 2\nwhatever: 1\n',
      'unsupported-format-version 1:16 the document has format version 2, but this Pipewright reads versions up to 1 | Open it with a newer Pipewright.',
    ],
    [
      'formatVersion: one\n',
      'wrong-type 1:16 formatVersion must be a whole number from 1, but it is one',
    ],
    ['formatVersion: 0\n', 'wrong-type 1:16'],
    ['formatVersion: 1\nname: x\n', 'missing-key 1:1 the document has no "target"'],
    [
      `${HEAD}elemnts: {}\n`,
      'unknown-key 4:1 the document has no "elemnts" | Did you mean "elements"?',
    ],
    [
      `${HEAD}nodes: {}\n`,
      'unknown-key 4:1 the document has no "nodes" | Remove it, or use one of: formatVersion, name,',
    ],
    [
      `${HEAD}elements: [a]\n`,
      'wrong-type 4:11 elements must be a mapping (name: value), but it is a list',
    ],
    [
      `${HEAD}elements: {a: queue}\n`,
      'wrong-type 4:15 element "a" must be a mapping (name: value), but it is the text queue',
    ],
    [`${HEAD}elements: {a: {}}\n`, 'missing-key 4:15 element "a" has no factory | Add "factory:"'],
    [
      `${HEAD}elements: {a: {factory: my element}}\n`,
      'invalid-name 4:25 the factory of element "a" can\'t be "my element"',
    ],
    [
      `${HEAD}elements: {a: {factory: q, propeties: {}}}\n`,
      'unknown-key 4:28 element "a" has no "propeties" | Did you mean "properties"?',
    ],
    [
      `${HEAD}elements: {a b: {factory: q}}\n`,
      'invalid-name 4:12 in elements, "a b" can\'t be an element\'s name',
    ],
    [
      `${HEAD}elements:\n  a: {factory: q}\n  a: {factory: q}\n`,
      'duplicate-key 6:3 elements has "a" twice | Rename',
    ],
    [
      `${HEAD}elements: {a: {factory: q, properties: {x: }}}\n`,
      'wrong-type 4:44 property "x" of element "a" must be a number, true, false or text, but it is empty | Give it a value',
    ],
    [
      `${HEAD}elements: {a: {factory: q, properties: {x: [1]}}}\n`,
      'property "x" of element "a" must be a number, true, false or text, but it is a list | Write arrays',
    ],
    [`${HEAD}elements: {a: {factory: q, properties: {x: .nan}}}\n`, 'wrong-type 4:44'],
    [
      `${HEAD}elements: {a: {factory: q, pads: {sink_0: {x: {}}}}}\n`,
      'property "x" of pad "sink_0" of element "a"',
    ],
    [
      `${HEAD}links: {}\n`,
      'wrong-type 4:8 links must be a list ("- " before each), but it is a mapping',
    ],
    [`${HEAD}links: [a]\n`, 'invalid-link 4:9 "a" is no link'],
    [
      `${HEAD}elements: {mux: {factory: m}}\nlinks: [mux.src -> mxu.sink]\n`,
      'unknown-element 5:9 the link mux.src -> mxu.sink names "mxu", but there is no such element | Did you mean "mux"?',
    ],
    [
      `${HEAD}links: [{from: a.src}]\n`,
      'missing-key 4:9 a link has no "to" | Add "to: element.pad".',
    ],
    [
      `${HEAD}elements: {a: {factory: q}}\nlinks: [a.src -> a.sink, a.src -> a.sink]\n`,
      'duplicate-link 5:26 the link a.src -> a.sink is there twice',
    ],
    [`${HEAD}files: {../a: x}\n`, 'invalid-name 4:9 in files, "../a" can\'t be a file\'s name'],
    [
      `${HEAD}files: {a: {}}\n`,
      'wrong-type 4:12 the text of file "a" must be text, but it is a mapping',
    ],
    [`${HEAD}parameters: {a: {}}\n`, 'missing-key 4:17 parameter "a" has no type'],
    [
      `${HEAD}parameters: {a: {type: int}}\n`,
      'invalid-value 4:24 the type of parameter "a" can\'t be "int"',
    ],
    [
      `${HEAD}parameters: {a: {type: integer, default: x}}\n`,
      'wrong-type 4:42 the default of parameter "a" must be a whole number, but it is "x"',
    ],
    [
      `${HEAD}parameters: {a: {type: string, secret: true, default: x}}\n`,
      'invalid-value 4:55 parameter "a" is secret',
    ],
    [
      HEAD.replace('dgpu', 'jetsn'),
      'invalid-value 3:20 target.platform can\'t be "jetsn"; it is one of: dgpu, jetson, sbsa | Did you mean "jetson"?',
    ],
    [
      HEAD.replace('9.1', 'nine'),
      'invalid-value 3:38 target.deepstream must be a version such as 9.1, but it is "nine"',
    ],
    [HEAD.replace('platform: dgpu, ', ''), 'missing-key 3:9 target has no "platform"'],
  ])('%j: %s', (text, expected) => {
    expect(described(text).join('\n')).toContain(expected);
  });

  it('reports a section that is there twice', () => {
    expect(described(`${HEAD}files: {}\nname: Other\n`)).toEqual([
      'duplicate-key 5:1 the document has "name" twice | Rename or remove one of them.',
    ]);
  });

  it('reports every mistake once, in the order of the text, with its path', () => {
    const errors = errorsOf(`${HEAD}elements:
  a: {factory: q, propeties: {}}
  b: {}
links:
  - a.src -> b.sink
  - a.src -> nowhere.sink
`);
    expect(errors.map(({ path }) => path)).toEqual([
      ['elements', 'a', 'propeties'],
      ['elements', 'b'],
      ['links', 1],
    ]);
  });

  it('is not misled by names that every object has', () => {
    const result = parseDocument(
      `${HEAD}elements:\n  constructor: {factory: q, properties: {toString: 1}}\nlinks: [constructor.src -> constructor.sink]\n`,
    );
    expect(result.ok && Object.entries(result.document.elements)).toEqual([
      ['constructor', { factory: 'q', properties: { toString: 1 }, pads: {} }],
    ]);
    expect(described(`${HEAD}elements: {__proto__: {factory: q}}\n`)[0]).toContain('invalid-name');
  });

  it('never throws', () => {
    const pieces = fc.constantFrom(
      'formatVersion: 1',
      'name:',
      'elements:',
      'a:',
      '- ',
      '  ',
      '\n',
      '{',
      '}',
      '[',
      ']',
      '*a',
      '&a ',
      '!t ',
      '"',
      "'",
      '|',
      '>',
      '#',
      ': ',
      '? ',
      '<<: ',
      '%',
      '---',
      '...',
      '\t',
      '\u0000',
      'factory: q',
      'x -> y',
    );
    fc.assert(
      fc.property(
        fc.array(pieces).map((parts) => parts.join('')),
        (text) => {
          const result = parseDocument(text);
          if (result.ok) return;
          expect(result.errors.length).toBeGreaterThan(0);
          for (const { line, column } of result.errors) expect(line >= 1 && column >= 1).toBe(true);
        },
      ),
    );
  });
});
