/** The rule reference: a page for each rule, and an index by topic. */
import type { Rule, RuleInfo, RuleTopic } from '../rule.ts';
import { examplesOf, type RuleSketches } from './examples.ts';
import { escaped, joined, table, wrapped } from './markdown.ts';
import { generatedNote, rulePage } from './rule-page.ts';
import { topicTitles } from './topics.ts';

/**
 * The files of docs/rules by name. Throws when a rule has no tests to take its examples from, or a
 * test is of no listed rule.
 */
export function referencePages(
  rules: readonly Rule[],
  sketches: readonly RuleSketches[],
): ReadonlyMap<string, string> {
  const byId = new Map<string, RuleSketches>();
  for (const own of sketches) {
    const { id } = own.rule;
    if (!rules.some((rule) => rule.id === id))
      throw new Error(`'${id}' is not in the list of rules`);
    const before = byId.get(id);
    byId.set(id, {
      rule: own.rule,
      sound: { ...before?.sound, ...own.sound },
      failing: { ...before?.failing, ...own.failing },
    });
  }
  const pages = rules.map((rule): [string, string] => {
    const own = byId.get(rule.id);
    if (!own) throw new Error(`'${rule.id}' has no test that calls testRule`);
    return [`${rule.id}.md`, rulePage(rule, examplesOf(own))];
  });
  return new Map([['README.md', referenceIndex(rules)], ...pages]);
}

/** All rules by topic, in the order in which they are listed. */
export function referenceIndex(rules: readonly RuleInfo[]): string {
  const chapters = Object.entries(topicTitles) as [RuleTopic, string][];
  return joined([
    generatedNote,
    '# Rules',
    wrapped(
      `What Pipewright checks in a pipeline, while you edit and in \`pipewright check\`: ${rules.length} ` +
        'rules. An error surely fails, a warning most likely does or costs much, a hint is worth a look.',
    ),
    ...chapters.flatMap(([topic, title]) => {
      const own = rules.filter((rule) => rule.topic === topic);
      const rows = own.map(({ id, severity, title: asked }) => [
        `[${id}](${id}.md)`,
        severity,
        escaped(asked),
      ]);
      return own.length === 0
        ? []
        : [`## ${title}`, table(['rule', 'usually', 'what it asks for'], rows)];
    }),
  ]);
}
