/** How much data raw video is. */
import type { Caps, CapsStructure, CapsValue } from '@pipewright/caps';

/** Bits that a pixel takes, chroma shared between pixels counted in, as GStreamer lays frames out. */
const bitsPerPixel: ReadonlyMap<string, number> = new Map([
  ...each(8, ['GRAY8', 'RGB8P']),
  ...each(12, ['I420', 'YV12', 'NV12', 'NV21']),
  ...each(16, ['YUY2', 'UYVY', 'YVYU', 'VYUY', 'Y42B', 'NV16', 'GRAY16_LE', 'GRAY16_BE', 'RGB16']),
  ...each(24, ['RGB', 'BGR', 'Y444', 'NV24', 'GBR', 'P010_10LE', 'I420_10LE', 'I420_12LE']),
  ...each(32, ['RGBA', 'BGRA', 'ARGB', 'ABGR', 'RGBx', 'BGRx', 'xRGB', 'xBGR', 'AYUV']),
  ...each(32, ['RGB10A2_LE', 'BGR10A2_LE', 'I422_10LE']),
]);

/** Bytes of one frame. Undefined unless the size is settled and all formats left are equally large. */
export function bytesPerFrame(caps: Caps): number | undefined {
  return common(caps, ({ fields }) => {
    const width = integer(fields.get('width'));
    const height = integer(fields.get('height'));
    const bits = bitsOf(fields.get('format'));
    return width && height && bits ? Math.round((width * height * bits) / 8) : undefined;
  });
}

/** Width and height of a frame in pixels. Undefined unless both are settled. */
export function frameSize(caps: Caps | undefined): { width: number; height: number } | undefined {
  const width = caps && common(caps, ({ fields }) => integer(fields.get('width')));
  const height = caps && common(caps, ({ fields }) => integer(fields.get('height')));
  return width && height ? { width, height } : undefined;
}

/** Frames a second, each of a batch counted. Undefined unless the rate is settled. */
export function framesPerSecond(caps: Caps): number | undefined {
  return common(caps, ({ fields }) => {
    const batches = rate(fields.get('framerate'));
    // A rate of 0 stands for one that varies.
    return batches ? batches * (integer(fields.get('batch-size')) ?? 1) : undefined;
  });
}

/** What is the same for all structures. */
function common(
  caps: Caps,
  of: (structure: CapsStructure) => number | undefined,
): number | undefined {
  if (caps.kind !== 'structures') return undefined;
  const values = new Set(caps.structures.map(of));
  const [value] = values;
  return values.size === 1 ? value : undefined;
}

function integer(value: CapsValue | undefined): number | undefined {
  return value?.kind === 'number' ? Number(value.value) : undefined;
}

function rate(value: CapsValue | undefined): number | undefined {
  return value?.kind === 'fraction' ? value.numerator / value.denominator : undefined;
}

function bitsOf(format: CapsValue | undefined): number | undefined {
  const formats = format?.kind === 'list' ? format.values : [format];
  const bits = new Set(
    formats.map((each) => (each?.kind === 'string' ? bitsPerPixel.get(each.value) : undefined)),
  );
  const [first] = bits;
  return bits.size === 1 ? first : undefined;
}

function each(bits: number, formats: readonly string[]): [string, number][] {
  return formats.map((format) => [format, bits]);
}
