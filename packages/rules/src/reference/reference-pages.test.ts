import { describe, expect, test } from 'vitest';
import type { ElementRule } from '../rule.ts';
import { danglingLink } from '../rules/dangling-link.ts';
import { elementNotHere } from '../rules/element-not-here.ts';
import { muxBatchSize } from '../rules/mux-batch-size.ts';
import { rules } from '../rules.ts';
import type { Sketch } from '../sketch.ts';
import { examplesOf, type RuleSketches } from './examples.ts';
import { referenceIndex, referencePages } from './reference-pages.ts';
import { topicTitles } from './topics.ts';

const sources = { a: 'nvurisrcbin', b: 'nvurisrcbin' };
const links = ['a.vsrc_0 -> m.sink_0', 'b.vsrc_0 -> m.sink_1'];

function muxOf(batchSize: number): Sketch {
  return { elements: { ...sources, m: ['nvstreammux', { 'batch-size': batchSize }] }, links };
}

const batchSizes: RuleSketches = {
  rule: muxBatchSize,
  sound: {
    'one source': { elements: { m: ['nvstreammux', { 'batch-size': 1 }] } },
    'as many as sources': muxOf(2),
  },
  failing: { 'too many': muxOf(8), zero: muxOf(0) },
};

describe('examples', () => {
  test('show a finding of the usual severity and the document mended', () => {
    const { failing, sound, others } = examplesOf(batchSizes);
    expect(failing.title).toBe('zero');
    expect(failing.found.map(({ fixes }) => fixes[0]?.title)).toEqual(['Set batch-size to 2']);
    expect(sound.title).toBe('as many as sources');
    expect(others.map(({ title }) => title)).toEqual(['too many']);
  });

  test('leave out what every document has', () => {
    const { text } = examplesOf(batchSizes).failing;
    expect(text).toMatch(/^elements:\n {2}a:/);
    expect(text).not.toMatch(/formatVersion|name:|target:/);
  });

  test('keep a target of their own', () => {
    const failing = { new: { ...muxOf(0), target: { streammux: 'new' } as const } };
    expect(examplesOf({ ...batchSizes, failing }).failing.text).toContain('streammux: new');
  });

  test('tell what differs when the documents are the same', () => {
    const elements = { gie: 'nvinfer' };
    const { failing, sound } = examplesOf({
      rule: elementNotHere,
      sound: { unknown: { elements }, installed: { elements, registry: [{ name: 'nvinfer' }] } },
      failing: { lacking: { elements, registry: [{ name: 'queue' }] } },
    });
    expect(failing.surroundings).toEqual(['GStreamer on this machine has only `queue`.']);
    expect(sound.surroundings).toEqual(['GStreamer on this machine has only `nvinfer`.']);
  });

  test('are needed', () => {
    expect(() => examplesOf({ ...batchSizes, failing: {} })).toThrow(
      "The tests of 'mux-batch-size'",
    );
  });
});

describe('a page', () => {
  const pages = referencePages([muxBatchSize], [batchSizes]);
  const page = pages.get('mux-batch-size.md') ?? '';

  test('says what the rule says', () => {
    expect(page).toContain("# nvstreammux's batch-size is the number of its sources\n");
    expect(page).toContain('`mux-batch-size` · error (in some cases warning) · [Batching](');
    expect(page.replaceAll('\n', ' ')).toContain(muxBatchSize.explanation);
    expect(page).toContain("error at m.batch-size: 'm' has batch-size 0");
    expect(page).toContain('Fixes offered:\n\n- Set batch-size to 2\n');
    expect(page).toContain('- too many (warning): batch-size 8');
    expect(page).toContain('rules:\n  mux-batch-size:\n    severity: off\n');
  });

  test('of a rule that always holds offers no override', () => {
    const elements = { a: 'videotestsrc', b: 'fakesink' };
    const own: RuleSketches = {
      rule: danglingLink,
      sound: { sound: { elements, links: ['a.src -> b.sink'] } },
      failing: { slip: { elements, links: ['aa.src -> b.sink'] } },
    };
    const text = referencePages([danglingLink], [own]).get('dangling-link.md');
    expect(text).toContain('so it always holds');
    expect(text).not.toContain('severity: off');
  });

  test('is made of all tests of its rule', () => {
    const [first, second] = [{ zero: muxOf(0) }, { 'too few': muxOf(1) }];
    const text = referencePages(
      [muxBatchSize],
      [
        { ...batchSizes, failing: first },
        { ...batchSizes, failing: second },
      ],
    ).get('mux-batch-size.md');
    expect(text).toContain('- too few (warning)');
  });

  test('is asked for by every listed rule, and by no other', () => {
    expect(() => referencePages([muxBatchSize, danglingLink], [batchSizes])).toThrow(
      "'dangling-link' has no test that calls testRule",
    );
    expect(() => referencePages([danglingLink], [batchSizes])).toThrow(
      "'mux-batch-size' is not in the list of rules",
    );
  });
});

test('the index lists each rule once, under its topic', () => {
  const index = referenceIndex(rules);
  for (const { id, topic } of rules) {
    expect(index.split(`[${id}](${id}.md)`).length, id).toBe(2);
    const before = index.slice(0, index.indexOf(`[${id}]`));
    expect(before.slice(before.lastIndexOf('\n## ')), id).toContain(`## ${topicTitles[topic]}\n`);
  }
});

test('signs of Markdown in titles are escaped', () => {
  const rule: ElementRule = { ...muxBatchSize, title: 'Grids are rows|columns' };
  expect(referenceIndex([rule])).toContain('Grids are rows\\|columns');
});
