import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type DescMessage,
  equals,
  fromBinary,
  fromJson,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { MessageSchema, RequestSchema } from './generated/pipewright/runner_pb.ts';
import { TelemetrySchema } from './generated/pipewright/telemetry_pb.ts';

const GOLDEN = resolve(import.meta.dirname, '../golden');
const schemas: Record<string, DescMessage> = {
  Request: RequestSchema,
  Message: MessageSchema,
  Telemetry: TelemetrySchema,
};
const names = readdirSync(GOLDEN)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

describe('golden messages', () => {
  it('exist for every kind of frame', () => {
    expect(new Set(names.map((name) => name.split('.')[0]))).toEqual(new Set(Object.keys(schemas)));
  });

  it.each(names)('%s: the bytes read as the JSON, and write as the bytes', (name) => {
    const schema = schemas[name.split('.')[0] ?? ''];
    if (!schema) {
      throw new Error(`No schema for ${name}`);
    }
    const json = JSON.parse(readFileSync(join(GOLDEN, `${name}.json`), 'utf8'));
    const bytes = readFileSync(join(GOLDEN, `${name}.bin`));
    const message = fromBinary(schema, bytes);
    expect(
      equals(schema, message, fromJson(schema, json)),
      JSON.stringify(toJson(schema, message)),
    ).toBe(true);
    expect(Buffer.from(toBinary(schema, message)).equals(bytes)).toBe(true);
  });
});
