/** What is printed of the pipelines: a line for each, and at the end what they came to. */
import type { Finding, Outcome } from './run-pipeline.ts';

type Verdict = Outcome['verdict'];

/** In the order of the summary, after a number of pipelines. */
const VERDICTS: Readonly<Record<Verdict, string>> = {
  eos: 'reached EOS',
  limit: 'played until the time limit',
  refused: 'refused by the check',
  error: 'ended in an error',
  hung: 'did not end',
  unreadable: 'could not be imported',
};

/** What became of one pipeline, on one line. */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.verdict) {
    case 'eos':
      return `EOS after ${playedText(outcome)}`;
    case 'limit':
      return `stopped after ${playedText(outcome)}`;
    case 'refused':
      return `refused: ${findingText(outcome.finding)}`;
    case 'error':
      return `error: ${findingText(outcome.finding)}`;
    case 'hung':
      return `killed: no end after ${outcome.seconds} s`;
    case 'unreadable':
      return `not imported: ${oneLine(outcome.problem)}`;
  }
}

/** Only batches with metadata are counted as frames. */
function playedText({ seconds, frames }: { seconds: number; frames: number }): string {
  return `${seconds.toFixed(1)} s${frames === 0 ? '' : `, ${frames} frames`}`;
}

function findingText({ message, code }: Finding): string {
  return `${oneLine(message)} [${code}]`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}

/** How many came to what, and the reasons of those that did not play, the most frequent first. */
export function summaryText(outcomes: readonly Outcome[], total: number): string {
  const lines = Object.entries(VERDICTS).flatMap(([verdict, words]) => {
    const those = outcomes.filter((outcome) => outcome.verdict === verdict);
    return those.length === 0 ? [] : [`  ${those.length} ${words}`, ...reasonLines(those)];
  });
  const cancelled = outcomes.length < total ? `Cancelled after ${outcomes.length} of ` : '';
  return [`${cancelled}${total} pipelines`, ...lines].join('\n');
}

function reasonLines(outcomes: readonly Outcome[]): string[] {
  const byReason = new Map<string, { count: number; readonly example: string }>();
  for (const outcome of outcomes) {
    const [reason, example] = reasonOf(outcome);
    if (reason === '') continue;
    const known = byReason.get(reason);
    if (known === undefined) byReason.set(reason, { count: 1, example });
    else known.count += 1;
  }
  return [...byReason.values()]
    .toSorted((a, b) => b.count - a.count)
    .map(({ count, example }) => `    ${count} × ${example}`);
}

/** What outcomes of the same reason share, and the reason's words; both empty where there is none. */
function reasonOf(outcome: Outcome): readonly [string, string] {
  switch (outcome.verdict) {
    case 'refused':
      return [outcome.finding.code, findingText(outcome.finding)];
    case 'error': {
      const { finding } = outcome;
      // The same failure of differently named elements.
      const { code, message, element } = finding;
      return [
        `${code} ${element ? message.replaceAll(element, '') : message}`,
        findingText(finding),
      ];
    }
    case 'unreadable':
      return [outcome.problem, oneLine(outcome.problem)];
    default:
      return ['', ''];
  }
}
