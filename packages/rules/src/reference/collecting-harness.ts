/** Stands in for the tests' harness while the reference is made: keeps the documents of the tests. */
import type { Rule } from '../rule.ts';
import type { Sketch } from '../sketch.ts';
import type { RuleSketches } from './examples.ts';

export { documentOf, type FailingSketch, findings, type Sketch } from '../sketch.ts';

const sketches: RuleSketches[] = [];

export function testRule(
  rule: Rule,
  sound: Readonly<Record<string, Sketch>>,
  failing: Readonly<Record<string, Sketch>>,
): void {
  sketches.push({ rule, sound, failing });
}

/** What the tests that were imported so far have. */
export function collectedSketches(): readonly RuleSketches[] {
  return sketches;
}
