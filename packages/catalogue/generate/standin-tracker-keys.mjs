// Writes native-runner/standin/tracking/config/tracker_keys.gen.hpp, the keys of the low-level tracker's YAML that the
// stand-in knows, from the catalogue.
//
//   node packages/catalogue/generate/standin-tracker-keys.mjs            write the table
//   node packages/catalogue/generate/standin-tracker-keys.mjs --check    exit with 1 when it is out of date

import { readFileSync } from 'node:fs';
import { writeOrCheck } from './standin-tables.mjs';

/**
 * @typedef {object} Key
 * @property {string} key
 * @property {string} type
 * @property {number} [min]
 * @property {number} [max]
 * @property {readonly { value: number, meaning: string }[]} [enum]
 */

/** @type {{ groups: readonly { name: string, keys: readonly Key[] }[] }} */
const schema = JSON.parse(
  readFileSync(new URL('../data/tracker-config.json', import.meta.url), 'utf8'),
);
const tableUrl = new URL(
  '../../../native-runner/standin/tracking/config/tracker_keys.gen.hpp',
  import.meta.url,
);

/** @type {Readonly<Record<string, string>>} */
const types = {
  bool: 'kBoolean',
  int: 'kInteger',
  double: 'kNumber',
  string: 'kText',
  path: 'kPath',
  'int-list': 'kIntegerList',
  'double-list': 'kNumberList',
  'path-list': 'kPathList',
};

/** @param {string} group @param {Key} key */
function row(group, key) {
  const type = types[key.type];
  if (type === undefined) throw new Error(`${group}.${key.key}: unknown type ${key.type}`);
  const choices = (key.enum ?? []).map(({ value, meaning }) => `${value} (${meaning})`).join(', ');
  const values = (key.enum ?? []).map(({ value }) => value);
  const min = values.length > 0 ? Math.min(...values) : key.min;
  const max = values.length > 0 ? Math.max(...values) : key.max;
  return `    {${JSON.stringify(group)}, ${JSON.stringify(key.key)}, KeyType::${type}, ${min ?? 'kNoMin'}, ${max ?? 'kNoMax'}, ${JSON.stringify(choices)}},`;
}

const text = [
  '// Made by packages/catalogue/generate/standin-tracker-keys.mjs; do not edit.',
  '// clang-format off',
  '#pragma once',
  '',
  '#include "standin/tracking/config/key_schema.hpp"',
  '',
  'namespace pipewright::standin::tracking {',
  '',
  'inline constexpr KeySchema kTrackerKeys[] = {',
  ...schema.groups.flatMap(({ name, keys }) => keys.map((key) => row(name, key))),
  '};',
  '',
  '}  // namespace pipewright::standin::tracking',
  '',
].join('\n');

writeOrCheck(new Map([[tableUrl, text]]), 'packages/catalogue/generate/standin-tracker-keys.mjs');
