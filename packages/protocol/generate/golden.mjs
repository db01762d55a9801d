/**
 * Writes `golden/<Message>.<case>.bin` from the hand-written `golden/<Message>.<case>.json`
 * (protobuf's JSON form). `--check` writes nothing and fails on a difference.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createFileRegistry, fromBinary, fromJson, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

const PACKAGE = resolve(import.meta.dirname, '..');
const GOLDEN = join(PACKAGE, 'golden');
const MESSAGES = {
  Request: 'pipewright.runner.Request',
  Message: 'pipewright.runner.Message',
  Telemetry: 'pipewright.telemetry.Telemetry',
};

function readRegistry() {
  const scratch = mkdtempSync(join(tmpdir(), 'pipewright-golden-'));
  try {
    const path = join(scratch, 'descriptors.bin');
    execFileSync('protoc', [
      '-I',
      join(PACKAGE, 'proto'),
      `--descriptor_set_out=${path}`,
      'pipewright/runner.proto',
      'pipewright/telemetry.proto',
    ]);
    return createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(path)));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const registry = readRegistry();
const check = process.argv.includes('--check');
for (const name of readdirSync(GOLDEN).filter((file) => file.endsWith('.json'))) {
  const schema = registry.getMessage(MESSAGES[name.split('.')[0]] ?? '');
  if (!schema) {
    throw new Error(`golden/${name}: the name starts with none of ${Object.keys(MESSAGES)}.`);
  }
  const json = JSON.parse(readFileSync(join(GOLDEN, name), 'utf8'));
  const bytes = toBinary(schema, fromJson(schema, json));
  const path = join(GOLDEN, `${basename(name, '.json')}.bin`);
  if (!check) {
    writeFileSync(path, bytes);
  } else if (!existsSync(path) || !readFileSync(path).equals(bytes)) {
    throw new Error(`${path} is not what \`npm run generate\` writes.`);
  }
}
