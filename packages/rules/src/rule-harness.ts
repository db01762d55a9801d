/** For the rules' tests: small documents, and what every finding must keep to. */
import { catalogueFor, mergeRegistry } from '@pipewright/catalogue';
import {
  applyEdit,
  emptyDocument,
  type Parameter,
  type PipelineDocument,
  type Properties,
  parseLink,
  type Target,
} from '@pipewright/graph';
import { describe, expect, test } from 'vitest';
import { check } from './check.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';
import type { FileFacts } from './files.ts';
import type { Rule } from './rule.ts';

/** A factory name, or one with properties and pad properties. */
type ElementText =
  | string
  | readonly [string, Properties]
  | readonly [string, Properties, Readonly<Record<string, Properties>>];

export interface Sketch {
  readonly elements: Readonly<Record<string, ElementText>>;
  /** `a.src -> b.sink`, or with caps behind a `|`. */
  readonly links?: readonly string[];
  readonly target?: Partial<Target>;
  readonly parameters?: Readonly<Record<string, Parameter>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly rules?: PipelineDocument['rules'];
  /** What is on disk: text of a file, or facts. Everything else is missing. */
  readonly disk?: Readonly<Record<string, string | FileFacts>>;
  /** Factories of this machine's registry; without it, it is not known. */
  readonly registry?: readonly { readonly name: string; readonly properties?: readonly object[] }[];
}

export interface FailingSketch extends Sketch {
  /** Parts of the messages, one per finding, in order. */
  readonly finds: readonly RegExp[];
  readonly severity?: Severity;
  /** Titles of the first finding's fixes. */
  readonly fixes?: readonly string[];
}

/** A document as a test sketches it. */
export function documentOf(sketch: Sketch): PipelineDocument {
  const empty = emptyDocument('test');
  return {
    ...empty,
    target: { ...empty.target, ...sketch.target },
    parameters: sketch.parameters ?? {},
    elements: Object.fromEntries(
      Object.entries(sketch.elements).map(([name, text]) => {
        const [factory, properties = {}, pads = {}] = typeof text === 'string' ? [text] : text;
        return [name, { factory, properties, pads }];
      }),
    ),
    links: (sketch.links ?? []).map((text) => {
      const [ends = '', caps] = text.split('|');
      const parsed = parseLink(ends);
      if (!parsed.ok) throw new Error(parsed.message);
      return caps === undefined ? parsed.link : { ...parsed.link, caps: caps.trim() };
    }),
    files: sketch.files ?? {},
    rules: sketch.rules ?? {},
  };
}

/** What one rule finds. */
export function findings(
  rule: Rule,
  document: PipelineDocument,
  { disk = {}, registry }: Pick<Sketch, 'disk' | 'registry'> = {},
): readonly Diagnostic[] {
  const shipped = catalogueFor(document.target);
  const catalogue = registry ? mergeRegistry(shipped, { factories: registry }) : shipped;
  const files = (path: string): FileFacts => {
    const facts = Object.hasOwn(disk, path) ? disk[path] : undefined;
    if (facts === undefined) return { exists: false, reason: 'missing' };
    if (typeof facts !== 'string') return facts;
    return { exists: true, kind: 'file', sizeBytes: facts.length, text: facts };
  };
  const { diagnostics } = check(document, { catalogue, files });
  return diagnostics.filter((diagnostic) => diagnostic.code === rule.id);
}

/**
 * Tests a rule on documents that are sound and on ones that are not. Every fix it offers must
 * apply, and make its own finding vanish.
 */
export function testRule(
  rule: Rule,
  sound: Readonly<Record<string, Sketch>>,
  failing: Readonly<Record<string, FailingSketch>>,
): void {
  describe(rule.id, () => {
    for (const [title, sketch] of Object.entries(sound)) {
      test(`sound: ${title}`, () => {
        expect(findings(rule, documentOf(sketch), sketch)).toEqual([]);
      });
    }
    for (const [title, sketch] of Object.entries(failing)) {
      test(`found: ${title}`, () => expectFindings(rule, sketch));
    }
  });
}

function expectFindings(rule: Rule, sketch: FailingSketch): void {
  const document = documentOf(sketch);
  const found = findings(rule, document, sketch);
  expect(found.map((diagnostic) => diagnostic.message)).toEqual(
    sketch.finds.map((pattern) => expect.stringMatching(pattern)),
  );
  for (const diagnostic of found) {
    expect(diagnostic.severity).toBe(sketch.severity ?? rule.severity);
    expectPlace(document, diagnostic);
    for (const fix of diagnostic.fixes) {
      const result = applyEdit(document, fix.edit);
      if (!result.ok) throw new Error(`"${fix.title}": ${result.error.message}`);
      const left = findings(rule, result.document, sketch).map(({ message }) => message);
      expect(left, fix.title).not.toContain(diagnostic.message);
    }
  }
  if (sketch.fixes) expect(found[0]?.fixes.map((fix) => fix.title)).toEqual(sketch.fixes);
}

/** A place names things that are in the document. */
function expectPlace(document: PipelineDocument, { place }: Diagnostic): void {
  if (place.element !== undefined) expect(Object.keys(document.elements)).toContain(place.element);
  if (place.link !== undefined) {
    const ids = document.links.map(
      ({ from, to }) => `${from.element}.${from.pad} -> ${to.element}.${to.pad}`,
    );
    expect(ids).toContain(place.link);
  }
}
