/** Random documents and edits for property-based tests. */
import fc from 'fast-check';
import {
  type ElementNode,
  type Link,
  linkId,
  type Parameter,
  type PipelineDocument,
  type Properties,
  type PropertyValue,
  RULE_SEVERITIES,
  type RuleOverride,
} from './document.ts';
import type { Edit } from './edit.ts';

const ELEMENT_NAMES = ['src', 'mux', 'pgie.0', 'tee', 'queue-1', 'sink', 'süd'];
const FACTORIES = ['nvurisrcbin', 'nvstreammux', 'queue', 'nvinfer'];
const PROPERTY_NAMES = ['uri', 'batch-size', 'width', 'config-file-path', 'live'];
const PAD_NAMES = ['sink', 'src', 'sink_0', 'sink_1', 'src_%u', 'vsrc_%u'];
const FILE_NAMES = ['detector.txt', 'configs/tracker.yml', 'labels'];
const RULE_IDS = ['sink-async', 'mux-batch-size', 'unknown-property'];
const PARAMETER_NAMES = ['source', 'width', 'night-mode'];

// Text that YAML would read as something else, or that needs care to be written.
const awkwardText = fc.constantFrom(
  '',
  ' ',
  'true',
  'null',
  '~',
  '12',
  '0x1F',
  '1e3',
  '- a',
  'a: b',
  '# no comment',
  'a #b',
  '"quoted"',
  "it's",
  '%u',
  '${source}',
  'video/x-raw(memory:NVMM), width=(int)[ 1, 2 ]',
  '{a}',
  '[b]',
  '*c',
  '&d',
  '!e',
  '|',
  '>',
  '@f',
  '`g',
  'ä\u{1f600}',
  '\ttab',
  'trailing ',
  '18446744073709551615',
  '...',
  '---',
);

export const arbitraryText: fc.Arbitrary<string> = fc.oneof(
  awkwardText,
  fc.string(),
  fc
    .array(fc.oneof(awkwardText, fc.constantFrom('[property]', '  key=1', '# comment')), {
      maxLength: 4,
    })
    .map((lines) => lines.join('\n')),
  fc.constantFrom('one\n', 'one\n\n', '\n', '\n\none', 'a\r\nb', '  a\n b\n', 'a\n\n\nb\n'),
);

const value: fc.Arbitrary<PropertyValue> = fc.oneof(
  fc.boolean(),
  fc.integer(),
  fc.maxSafeInteger(),
  // `+ 0` turns -0 into 0.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  arbitraryText,
);

const properties: fc.Arbitrary<Properties> = fc.dictionary(
  fc.constantFrom(...PROPERTY_NAMES),
  value,
  {
    maxKeys: 3,
    noNullPrototype: true,
  },
);

const element: fc.Arbitrary<ElementNode> = fc.record({
  factory: fc.constantFrom(...FACTORIES),
  properties,
  pads: fc
    .dictionary(fc.constantFrom(...PAD_NAMES), properties, { maxKeys: 2, noNullPrototype: true })
    .map(withoutEmpty),
});

const parameter: fc.Arbitrary<Parameter> = fc.oneof(
  fc.record(
    { type: fc.constant('string' as const), default: arbitraryText, description: arbitraryText },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    { type: fc.constant('integer' as const), default: fc.integer() },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constant('path' as const), secret: fc.constant(true) }),
);

/** An override, limited to some of the elements when there are any. */
function overrideAmong(names: readonly string[]): fc.Arbitrary<RuleOverride> {
  const judgement = {
    severity: fc.constantFrom(...RULE_SEVERITIES),
    reason: arbitraryText.filter((text) => text.trim() !== ''),
  };
  if (names.length === 0) return fc.record(judgement);
  const limits = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 });
  return fc.record({ ...judgement, elements: limits }, { requiredKeys: ['severity', 'reason'] });
}

function rulesAmong(names: readonly string[]): fc.Arbitrary<PipelineDocument['rules']> {
  return fc.dictionary(fc.constantFrom(...RULE_IDS), overrideAmong(names), {
    noNullPrototype: true,
  });
}

const caps = fc.constantFrom('video/x-raw', 'video/x-raw(memory:NVMM), format=NV12', '${caps}');
const padName = fc.constantFrom(...PAD_NAMES);

function linkBetween(names: readonly string[]): fc.Arbitrary<Link> {
  const end = fc.record({ element: fc.constantFrom(...names), pad: padName });
  return fc.record({ from: end, to: end, caps }, { requiredKeys: ['from', 'to'] });
}

export const arbitraryDocument: fc.Arbitrary<PipelineDocument> = fc
  .record({
    formatVersion: fc.constant(1 as const),
    name: arbitraryText.filter((text) => text.trim() !== ''),
    target: fc.record({
      platform: fc.constantFrom('dgpu' as const, 'jetson' as const),
      deepstream: fc.constantFrom('9.1', '9.0', '10.10'),
      streammux: fc.constantFrom('legacy' as const, 'new' as const),
    }),
    parameters: fc.dictionary(fc.constantFrom(...PARAMETER_NAMES), parameter, {
      noNullPrototype: true,
    }),
    elements: fc.dictionary(fc.constantFrom(...ELEMENT_NAMES), element, { noNullPrototype: true }),
    files: fc.dictionary(fc.constantFrom(...FILE_NAMES), arbitraryText, { noNullPrototype: true }),
  })
  .chain((document) => {
    const names = Object.keys(document.elements);
    const links =
      names.length === 0
        ? fc.constant([])
        : fc.uniqueArray(linkBetween(names), { selector: linkId, maxLength: 5 });
    return fc.record({ links, rules: rulesAmong(names) }).map((more) => ({ ...document, ...more }));
  });

const anyElement = fc.constantFrom(...ELEMENT_NAMES);
const anyLink = linkBetween(ELEMENT_NAMES);
const index = fc.integer({ min: 0, max: 4 });

/** An edit of any kind; most fit a random document, some are refused by it. */
export const arbitraryEdit: fc.Arbitrary<Edit> = fc.letrec<{ edit: Edit }>((tie) => ({
  edit: fc.oneof(
    { maxDepth: 1 },
    fc.record({ kind: fc.constant('set-name' as const), name: arbitraryText }),
    fc.record(
      { kind: fc.constant('add-element' as const), name: anyElement, element, index },
      { requiredKeys: ['kind', 'name', 'element'] },
    ),
    fc.record({ kind: fc.constant('remove-element' as const), name: anyElement }),
    fc.record({
      kind: fc.constant('rename-element' as const),
      name: anyElement,
      newName: fc.oneof(anyElement, fc.constantFrom('renamed', 'not allowed', '')),
    }),
    fc.record({ kind: fc.constant('replace-element' as const), name: anyElement, element }),
    fc.record(
      {
        kind: fc.constant('set-property' as const),
        element: anyElement,
        pad: padName,
        property: fc.constantFrom(...PROPERTY_NAMES),
        value,
        index,
      },
      { requiredKeys: ['kind', 'element', 'property'] },
    ),
    fc.record(
      { kind: fc.constant('add-link' as const), link: anyLink, index },
      { requiredKeys: ['kind', 'link'] },
    ),
    fc.record({ kind: fc.constant('remove-link' as const), link: anyLink.map(linkId) }),
    fc.record(
      { kind: fc.constant('set-link-caps' as const), link: anyLink.map(linkId), caps },
      { requiredKeys: ['kind', 'link'] },
    ),
    fc.record({
      kind: fc.constant('insert-element' as const),
      link: anyLink.map(linkId),
      name: fc.constantFrom('inserted', ...ELEMENT_NAMES),
      element,
      sinkPad: padName,
      srcPad: padName,
    }),
    fc.record(
      {
        kind: fc.constant('set-parameter' as const),
        name: fc.constantFrom(...PARAMETER_NAMES),
        parameter,
        index,
      },
      { requiredKeys: ['kind', 'name'] },
    ),
    fc.record(
      {
        kind: fc.constant('set-file' as const),
        name: fc.constantFrom(...FILE_NAMES),
        text: arbitraryText,
        index,
      },
      { requiredKeys: ['kind', 'name'] },
    ),
    fc.record(
      {
        kind: fc.constant('set-rule' as const),
        rule: fc.constantFrom(...RULE_IDS),
        override: overrideAmong(ELEMENT_NAMES),
        index,
      },
      { requiredKeys: ['kind', 'rule'] },
    ),
    fc.record({
      kind: fc.constant('batch' as const),
      label: fc.constant('several'),
      edits: fc.array(tie('edit'), { maxLength: 3 }),
    }),
  ),
})).edit;

function withoutEmpty(pads: Readonly<Record<string, Properties>>): Record<string, Properties> {
  return Object.fromEntries(
    Object.entries(pads).filter(([, each]) => Object.keys(each).length > 0),
  );
}
