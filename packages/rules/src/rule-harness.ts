/** For the rules' tests: what every finding must keep to. */
import { applyEdit, type PipelineDocument } from '@pipewright/graph';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from './diagnostic.ts';
import type { Rule } from './rule.ts';
import { documentOf, type FailingSketch, findings, type Sketch } from './sketch.ts';

export { documentOf, type FailingSketch, findings, type Sketch } from './sketch.ts';

/**
 * Tests a rule on documents that are sound and on ones that are not. Every fix it offers must
 * apply, and make its own finding vanish. The rule's page in docs/rules shows one of each.
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
