/** What the pages show of a rule: documents of its tests, and what the rule says of them. */
import { printDocument } from '@pipewright/graph';
import type { Diagnostic } from '../diagnostic.ts';
import type { Rule } from '../rule.ts';
import { documentOf, findings, type Sketch } from '../sketch.ts';
import { surroundings } from './surroundings.ts';

/** The documents of a rule's tests, by what they show. */
export interface RuleSketches {
  readonly rule: Rule;
  readonly sound: Readonly<Record<string, Sketch>>;
  readonly failing: Readonly<Record<string, Sketch>>;
}

export interface Example {
  readonly title: string;
  /** The document as YAML, without what every document has. */
  readonly text: string;
  /** What else there is, as blocks of Markdown. */
  readonly surroundings: readonly string[];
  readonly found: readonly Diagnostic[];
}

export interface RuleExamples {
  readonly sound: Example;
  readonly failing: Example;
  /** More that is found, in the order of the tests. */
  readonly others: readonly Example[];
}

/**
 * Runs a rule on the documents of its tests and chooses what is shown: the first finding of the
 * usual severity, one with a fix if there is such, and the sound document that is most like it.
 * Throws when a test has no such documents.
 */
export function examplesOf({ rule, sound, failing }: RuleSketches): RuleExamples {
  const bad = Object.entries(failing).map(([title, sketch]) => exampleOf(rule, title, sketch));
  const usual = bad.filter(({ found }) => found[0]?.severity === rule.severity);
  const shown = usual.find(({ found }) => found[0]?.fixes.length) ?? usual[0] ?? bad[0];
  const good = Object.entries(sound).map(([title, sketch]) => exampleOf(rule, title, sketch));
  // Where only what is outside the document differs, that has to be told.
  const telling = good.filter(
    ({ text, surroundings: around }) => text !== shown?.text || around.length > 0,
  );
  const like = shown && (mostAlike(telling, shown) ?? mostAlike(good, shown));
  if (!shown || !like) {
    throw new Error(`The tests of '${rule.id}' lack a sound or a failing document to show`);
  }
  return { failing: shown, sound: like, others: bad.filter((example) => example !== shown) };
}

function exampleOf(rule: Rule, title: string, sketch: Sketch): Example {
  const document = documentOf(sketch);
  const text = excerpt(printDocument(document), sketch.target !== undefined);
  return {
    title,
    text,
    surroundings: surroundings(sketch),
    found: findings(rule, document, sketch),
  };
}

/** Leaves out the head, and the target unless the sketch has one of its own. */
function excerpt(text: string, hasTarget: boolean): string {
  return text
    .split(/^(?=\S)/m)
    .filter((section) => !/^(formatVersion|name):/.test(section))
    .filter((section) => section.trim() !== 'links: []')
    .filter((section) => hasTarget || !section.startsWith('target:'))
    .join('')
    .trim();
}

/**
 * The example that shares the most lines with another and adds the fewest; the first of several.
 * One with as many links is the same pipeline mended rather than a smaller one.
 */
function mostAlike(examples: readonly Example[], other: Example): Example | undefined {
  const lines = linesOf(other);
  const likeness = (example: Example): number => {
    const own = linesOf(example);
    const numShared = [...own].filter((line) => lines.has(line)).length;
    const isSmaller = numLinks(own) < numLinks(lines);
    return numShared - (own.size - numShared) / 4 - (isSmaller ? lines.size : 0);
  };
  let best: Example | undefined;
  for (const example of examples) {
    if (!best || likeness(example) > likeness(best)) best = example;
  }
  return best;
}

function linesOf({ text, surroundings: around }: Example): ReadonlySet<string> {
  return new Set([text, ...around].flatMap((block) => block.split('\n')));
}

function numLinks(lines: ReadonlySet<string>): number {
  return [...lines].filter((line) => line.includes(' -> ')).length;
}
