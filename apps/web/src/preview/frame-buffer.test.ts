import { create } from '@bufbuild/protobuf';
import { telemetry } from '@pipewright/protocol';
import { describe, expect, it } from 'vitest';
import { ClockOffset, FrameBuffer } from './frame-buffer.ts';

const frame = (rtpTimestamp: number) => create(telemetry.PreviewFrameSchema, { rtpTimestamp });

describe('FrameBuffer', () => {
  it('finds exactly the picture that is shown, also across the wrap of RTP timestamps', () => {
    const buffer = new FrameBuffer();
    for (const timestamp of [4294964296, 4294967295, 2704]) {
      buffer.push(frame(timestamp));
    }
    expect(buffer.at(2704)?.rtpTimestamp).toBe(2704);
    expect(buffer.at(4294967295)?.rtpTimestamp).toBe(4294967295);
    expect(buffer.at(2705)).toBeUndefined();
  });

  it('forgets the oldest, so that it stays small', () => {
    const buffer = new FrameBuffer();
    for (let index = 0; index < 1000; index++) {
      buffer.push(frame(index * 3000));
    }
    expect(buffer.numFrames).toBeLessThanOrEqual(128);
    expect(buffer.at(999 * 3000)).toBeDefined();
    expect(buffer.at(0)).toBeUndefined();
  });
});

describe('ClockOffset', () => {
  it('takes the quickest message as the measure, whatever came late', () => {
    const clock = new ClockOffset();
    expect(clock.ageMillis(0n, 0)).toBeUndefined();
    clock.observe(1_000_000_000n, 5030);
    clock.observe(1_100_000_000n, 5102);
    clock.observe(1_200_000_000n, 5290);
    expect(clock.ageMillis(1_200_000_000n, 5250)).toBeCloseTo(48);
  });
});
