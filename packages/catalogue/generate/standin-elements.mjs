// Writes docs/elements.md, what every DeepStream element does on the CPU stand-in, and the runner's table of the
// elements that only the SDK has. Both are made of data/standin-elements.json, standin-effective-properties.mjs and
// the catalogue.
//
//   node packages/catalogue/generate/standin-elements.mjs            write them
//   node packages/catalogue/generate/standin-elements.mjs --check    exit with 1 when one is out of date

import { readFileSync } from 'node:fs';
import { effectiveProperties } from './standin-effective-properties.mjs';
import { elements, tableProperties, writeOrCheck } from './standin-tables.mjs';

/** @typedef {import('./standin-tables.mjs').Element} Element */
/** @typedef {import('../src/standin-support.ts').StandinSupport} StandinSupport */

/** @type {Readonly<Record<string, StandinSupport>>} */
const supportById = JSON.parse(
  readFileSync(new URL('../data/standin-elements.json', import.meta.url), 'utf8'),
);

/** Stops where the files tell different stories of the stand-in. */
function requireOneStory() {
  for (const id of Object.keys(supportById)) {
    if (!elements.some((element) => element.id === id))
      throw new Error(`standin-elements.json: the catalogue has no element ${id}`);
  }
  for (const { id } of elements) {
    const support = supportById[id];
    const hasTable = effectiveProperties[id] !== undefined;
    if (support === undefined)
      throw new Error(`standin-elements.json says nothing of ${id}: add a line`);
    if (!['works', 'pass-through', 'sdk'].includes(support.support))
      throw new Error(`standin-elements.json: ${id} has the support "${support.support}"`);
    if (support.support === 'sdk' && hasTable)
      throw new Error(
        `standin-effective-properties.mjs has ${id}, which needs the SDK by standin-elements.json`,
      );
    if (support.support !== 'sdk' && !hasTable)
      throw new Error(`standin-effective-properties.mjs has no line for ${id}: add it`);
  }
}

/** @param {readonly (readonly string[])[]} rows the first is the head */
function markdownTable(rows) {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  );
  const lines = cells.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

/** @param {Element} element */
function elementName({ id, name }) {
  const [, variant] = id.split('#');
  return variant === undefined ? `\`${name}\`` : `\`${name}\` (${variant})`;
}

/** How many of an element's own properties do something. @param {Element} element */
function propertyCount(element) {
  const numAll = tableProperties(element).length;
  const numEffective = (effectiveProperties[element.id] ?? []).length;
  return numEffective === numAll ? `all ${numAll}` : `${numEffective} of ${numAll}`;
}

const titles = /** @type {const} */ ([
  ['source', 'Sources'],
  ['decoder', 'Decoders'],
  ['preprocess', 'Preprocessing'],
  ['muxer', 'Batches: multiplexers and demultiplexers'],
  ['inference', 'Inference'],
  ['tracker', 'Tracking'],
  ['analytics', 'Analytics'],
  ['tiler', 'Tiling and composing'],
  ['converter', 'Conversion'],
  ['overlay', 'Overlays'],
  ['encoder', 'Encoders'],
  ['message', 'Messages'],
  ['sink', 'Sinks'],
  ['bin', 'Bins of deepstream-app'],
  ['utility', 'Others'],
]);

/** @param {string} category @param {string} title */
function section(category, title) {
  const own = elements.filter((element) => element.category === category);
  const works = own.flatMap((element) => {
    const support = supportById[element.id];
    if (support === undefined || support.support === 'sdk') return [];
    const does = support.support === 'works' ? support.does : `Pass-through. ${support.does}`;
    return [[elementName(element), does, propertyCount(element)]];
  });
  const needsSdk = own.flatMap((element) => {
    const support = supportById[element.id];
    if (support?.support !== 'sdk') return [];
    return [[elementName(element), support.why, support.instead ?? '']];
  });
  return [
    `## ${title}`,
    '',
    ...(works.length > 0
      ? [markdownTable([['works', 'what it does', 'properties'], ...works]), '']
      : []),
    ...(needsSdk.length > 0
      ? [markdownTable([['needs the SDK', 'why', 'use instead'], ...needsSdk]), '']
      : []),
  ];
}

function page() {
  const unknown = elements.find(({ category }) => !titles.some(([each]) => each === category));
  if (unknown !== undefined)
    throw new Error(`standin-elements.mjs has no title for ${unknown.category} of ${unknown.id}`);
  const numHere = elements.filter(({ id }) => supportById[id]?.support !== 'sdk').length;
  return [
    '<!-- Written by `npm run generate` from packages/catalogue/data/standin-elements.json: change that. -->',
    '',
    "# DeepStream's elements on the CPU stand-in",
    '',
    `Of ${elements.length} elements (counting variants of a name) the stand-in has ${numHere}. Each takes every property of`,
    'the real one, with its type, range and default; the last column counts those that do something on a CPU,',
    'and `pipewright inspect ELEMENT` names the others. The rest can be drawn, checked and exported on any',
    'machine, but run only where the DeepStream SDK is installed.',
    '',
    ...titles.flatMap(([category, title]) => section(category, title)),
  ].join('\n');
}

/** Factories that the stand-in has in no variant. */
function sdkTable() {
  const here = new Set(
    elements.filter(({ id }) => supportById[id]?.support !== 'sdk').map(({ name }) => name),
  );
  const rows = elements.flatMap(({ id, name }) => {
    const support = supportById[id];
    if (id !== name || here.has(name) || support?.support !== 'sdk') return [];
    const words = [name, support.why, support.instead ?? ''];
    return [`    {${words.map((word) => JSON.stringify(word)).join(', ')}},`];
  });
  return [
    '// Made by packages/catalogue/generate/standin-elements.mjs; do not edit.',
    '// clang-format off',
    '#pragma once',
    '',
    'namespace pipewright {',
    '',
    '/// An element of the DeepStream SDK that the CPU stand-in does not have.',
    'struct SdkElement {',
    '  const char* factory;',
    '  const char* why;      ///< a sentence',
    '  const char* instead;  ///< for behind "use"; empty when nothing serves',
    '};',
    '',
    'inline constexpr SdkElement kSdkElements[] = {',
    ...rows,
    '};',
    '',
    '}  // namespace pipewright',
    '',
  ].join('\n');
}

requireOneStory();
const root = new URL('../../../', import.meta.url);
writeOrCheck(
  new Map([
    [new URL('docs/elements.md', root), page()],
    [new URL('native-runner/runner/pipeline/sdk_elements.gen.hpp', root), sdkTable()],
  ]),
  'packages/catalogue/generate/standin-elements.mjs',
);
