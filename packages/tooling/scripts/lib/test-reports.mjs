/**
 * What the suites' own reports say: `{ passed, failures }`, each failure with the test's `name` and
 * `why`, the text that its runner wrote about it.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ROOT } from './paths.mjs';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Of Vitest's JSON report. A file that could not be loaded is one failure. */
export function readVitestReport(path) {
  const { numPassedTests, testResults } = readJson(path);
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(ROOT, name);
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => ({
        name: `${file}: ${test.fullName}`,
        why: test.failureMessages.join('\n'),
      }));
    return failed.length === 0 && status === 'failed' ? [{ name: file, why: message }] : failed;
  });
  return { passed: numPassedTests, failures };
}

/** Of Playwright's JSON report. A test that passed when it was tried again has passed. */
export function readPlaywrightReport(path) {
  const { stats, suites, errors } = readJson(path);
  const specsOf = (suite) => [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
  const failures = suites
    .flatMap(specsOf)
    .filter((spec) => !spec.ok)
    .map(({ file, line, title, tests }) => ({
      name: `${file}:${line} ${title}`,
      why: (tests.at(-1)?.results.at(-1)?.errors ?? []).map((error) => error.message).join('\n'),
    }));
  // Of no test: a file that does not load, a server that does not start.
  const others = errors.map(({ message }) => ({ name: 'Playwright', why: message }));
  return { passed: stats.expected + stats.flaky, failures: [...failures, ...others] };
}

/** Names of the programs that `meson test` ended for their time, which its JUnit report does not tell. */
function programsOutOfTime(jsonLog) {
  return readFileSync(jsonLog, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter(({ result }) => result === 'TIMEOUT')
    .map(({ name }) => name.split(' / ').at(-1));
}

/** Of the JUnit report that `meson test` writes: one test case a test of GoogleTest's, or a program. */
export async function readMesonReport(path) {
  // Installed by the set-up, which has not run yet when this module is loaded.
  const { XMLParser } = await import('fast-xml-parser');
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => ['testsuite', 'testcase', 'failure', 'error'].includes(name),
    parseAttributeValue: false,
    parseTagValue: false,
    // Whole logs stand in it.
    processEntities: { maxExpandedLength: Number.POSITIVE_INFINITY },
  });
  const { testsuites } = parser.parse(readFileSync(path, 'utf8'));
  const cases = (testsuites.testsuite ?? []).flatMap(({ testcase }) => testcase ?? []);
  const outOfTime = programsOutOfTime(path.replace(/\.junit\.xml$/, '.json'));
  const failures = cases
    .filter((test) => test.failure || test.error || outOfTime.includes(test.name))
    .map((test) => {
      const told = [...(test.failure ?? []), ...(test.error ?? [])].map((fault) =>
        typeof fault === 'string' ? fault : (fault['#text'] ?? fault.message),
      );
      if (outOfTime.includes(test.name)) {
        told.unshift('It did not end in its time.');
      }
      return {
        name: test.classname === test.name ? test.name : `${test.classname}.${test.name}`,
        why: [...told, test['system-out'], test['system-err']].filter(Boolean).join('\n'),
      };
    });
  const skipped = cases.filter((test) => test.skipped !== undefined).length;
  const passed = cases.length - failures.length - skipped;
  // A program of GoogleTest's that was ended has written nothing of its tests.
  const unreported = outOfTime
    .filter((program) => !cases.some(({ name }) => name === program))
    .map((name) => ({ name, why: 'It did not end in its time.' }));
  return { passed, failures: [...failures, ...unreported] };
}
