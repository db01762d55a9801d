/** What kind of telemetry a message holds, without decoding it. */
import type { TelemetryTopic } from '@pipewright/protocol';

/** Field numbers of the oneof in `Telemetry`: see telemetry.proto. */
const TOPIC_BY_FIELD: Readonly<Record<number, TelemetryTopic>> = {
  2: 'sample',
  3: 'metadata',
  4: 'preview-frame',
};

const LENGTH_DELIMITED = 2;

/** The topic of an encoded `Telemetry`; undefined when it holds none that is known here. */
export function topicOf(message: Uint8Array): TelemetryTopic | undefined {
  let offset = 0;
  while (offset < message.length) {
    const tag = readVarint(message, offset);
    if (tag === undefined || (tag.value & 7) !== LENGTH_DELIMITED) {
      return undefined;
    }
    const topic = TOPIC_BY_FIELD[tag.value >>> 3];
    if (topic !== undefined) {
      return topic;
    }
    const length = readVarint(message, tag.end);
    if (length === undefined) {
      return undefined;
    }
    offset = length.end + length.value;
  }
  return undefined;
}

function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let index = 0; index < 5; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) {
      return undefined;
    }
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) {
      return { value, end: start + index + 1 };
    }
  }
  return undefined;
}
