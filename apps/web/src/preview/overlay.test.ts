import { create } from '@bufbuild/protobuf';
import { telemetry } from '@pipewright/protocol';
import { expect, it } from 'vitest';
import { fitPicture, objectLabel, trackIdText } from './overlay.ts';

it('fits a picture into its frame with its shape kept', () => {
  expect(fitPicture({ width: 1280, height: 720 }, { width: 640, height: 480 })).toEqual({
    x: 0,
    y: 60,
    scale: 0.5,
  });
});

it('names objects by label or class, and tracks only where there is one', () => {
  const car = create(telemetry.ObjectMetaSchema, { label: 'car', trackId: 7n });
  const other = create(telemetry.ObjectMetaSchema, { classId: 3, trackId: 2n ** 64n - 1n });
  expect([objectLabel(car), trackIdText(car)]).toEqual(['car', '7']);
  expect([objectLabel(other), trackIdText(other)]).toEqual(['class 3', '']);
});
