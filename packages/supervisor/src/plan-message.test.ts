import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { runner } from '@pipewright/protocol';
import { describe, expect, it } from 'vitest';
import { planToMessage } from './plan-message.ts';
import { chainPlan } from './testing/plans.ts';

describe('planToMessage', () => {
  it('gives every value its type and loses no digit on the wire', () => {
    const plan = chainPlan(
      [
        'source',
        'videotestsrc',
        {
          'is-live': true,
          'num-buffers': 10,
          offset: -9007199254740991,
          ratio: 0.25,
          pattern: 'ball',
          big: '18446744073709551615',
        },
      ],
      ['sink', 'fakesink'],
    );
    const bytes = toBinary(runner.PlanSchema, planToMessage(plan, 'run-1'));
    const message = fromBinary(runner.PlanSchema, bytes);
    expect(message.runId).toBe('run-1');
    const kinds = message.elements[0]?.properties.map(({ name, value }) => [
      name,
      value?.kind.case,
      value?.kind.value,
    ]);
    expect(kinds).toEqual([
      ['is-live', 'boolValue', true],
      ['num-buffers', 'intValue', 10n],
      ['offset', 'intValue', -9007199254740991n],
      ['ratio', 'doubleValue', 0.25],
      ['pattern', 'stringValue', 'ball'],
      ['big', 'stringValue', '18446744073709551615'],
    ]);
    expect(message.links).toHaveLength(1);
    expect(message.links[0]).toMatchObject({
      id: 'source.src -> sink.sink',
      fromElement: 'source',
      fromPad: 'src',
      toElement: 'sink',
      toPad: 'sink',
    });
  });

  it('takes properties of pads along', () => {
    const plan = chainPlan(['mixer', 'compositor']);
    const [mixer] = plan.elements;
    const withPads = {
      ...plan,
      elements: mixer === undefined ? [] : [{ ...mixer, pads: { sink_0: { xpos: 100 } } }],
    };
    const [element] = planToMessage(withPads, 'r').elements;
    expect(element?.pads[0]?.pad).toBe('sink_0');
    expect(element?.pads[0]?.properties[0]?.value?.kind).toEqual({
      case: 'intValue',
      value: 100n,
    });
  });
});
