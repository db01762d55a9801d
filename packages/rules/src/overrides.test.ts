import { catalogueFor } from '@pipewright/catalogue';
import type { RuleOverride } from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { check } from './check.ts';
import { documentOf, type Sketch } from './rule-harness.ts';

const off: RuleOverride = { severity: 'off', reason: 'The tee is for debugging' };

/** A tee with two sinks that both block the pipeline's start, and a link to nowhere. */
const sketch: Sketch = {
  elements: {
    source: 'videotestsrc',
    tee: 'tee',
    one: 'fakesink',
    two: 'fakesink',
  },
  links: [
    'source.src -> tee.sink',
    'tee.src_0 -> one.sink',
    'tee.src_1 -> two.sink',
    'tee.src_2 -> gone.sink',
  ],
};

function checked(rules: Sketch['rules']) {
  const document = documentOf({ ...sketch, ...(rules && { rules }) });
  return check(document, { catalogue: catalogueFor(document.target) });
}

/** `code element severity`, of one rule. */
function found(result: ReturnType<typeof check>, code: string): string[] {
  return result.diagnostics
    .filter((diagnostic) => diagnostic.code === code)
    .map(({ place, severity }) => `${place.element} ${severity}`);
}

const usual = checked({});

describe('overrides of rules', () => {
  it('are about rules that find something here', () => {
    expect(found(usual, 'tee-branch-queue').length).toBeGreaterThan(0);
    expect(found(usual, 'sink-async').length).toBeGreaterThan(1);
    expect(usual.suppressed).toEqual([]);
  });

  it('switch a rule off everywhere, and tell what is not shown and why', () => {
    const result = checked({ 'sink-async': off });
    expect(found(result, 'sink-async')).toEqual([]);
    expect(result.suppressed.map(({ code, reason }) => [code, reason])).toEqual(
      found(usual, 'sink-async').map(() => ['sink-async', off.reason]),
    );
    expect(result.diagnostics.length + result.suppressed.length).toBe(usual.diagnostics.length);
  });

  it('switch a rule off at some elements', () => {
    const result = checked({ 'sink-async': { ...off, elements: ['one'] } });
    expect(found(result, 'sink-async')).toEqual(
      found(usual, 'sink-async').filter((text) => !text.startsWith('one ')),
    );
    expect(result.suppressed.map(({ place }) => place.element)).toEqual(['one']);
  });

  it('change a severity, and with it the order', () => {
    const result = checked({
      'sink-async': { severity: 'error', reason: 'It must start at once' },
    });
    expect(new Set(found(result, 'sink-async'))).toEqual(new Set(['one error', 'two error']));
    const severities = result.diagnostics.map(({ severity }) => severity);
    expect(severities.lastIndexOf('error')).toBeLessThan(severities.indexOf('warning'));
    expect(result.diagnostics.find(({ code }) => code === 'sink-async')?.override).toEqual({
      usualSeverity: 'warning',
      reason: 'It must start at once',
    });
  });

  it("never silence faults of the document's own structure", () => {
    const result = checked({ 'dangling-link': off, 'rule-override': off, 'no-such-rule': off });
    expect(found(result, 'dangling-link')).toHaveLength(1);
    expect(found(result, 'rule-override')).toHaveLength(3);
    expect(result.suppressed).toEqual([]);
  });
});
