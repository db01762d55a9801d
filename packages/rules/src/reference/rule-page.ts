/** A rule's page of the reference. */
import type { Diagnostic, Place, Severity } from '../diagnostic.ts';
import type { RuleInfo } from '../rule.ts';
import type { Example, RuleExamples } from './examples.ts';
import { code, escaped, joined, list, wrapped } from './markdown.ts';
import { topicTitles } from './topics.ts';

export const generatedNote =
  '<!-- Written by `npm run generate` from the rules and their tests: change those. -->';

const severities: readonly Severity[] = ['error', 'warning', 'hint'];

export function rulePage(rule: RuleInfo, examples: RuleExamples): string {
  const { failing, sound, others } = examples;
  const [first] = failing.found;
  return joined([
    generatedNote,
    `# ${escaped(rule.title)}`,
    factsLine(rule, examples),
    wrapped(escaped(rule.explanation)),
    '## Found',
    code('yaml', failing.text),
    ...failing.surroundings,
    'Reported:',
    code('text', failing.found.map(findingText).join('\n')),
    ...(first && first.fixes.length > 0
      ? ['Fixes offered:', list(first.fixes.map(({ title }) => escaped(title)))]
      : ['It offers no fix.']),
    '## Sound',
    code('yaml', sound.text),
    ...sound.surroundings,
    ...(others.length > 0 ? ['## Found as well', list(others.flatMap(caseItems))] : []),
    '## Turn it off, or change its severity',
    ...overrideBlocks(rule),
  ]);
}

function factsLine(rule: RuleInfo, { failing, others }: RuleExamples): string {
  const found = new Set(
    [failing, ...others].flatMap((example) => example.found.map(({ severity }) => severity)),
  );
  const less = severities.filter((severity) => severity !== rule.severity && found.has(severity));
  const also = less.length > 0 ? ` (in some cases ${less.join(' or ')})` : '';
  const title = topicTitles[rule.topic];
  const anchor = title
    .toLowerCase()
    .replaceAll(/[^a-z -]/g, '')
    .replaceAll(' ', '-');
  return `\`${rule.id}\` · ${rule.severity}${also} · [${title}](README.md#${anchor})`;
}

/** `severity at place: message`, and what to do below it. */
function findingText({ severity, place, message, remedy }: Diagnostic): string {
  const where = placeText(place);
  const head = `${severity}${where === '' ? '' : ` at ${where}`}: ${message}`;
  return remedy === undefined ? head : `${head}\n    ${remedy}`;
}

function placeText(place: Place): string {
  const { element, pad, property, link, parameter, rule, file, line, column } = place;
  if (file !== undefined) {
    return [file, line, column].filter((part) => part !== undefined).join(':');
  }
  const name = [element, pad, property].filter((part) => part !== undefined).join('.');
  return name !== '' ? name : (link ?? parameter ?? rule ?? '');
}

function caseItems({ title, found }: Example): string[] {
  return found.map(
    ({ severity, message }) => `${escaped(title)} (${severity}): ${escaped(message)}`,
  );
}

function overrideBlocks(rule: RuleInfo): string[] {
  if (rule.isFixed === true) {
    return ['It finds faults of the document itself, so it always holds.'];
  }
  return [
    wrapped(
      'In the pipeline document, with a reason; `severity` is off, hint, warning or error, and a list ' +
        '`elements` limits it to some elements:',
    ),
    code(
      'yaml',
      `rules:\n  ${rule.id}:\n    severity: off\n    reason: Why it does not matter here`,
    ),
  ];
}
