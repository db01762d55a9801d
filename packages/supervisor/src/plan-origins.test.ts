import { create } from '@bufbuild/protobuf';
import type { Plan } from '@pipewright/graph';
import { runner } from '@pipewright/protocol';
import { describe, expect, it } from 'vitest';
import { PlanOrigins } from './plan-origins.ts';

const DRAWN_LINK = 'camera.src -> mux.sink_%u';

/** One drawn link with caps: a caps filter between two links of the plan. */
const plan: Plan = {
  name: 'test',
  elements: [
    {
      name: 'camera',
      factory: 'videotestsrc',
      properties: {},
      pads: {},
      origin: { kind: 'element', element: 'camera' },
    },
    {
      name: 'caps_0',
      factory: 'capsfilter',
      properties: { caps: 'video/x-raw' },
      pads: {},
      origin: { kind: 'link', link: DRAWN_LINK },
    },
    {
      name: 'mux',
      factory: 'nvstreammux',
      properties: {},
      pads: {},
      origin: { kind: 'element', element: 'mux' },
    },
  ],
  links: [
    {
      id: 'a',
      fromElement: 'camera',
      fromPad: 'src',
      toElement: 'caps_0',
      toPad: 'sink',
      origin: DRAWN_LINK,
    },
    {
      id: 'b',
      fromElement: 'caps_0',
      fromPad: 'src',
      toElement: 'mux',
      toPad: 'sink_%u',
      origin: DRAWN_LINK,
    },
  ],
  files: [],
  platform: 'dgpu',
  environment: {},
  secretProperties: [],
};

describe('PlanOrigins', () => {
  const origins = new PlanOrigins(plan);

  it('finds the drawn element, and the link at a pad', () => {
    expect(origins.ofElement('mux')).toEqual({ element: 'mux' });
    expect(origins.ofElement('mux', 'sink_%u')).toEqual({ element: 'mux', link: DRAWN_LINK });
    expect(origins.ofElement('nobody')).toEqual({});
    expect(origins.ofElement(undefined)).toEqual({});
  });

  it('puts what a caps filter says on the link that was drawn', () => {
    expect(origins.ofElement('caps_0', 'src')).toEqual({ link: DRAWN_LINK });
  });

  it('has one watched pad for a drawn link, also where it is two in the plan', () => {
    const watched = [
      create(runner.WatchedPadSchema, { index: 0, linkId: 'a', element: 'camera', pad: 'src' }),
      create(runner.WatchedPadSchema, { index: 1, linkId: 'b', element: 'caps_0', pad: 'src' }),
    ];
    expect(origins.runPads(watched)).toEqual([
      { index: 0, link: DRAWN_LINK, element: 'camera', pad: 'src' },
    ]);
  });
});
