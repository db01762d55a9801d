import type { Plan, PlanLink } from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { changedPlan, PlanChangeError, planChanges } from './plan-changes.ts';
import { chainPlan } from './testing/plans.ts';

function intoMux(from: string, number: number): PlanLink {
  const id = `${from}.src -> mux.sink_${number}`;
  const to = { toElement: 'mux', toPad: `sink_${number}` };
  return { id, fromElement: from, fromPad: 'src', ...to, origin: id };
}

function withCamera(plan: Plan, name: string, number: number, uri = 'file:///a.mp4'): Plan {
  const [camera] = chainPlan([name, 'nvurisrcbin', { uri }]).elements;
  return {
    ...plan,
    elements: [...plan.elements, ...(camera === undefined ? [] : [camera])],
    links: [...plan.links, intoMux(name, number)],
  };
}

const base = withCamera(chainPlan(['mux', 'nvstreammux'], ['sink', 'fakesink']), 'camera0', 0);

describe('planChanges', () => {
  it('finds a source that joins and one that leaves', () => {
    const other = withCamera(chainPlan(['mux', 'nvstreammux'], ['sink', 'fakesink']), 'door', 1);
    const changes = planChanges(base, other);
    expect(changes.addedElements.map(({ name }) => name)).toEqual(['door']);
    expect(changes.addedLinks.map(({ id }) => id)).toEqual(['door.src -> mux.sink_1']);
    expect(changes.removed).toEqual(['camera0']);
    const changed = changedPlan(base, changes);
    expect(changed.elements.map(({ name }) => name)).toEqual(['mux', 'sink', 'door']);
    expect(changed.links.map(({ id }) => id)).toEqual([
      'mux.src -> sink.sink',
      'door.src -> mux.sink_1',
    ]);
  });

  it('finds nothing between equal plans, and names elements whose properties differ', () => {
    const empty = { addedElements: [], addedLinks: [], removed: [] };
    expect(planChanges(base, base)).toEqual({ ...empty, differing: [] });
    const moved = withCamera(
      chainPlan(['mux', 'nvstreammux'], ['sink', 'fakesink']),
      'camera0',
      0,
      'file:///b.mp4',
    );
    expect(planChanges(base, moved)).toEqual({ ...empty, differing: ['camera0'] });
  });

  it('refuses links between elements that stay, and other elements of the same name', () => {
    const unlinked = { ...base, links: base.links.slice(1) };
    expect(() => planChanges(base, unlinked)).toThrow(PlanChangeError);
    expect(() => planChanges(unlinked, base)).toThrow(/mux.src -> sink.sink was added/);
    const [, ...others] = base.elements;
    const [mux] = chainPlan(['mux', 'funnel']).elements;
    const replaced = { ...base, elements: [...(mux === undefined ? [] : [mux]), ...others] };
    expect(() => planChanges(base, replaced)).toThrow(/"mux" runs as nvstreammux/);
  });
});
