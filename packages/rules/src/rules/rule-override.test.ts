import { testRule } from '../rule-harness.ts';
import { rules } from '../rules.ts';
import { ruleOverride } from './rule-override.ts';

const off = { severity: 'off', reason: 'A test' } as const;

testRule(
  ruleOverride(() => rules),
  {
    'a rule': { elements: {}, rules: { 'sink-async': off } },
  },
  {
    'a name that is nearly a rule': {
      elements: {},
      rules: { 'sink-asinc': off },
      finds: [/overrides 'sink-asinc', which is no rule/],
      fixes: ['Override sink-async', 'Remove the override'],
    },
    'the rule that was meant is overridden already': {
      elements: {},
      rules: { 'sink-async': off, 'sink-asinc': off },
      finds: [/'sink-asinc'/],
      fixes: ['Remove the override'],
    },
    'no rule at all': {
      elements: {},
      rules: { 'something-of-another-tool': off },
      finds: [/'something-of-another-tool', which is no rule/],
      fixes: ['Remove the override'],
    },
    'a rule that always holds': {
      elements: {},
      rules: { 'dangling-link': off, 'rule-override': off },
      finds: [/'dangling-link', which always holds/, /'rule-override', which always holds/],
      fixes: ['Remove the override'],
    },
  },
);
