import { describe, expect, it } from 'vitest';
import { ruleOverrideFor } from './rule-overrides.ts';

describe('ruleOverrideFor', () => {
  const everywhere = { severity: 'off', reason: 'A test' } as const;
  const atSink = { ...everywhere, elements: ['sink'] };
  const document = { rules: { 'sink-async': everywhere, 'queue-size': atSink } };

  it('holds everywhere, or at the elements that it is limited to', () => {
    expect(ruleOverrideFor(document, 'sink-async', [])).toBe(everywhere);
    expect(ruleOverrideFor(document, 'sink-async', ['mux'])).toBe(everywhere);
    expect(ruleOverrideFor(document, 'queue-size', ['mux', 'sink'])).toBe(atSink);
    expect(ruleOverrideFor(document, 'queue-size', ['mux'])).toBeUndefined();
    expect(ruleOverrideFor(document, 'queue-size', [])).toBeUndefined();
    expect(ruleOverrideFor(document, 'constructor', ['sink'])).toBeUndefined();
  });
});
