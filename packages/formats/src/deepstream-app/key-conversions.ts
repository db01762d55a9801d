/** Keys that say a thing in another way than the property does. */
import type { KeyConversion } from './key-rule.ts';

/** `file://` before a relative path is the app's own way; the document has the bare path. */
export const uriOf: KeyConversion = {
  read: fromAppUri,
  write: (value) => toAppUri(String(value)),
};

export function fromAppUri(text: string): string {
  const relative = /^file:\/\/(?!\/)(.+)$/.exec(text)?.[1];
  return relative ?? text;
}

export function toAppUri(value: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(value) ? value : `file://${value}`;
}

/** Semicolons in the app, commas in the element. */
export const uriList: KeyConversion = {
  read: (text) => items(text, ';').map(fromAppUri).join(','),
  write: (value) => `${items(String(value), ',').join(';')}`,
};

/** `0;2` in the app, `0:2` in nvinfer. */
export const classIds: KeyConversion = {
  read: (text) => {
    const ids = items(text, ';');
    return ids.length > 0 && ids.every((id) => /^-?\d+$/.test(id)) ? ids.join(':') : undefined;
  },
  write: (value) => {
    const ids = items(String(value), ':');
    // Groups of classes for several GIEs have no key.
    return ids.every((id) => /^-?\d+$/.test(id)) ? ids.join(';') : undefined;
  },
};

/** A switch in the app; the decoder's choice of what to skip in the element. */
export const keyFrames: KeyConversion = {
  read: (text) => (/^\s*0+(\s|$)/.test(text) ? 'decode_all' : 'decode_key'),
  write: (value) => {
    if (['decode_all', '0'].includes(String(value))) return '0';
    return ['decode_key', '2'].includes(String(value)) ? '1' : undefined;
  },
};

/** Bits a second in the app, thousands of them in x264enc and x265enc. */
export const bytesToKilobits: KeyConversion = {
  read: (text) => {
    const bits = Number.parseInt(text, 10);
    return Number.isNaN(bits) || bits < 1000 ? undefined : Math.floor(bits / 1000);
  },
  write: (value) => (Number.isFinite(Number(value)) ? String(Number(value) * 1000) : undefined),
};

/** The app knows two ways of exchange with the encoder, and takes the first for all others. */
export const outputIoMode: KeyConversion = {
  read: (text) => (/^\s*5(\s|$)/.test(text) ? 'dmabuf-import' : 'mmap'),
  write: (value) => {
    if (['mmap', '2'].includes(String(value))) return '2';
    return ['dmabuf-import', '5'].includes(String(value)) ? '5' : undefined;
  },
};

/** Red, green, blue and alpha from 0 to 1 in the app, which takes the clock as opaque; RGBA bytes. */
export const clockColor: KeyConversion = {
  read: (text) => {
    const parts = items(text, ';').map(Number);
    if (parts.length !== 4 || !parts.every((part) => part >= 0 && part <= 1)) return undefined;
    const [red = 0, green = 0, blue = 0] = parts.map((part) => Math.floor(Math.fround(part) * 255));
    return ((red * 256 + green) * 256 + blue) * 256 + 255;
  },
  write: (value) => {
    const color = Number(value);
    if (!Number.isInteger(color) || color < 0 || color % 256 !== 255) return undefined;
    const bytes = [24, 16, 8].map((shift) => Math.floor(color / 2 ** shift) % 256);
    return [...bytes.map(fractionOf), '1'].join(';');
  },
};

/** The shortest fraction that the app turns into this byte again. */
function fractionOf(byte: number): string {
  for (let digits = 0; digits < 6; digits += 1) {
    const scale = 10 ** digits;
    const fraction = Math.ceil((byte / 255) * scale) / scale;
    if (Math.floor(Math.fround(fraction) * 255) === byte) return String(fraction);
  }
  return String((byte + 0.5) / 255);
}

function items(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
