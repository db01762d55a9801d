import { describe, expect, it } from 'vitest';
import { secretFilter } from './secret-filter.ts';
import { chainPlan } from './testing/plans.ts';

describe('secretFilter', () => {
  const plan = {
    ...chainPlan(
      ['camera', 'rtspsrc', { location: 'rtsp://me:swordfish@camera', 'user-pw': 'swordfish' }],
      ['sink', 'fakesink', { name: 'plain' }],
    ),
    secretProperties: [
      { element: 'camera', property: 'user-pw' },
      { element: 'camera', property: 'location' },
    ],
  };

  it('hides every secret value, the longer ones as a whole', () => {
    const hide = secretFilter(plan);
    expect(hide('Could not open rtsp://me:swordfish@camera.')).toBe('Could not open ***.');
    expect(hide('401 for swordfish, swordfish')).toBe('401 for ***, ***');
    expect(hide('plain text')).toBe('plain text');
  });

  it('leaves everything as it is where there are no secrets', () => {
    expect(secretFilter(chainPlan(['a', 'b', { c: 'x' }]))('x')).toBe('x');
  });
});
