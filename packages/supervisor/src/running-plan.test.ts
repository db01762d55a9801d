import { create } from '@bufbuild/protobuf';
import type { Plan } from '@pipewright/graph';
import { runner } from '@pipewright/protocol';
import { expect, it } from 'vitest';
import { planChanges } from './plan-changes.ts';
import { RunningPlan } from './running-plan.ts';
import { chainPlan } from './testing/plans.ts';

/** The pads that links of the plan start from, with indexes from `first` on. */
function padsOf(plan: Plan, first = 0): runner.WatchedPad[] {
  return plan.links.map(({ id, fromElement, fromPad }, place) =>
    create(runner.WatchedPadSchema, {
      index: first + place,
      linkId: id,
      element: fromElement,
      pad: fromPad,
    }),
  );
}

const infer = ['infer', 'nvinfer'] as const;
const first = chainPlan(['camera', 'nvurisrcbin', { uri: 'rtsp://one' }], infer);
const second = chainPlan(['door', 'nvurisrcbin', { uri: 'rtsp://user:two' }], infer);
const both: Plan = {
  ...first,
  elements: [...first.elements, ...second.elements.slice(0, 1)],
  links: [...first.links, ...second.links],
  secretProperties: [{ element: 'door', property: 'uri' }],
};

it('tells of pads as they come with elements and go with them', () => {
  const running = new RunningPlan(first);
  running.watch(padsOf(first));
  expect(running.pads.map(({ index, element }) => [index, element])).toEqual([[0, 'camera']]);
  running.add(planChanges(first, both), padsOf(second, 7));
  expect(running.plan.elements.map(({ name }) => name)).toEqual(['camera', 'infer', 'door']);
  expect(running.pads.map(({ index, element }) => [index, element])).toEqual([
    [0, 'camera'],
    [7, 'door'],
  ]);
  expect(running.origins.planElement('door')).toBe('door');
  running.remove(['camera'], [0]);
  expect(running.plan.links.map(({ id }) => id)).toEqual(['door.src -> infer.sink']);
  expect(running.pads.map(({ index }) => index)).toEqual([7]);
  expect(running.origins.planElement('camera')).toBeUndefined();
});

it('finds anew where object metadata is complete', () => {
  const tracked = chainPlan(infer, ['tracker', 'nvtracker'], ['sink', 'fakesink']);
  const running = new RunningPlan(tracked);
  running.watch(padsOf(tracked));
  expect(running.metadataPads).toEqual([1]);
  running.remove(['tracker'], [1]);
  expect(running.metadataPads).toEqual([0]);
});

it('hides secrets of elements that are still to come', () => {
  const running = new RunningPlan(first);
  expect(running.hideSecrets('no rtsp://user:two')).toBe('no rtsp://user:two');
  running.hideSecretsOf(both);
  expect(running.hideSecrets('no rtsp://user:two')).toBe('no ***');
});
