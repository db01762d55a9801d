import { describe, expect, test } from 'vitest';
import { adviceFor, adviceOf, applied, camerasSketch, documentOf } from '../advice-harness.ts';
import type { StreamFacts } from '../facts.ts';

const sizes = (...all: readonly (readonly [number, number])[]): { streams: StreamFacts[] } => ({
  streams: all.map(([width, height], number) => ({ element: `camera${number}`, width, height })),
});

describe("the mux's frame size", () => {
  const id = 'mux-size:mux';

  test('is that of most streams', () => {
    const document = camerasSketch(3);
    const advice = adviceOf(document, id, sizes([1280, 720], [3840, 2160], [1280, 720]));
    expect(advice).toMatchObject({ value: '1280 x 720', confidence: 'high', assumptions: [] });
    expect(applied(document, advice).elements.mux?.properties).toEqual({
      width: 1280,
      height: 720,
    });
  });

  test('is the largest of equally common ones', () => {
    expect(adviceOf(camerasSketch(2), id, sizes([1280, 720], [1920, 1080])).value).toBe(
      '1920 x 1080',
    );
  });

  test('is taken from caps on the way', () => {
    const document = documentOf({
      elements: { test: 'videotestsrc', convert: 'nvvideoconvert', mux: 'nvstreammux' },
      links: [
        'test.src -> convert.sink | video/x-raw,width=(int)640,height=(int)480,framerate=(fraction)15/1',
        'convert.src -> mux.sink_0',
      ],
    });
    expect(adviceOf(document, id).value).toBe('640 x 480');
    // 1000000 / 15
    expect(adviceOf(document, 'mux-push-timeout:mux').value).toBe('66667 microseconds');
  });

  test('is taken from what a run agreed on', () => {
    const document = camerasSketch(1, { mux: { width: 960, height: 544 } });
    const negotiatedCaps = (link: string) =>
      link === 'camera0.vsrc_%u -> mux.sink_0'
        ? 'video/x-raw(memory:NVMM), width=(int)1280, height=(int)720, framerate=(fraction)25/1'
        : undefined;
    expect(adviceOf(document, id, { negotiatedCaps })).toMatchObject({
      value: '1280 x 720',
      state: 'differs',
      assumptions: [],
    });
    expect(adviceOf(document, 'mux-push-timeout:mux', { negotiatedCaps }).value).toBe(
      '40000 microseconds',
    );
  });

  test('stays as it is set while no size is known', () => {
    const advice = adviceOf(camerasSketch(2, { mux: { width: 960, height: 544 } }), id);
    expect(advice).toMatchObject({ value: '960 x 544', state: 'already-so', confidence: 'low' });
    expect(advice.assumptions[0]).toContain('1920 x 1080 assumed');
  });

  test('is not asked of the new mux', () => {
    const document = camerasSketch(2, { target: { streammux: 'new' } });
    const topics = adviceFor(document).map(({ topic }) => topic);
    expect(topics).toContain('mux-batch-size');
    expect(topics).not.toContain('mux-size');
    expect(topics).not.toContain('mux-live-source');
    expect(topics).not.toContain('mux-buffer-pool');
  });
});

describe('live-source', () => {
  const id = 'mux-live-source:mux';

  test.each([
    ['rtsp://camera/1', 'true', 'high'],
    ['RTSPS://camera/1', 'true', 'high'],
    ['file:///videos/a.mp4', 'false', 'high'],
    ['../media/a.mp4', 'false', 'high'],
    ['https://example.org/a.m3u8', 'false', 'low'],
  ])('for %s is %s', (uri, value, confidence) => {
    expect(adviceOf(camerasSketch(2, { uri }), id)).toMatchObject({ value, confidence });
  });

  test('follows a fact over the address', () => {
    const facts = { streams: [{ element: 'camera0', isLive: true }] };
    const document = camerasSketch(1, { uri: 'https://example.org/a.m3u8' });
    const advice = adviceOf(document, id, facts);
    expect(advice.edit).toMatchObject({ property: 'live-source', value: true });
  });
});

describe('batched-push-timeout', () => {
  const id = 'mux-push-timeout:mux';
  const rates = {
    streams: [
      { element: 'camera0', frameRate: 25 },
      { element: 'camera1', frameRate: 50 },
    ],
  };

  test('is a frame of the fastest live stream', () => {
    const document = camerasSketch(2, { uri: 'rtsp://camera' });
    const advice = adviceOf(document, id, rates);
    expect(advice).toMatchObject({ value: '20000 microseconds', confidence: 'high' });
    const after = applied(document, advice);
    expect(after.elements.mux?.properties).toEqual({ 'batched-push-timeout': 20000 });
  });

  test('may be endless for files, not for live streams', () => {
    const mux = { 'batched-push-timeout': -1 };
    expect(adviceOf(camerasSketch(2, { mux }), id, rates)).toMatchObject({
      value: '40000 microseconds',
      state: 'already-so',
    });
    const live = camerasSketch(2, { mux, uri: 'rtsp://camera' });
    expect(adviceOf(live, id, rates).state).toBe('differs');
  });

  test('of the new mux stays below a second', () => {
    const document = camerasSketch(1, { target: { streammux: 'new' }, uri: 'rtsp://camera' });
    const slow = { streams: [{ element: 'camera0', frameRate: 0.5 }] };
    expect(adviceOf(document, id, slow).value).toBe('1000000 microseconds');
  });
});
