import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type DescMessage,
  equals,
  fromBinary,
  fromJson,
  type Message,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import { type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
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

function schemaOf(name: string): DescMessage {
  const schema = schemas[name.split('.')[0] ?? ''];
  if (!schema) {
    throw new Error(`No schema for ${name}`);
  }
  return schema;
}

function readGolden(name: string): Message {
  return fromBinary(schemaOf(name), readFileSync(join(GOLDEN, `${name}.bin`)));
}

/** The fields of all oneofs in a message and in those that it holds. */
function addChoices(schema: DescMessage, choices: Set<string>, seen = new Set<string>()): void {
  if (seen.has(schema.typeName)) {
    return;
  }
  seen.add(schema.typeName);
  for (const field of schema.fields) {
    if (field.oneof !== undefined) {
      choices.add(`${schema.typeName}.${field.name}`);
    }
    if (field.message !== undefined) {
      addChoices(field.message, choices, seen);
    }
  }
}

function addUsedChoices(message: ReflectMessage, used: Set<string>): void {
  for (const field of message.fields.filter((each) => message.isSet(each))) {
    if (field.oneof !== undefined) {
      used.add(`${message.desc.typeName}.${field.name}`);
    }
    if (field.fieldKind === 'message') {
      addUsedChoices(message.get(field), used);
    } else if (field.fieldKind === 'list' && field.listKind === 'message') {
      for (const item of message.get(field)) {
        addUsedChoices(item as ReflectMessage, used);
      }
    }
  }
}

describe('golden messages', () => {
  it('use every choice that the messages leave: each request, result, event and fact', () => {
    const all = new Set<string>();
    for (const schema of Object.values(schemas)) {
      addChoices(schema, all);
    }
    const used = new Set<string>();
    for (const name of names) {
      addUsedChoices(reflect(schemaOf(name), readGolden(name)), used);
    }
    expect([...all].filter((choice) => !used.has(choice))).toEqual([]);
  });

  it.each(names)('%s: the bytes read as the JSON, and write as the bytes', (name) => {
    const schema = schemaOf(name);
    const json = JSON.parse(readFileSync(join(GOLDEN, `${name}.json`), 'utf8'));
    const bytes = readFileSync(join(GOLDEN, `${name}.bin`));
    const message = readGolden(name);
    expect(
      equals(schema, message, fromJson(schema, json)),
      JSON.stringify(toJson(schema, message)),
    ).toBe(true);
    expect(Buffer.from(toBinary(schema, message)).equals(bytes)).toBe(true);
  });
});
