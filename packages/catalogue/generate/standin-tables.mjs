// What the generators of the stand-in's files share: the catalogue's elements and the properties that the stand-in
// gives them.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @typedef {{ value: number, nick: string, meaning?: string }} EnumValue */
/**
 * @typedef {object} Property
 * @property {string} name
 * @property {string} type
 * @property {string} [summary]
 * @property {boolean | number | string} [default]
 * @property {number | string} [min]
 * @property {number | string} [max]
 * @property {readonly EnumValue[]} [enum]
 * @property {string} [gtype]
 * @property {string | null} [mutable]
 * @property {boolean} [readable]
 * @property {boolean} [writable]
 * @property {boolean} [controllable]
 * @property {string} [inheritedFrom]
 */
/**
 * @typedef {object} Element
 * @property {string} id
 * @property {string} name
 * @property {string} longName
 * @property {string} klass
 * @property {string} category
 * @property {readonly { name: string, direction: string, presence: string, caps: string, capsJetson?: string }[]} pads
 * @property {readonly (Property | string)[]} properties
 */

const catalogue = JSON.parse(
  readFileSync(new URL('../data/deepstream-9.1.json', import.meta.url), 'utf8'),
);

/** All of DeepStream's elements. @type {readonly Element[]} */
export const elements = catalogue.elements;

/**
 * Elements that are bins here but have another base class in DeepStream: they carry that class's properties
 * themselves.
 * @type {Readonly<Record<string, string>>}
 */
const adoptedClasses = {
  nvdslogger: 'GstBaseTransform',
  nvimagedec: 'GstVideoDecoder',
  nvimageenc: 'GstVideoEncoder',
  nvjpegdec: 'GstVideoDecoder',
  nvjpegenc: 'GstVideoEncoder',
  nvv4l2av1enc: 'GstVideoEncoder',
  nvv4l2decoder: 'GstVideoDecoder',
  nvv4l2h264enc: 'GstVideoEncoder',
  nvv4l2h265enc: 'GstVideoEncoder',
  nvv4l2vp8enc: 'GstVideoEncoder',
  nvv4l2vp9enc: 'GstVideoEncoder',
  nvvidconv: 'GstBaseTransform',
};

/** The properties in an element's table: its own and those of an adopted class. @param {Element} element */
export function tableProperties(element) {
  return element.properties.flatMap((property) => {
    if (typeof property !== 'string') return property.inheritedFrom === undefined ? [property] : [];
    const isAdopted = property.startsWith(`${adoptedClasses[element.name]}.`);
    return isAdopted ? [/** @type {Property} */ (catalogue.inherited[property])] : [];
  });
}

/**
 * Writes the files, or with `--check` says which ones differ and sets the exit code.
 * @param {ReadonlyMap<URL, string>} texts
 * @param {string} script named in the message, from the repository's root
 */
export function writeOrCheck(texts, script) {
  for (const [url, text] of texts) {
    if (!process.argv.includes('--check')) {
      writeFileSync(url, text);
    } else if (existingText(url) !== text) {
      console.error(`${fileURLToPath(url)} is out of date: run node ${script}`);
      process.exitCode = 1;
    }
  }
}

/** @param {URL} url */
function existingText(url) {
  try {
    return readFileSync(url, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    return undefined;
  }
}
