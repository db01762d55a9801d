// Writes native-runner/standin/properties/<factory>.gen.hpp, the stand-in's tables of an element's names, pads and
// properties, from the catalogue.
//
//   node packages/catalogue/generate/standin-properties.mjs            write the tables
//   node packages/catalogue/generate/standin-properties.mjs --check    exit with 1 when a table is out of date

import { effectiveProperties } from './standin-effective-properties.mjs';
import { elements, tableProperties, writeOrCheck } from './standin-tables.mjs';

/** @typedef {import('./standin-tables.mjs').Property} Property */

const tablesFolder = new URL('../../../native-runner/standin/properties/', import.meta.url);

/** @param {string} text */
const camel = (text) =>
  text
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** @param {string} text */
const quote = (text) => JSON.stringify(text);

/** @param {string} text */
const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;

/** @param {Property} property @param {string} factory */
function access(property, factory) {
  const flags = [];
  if (property.readable !== false) flags.push('kReadable');
  if (property.writable !== false) {
    flags.push('kWritable');
    if (property.mutable === 'playing') flags.push('kMutablePlaying');
    else if (
      property.mutable === undefined ||
      property.mutable === 'ready' ||
      property.mutable === null
    )
      flags.push('kMutableReady');
    else throw new Error(`${factory}.${property.name}: unknown mutability ${property.mutable}`);
  }
  if (property.controllable) flags.push('kControllable');
  return flags.join(' | ');
}

/** Whole numbers as C++ literals; the largest ones have no plain form. @param {number | string} value @param {string} type */
function number(value, type) {
  const text = BigInt(value);
  if (type === 'int') return text === -2147483648n ? '(-2147483647 - 1)' : `${text}`;
  if (type === 'int64') return text === -9223372036854775808n ? 'INT64_MIN' : `INT64_C(${text})`;
  return type === 'uint' ? `${text}U` : `UINT64_C(${text})`;
}

/** @param {Property} property @param {string} factory @param {boolean} hasEffect */
function row(property, factory, hasEffect) {
  const note = hasEffect ? '' : ' It has no effect on a CPU.';
  const head = `${quote(property.name)}, ${quote(sentence(property.summary ?? property.name) + note)}, ${access(property, factory)}`;
  switch (property.type) {
    case 'boolean':
      return `boolean_property(${head}, ${property.default ? 'true' : 'false'})`;
    case 'int':
    case 'uint':
    case 'int64':
    case 'uint64':
      if (
        property.default === undefined ||
        property.min === undefined ||
        property.max === undefined
      )
        throw new Error(`${factory}.${property.name}: a number without default, min or max`);
      return `${property.type}_property(${head}, ${[property.default, property.min, property.max]
        .map((value) => number(/** @type {number | string} */ (value), property.type))
        .join(', ')})`;
    case 'float':
      return `float_property(${head}, ${[property.default, property.min, property.max].join(', ')})`;
    case 'string':
      return `string_property(${head}, ${typeof property.default === 'string' ? quote(property.default) : 'nullptr'})`;
    case 'enum':
      return `enum_property(${head}, k${camel(property.name)}Enum, ${property.default})`;
    case 'flags':
      return `flags_property(${head}, k${camel(property.name)}Enum, ${property.default}U)`;
    case 'pointer':
      return `pointer_property(${head})`;
    case 'boxed':
      return `structure_property(${head})`;
    default:
      throw new Error(
        `${factory}.${property.name}: type ${property.type} has no form in the tables`,
      );
  }
}

/** @param {Property} property @param {string} factory */
function enumeration(property, factory) {
  const name = camel(property.name);
  // GStreamer registers the types of adopted properties itself, under their own names.
  const typeName =
    (property.inheritedFrom === undefined && property.gtype) ||
    `GstStandin${camel(factory)}${name}`;
  const values = (property.enum ?? []).map(
    ({ value, nick, meaning }) => `    {${value}, ${quote(meaning ?? nick)}, ${quote(nick)}},`,
  );
  return [
    `inline constexpr GEnumValue k${name}Values[] = {`,
    ...values,
    '    {0, nullptr, nullptr},',
    '};',
    `inline constexpr EnumSpec k${name}Enum = {${quote(typeName)}, k${name}Values};`,
    '',
  ].join('\n');
}

/** A table's name; elements that share a factory name differ behind a hash. @param {string} id */
const tableName = (id) => id.replace('#', '_');

/** Caps as a constant. @param {string} name @param {string} caps */
const capsConstant = (name, caps) =>
  [
    `inline constexpr const char* ${name} =`,
    `${caps
      .split('; ')
      .map((structure) => `    ${quote(structure)}`)
      .join(' ";"\n')};`,
    '',
  ].join('\n');

/** @param {import('./standin-tables.mjs').Element['pads'][number]} pad */
const capsName = (pad) => `k${camel(pad.name.replace('_%u', ''))}Caps`;

/**
 * The caps of a pad template: kSinkCaps, kSrcCaps, ..., with kSinkCapsJetson where Jetson's differ.
 * @param {import('./standin-tables.mjs').Element['pads'][number]} pad
 */
function padCaps(pad) {
  const name = capsName(pad);
  return [
    capsConstant(name, pad.caps),
    ...(pad.capsJetson === undefined ? [] : [capsConstant(`${name}Jetson`, pad.capsJetson)]),
  ].join('\n');
}

/**
 * A row of the table of pad templates.
 * @param {import('./standin-tables.mjs').Element['pads'][number]} pad
 */
function padRow(pad) {
  const caps = capsName(pad);
  const values = [
    quote(pad.name),
    `GST_PAD_${pad.direction.toUpperCase()}`,
    `GST_PAD_${pad.presence.toUpperCase()}`,
    caps,
    ...(pad.capsJetson === undefined ? [] : [`${caps}Jetson`]),
  ];
  return `    {${values.join(', ')}},`;
}

/** @param {readonly Property[]} own @param {string} factory @param {readonly string[]} effective */
function rows(own, factory, effective) {
  if (own.length === 0) return ['inline constexpr std::span<const PropertySpec> kProperties = {};'];
  return [
    'inline constexpr PropertySpec kProperties[] = {',
    ...own.map((property) => `    ${row(property, factory, effective.includes(property.name))},`),
    '};',
  ];
}

/**
 * @param {import('./standin-tables.mjs').Element} element
 * @param {readonly string[]} effective
 */
function table(element, effective) {
  const own = tableProperties(element);
  const unknown = effective.filter((name) => !own.some((property) => property.name === name));
  if (unknown.length > 0)
    throw new Error(
      `${element.name} has no property ${unknown.join(', ')}: correct standin-effective-properties.mjs`,
    );
  return [
    '// Made by packages/catalogue/generate/standin-properties.mjs; do not edit.',
    '// clang-format off',
    '#pragma once',
    '',
    '#include "element_spec.hpp"',
    '',
    `namespace pipewright::standin::properties::${tableName(element.id)} {`,
    '',
    ...element.pads.map(padCaps),
    'inline constexpr PadSpec kPads[] = {',
    ...element.pads.map(padRow),
    '};',
    '',
    'enum Property : unsigned {',
    ...own.map((property, index) => `  k${camel(property.name)}${index === 0 ? ' = 1' : ''},`),
    '};',
    '',
    ...own
      .filter((property) => property.type === 'enum' || property.type === 'flags')
      .map((property) => enumeration(property, element.name)),
    ...rows(own, element.name, effective),
    '',
    `inline constexpr ElementSpec kElement = {${quote(element.longName)}, ${quote(element.klass)}, kPads, kProperties};`,
    '',
    `}  // namespace pipewright::standin::properties::${tableName(element.id)}`,
    '',
  ].join('\n');
}

const tables = new Map(
  Object.entries(effectiveProperties).map(([id, effective]) => {
    const element = elements.find((each) => each.id === id);
    if (element === undefined) throw new Error(`the catalogue has no element ${id}`);
    return [new URL(`${tableName(id)}.gen.hpp`, tablesFolder), table(element, effective)];
  }),
);
writeOrCheck(tables, 'packages/catalogue/generate/standin-properties.mjs');
