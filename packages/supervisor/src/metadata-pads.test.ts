import { create } from '@bufbuild/protobuf';
import type { Plan } from '@pipewright/graph';
import { runner } from '@pipewright/protocol';
import { describe, expect, it } from 'vitest';
import { metadataPadIndexes } from './metadata-pads.ts';
import { chainPlan } from './testing/plans.ts';

function watch(plan: Plan): runner.WatchedPad[] {
  return plan.links.map((link, index) =>
    create(runner.WatchedPadSchema, {
      index,
      linkId: link.id,
      element: link.fromElement,
      pad: link.fromPad,
    }),
  );
}

describe('metadataPadIndexes', () => {
  it('takes the pad after the last analytics element, not after each', () => {
    const plan = chainPlan(
      ['mux', 'nvstreammux'],
      ['detector', 'nvinfer'],
      ['tracker', 'nvtracker'],
      ['osd', 'nvdsosd'],
      ['sink', 'fakesink'],
    );
    expect(metadataPadIndexes(plan, watch(plan))).toEqual([2]);
  });

  it('takes one of each branch behind a tee', () => {
    const plan = chainPlan(
      ['tee', 'tee'],
      ['one', 'nvinfer'],
      ['sink_one', 'fakesink'],
      ['two', 'nvinfer'],
      ['sink_two', 'fakesink'],
    );
    const branched: Plan = {
      ...plan,
      links: plan.links.map((link) =>
        link.toElement === 'two' ? { ...link, fromElement: 'tee', fromPad: 'src_%u' } : link,
      ),
    };
    expect(metadataPadIndexes(branched, watch(branched))).toEqual([1, 3]);
  });

  it('finds none where nothing detects', () => {
    const plan = chainPlan(['source', 'videotestsrc'], ['sink', 'fakesink']);
    expect(metadataPadIndexes(plan, watch(plan))).toEqual([]);
  });
});
