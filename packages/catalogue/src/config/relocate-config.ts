/** Makes the paths inside a config file absolute, for when it is written to another folder. */
import { keyedPaths, protobufTextPaths } from './config-paths.ts';
import { configSyntax } from './read-config.ts';

/** `key = value`, `key: value` or a list entry of YAML, with what stands around it kept. */
const keyedLine = /^(\s*(?:-\s+)?["']?)([A-Za-z][\w-]*)(["']?\s*[=:]\s*)(.*)$/s;
const protobufField = /(\b[a-z_]\w*)(\s*:\s*")([^"\n]*)(")/g;

/**
 * `text` with the relative paths of known keys made absolute; everything else, comments and
 * spacing included, stays as it is. INI, YAML and protobuf text are told apart by their form.
 * `resolve` makes one path absolute; without it, paths start at the absolute `folder`.
 */
export function relocateConfig(
  fileName: string,
  text: string,
  folder: string,
  resolve: (path: string) => string = (path) => joinPath(folder, path),
): string {
  return mapConfigPaths(fileName, text, (path) => (path.startsWith('/') ? path : resolve(path)));
}

/** `text` with every path of known keys, absolute ones too, put through `map`. */
export function mapConfigPaths(
  fileName: string,
  text: string,
  map: (path: string) => string,
): string {
  const mapFile = (path: string) => (isFile(path) ? map(path) : path);
  if (configSyntax(fileName, text) === 'protobuf') {
    return text.replace(protobufField, (whole, key, before, path, after) =>
      protobufTextPaths.has(key) ? `${key}${before}${mapFile(path)}${after}` : whole,
    );
  }
  return text
    .split('\n')
    .map((line) => relocateLine(line, mapFile))
    .join('\n');
}

function relocateLine(line: string, resolve: (path: string) => string): string {
  const match = keyedLine.exec(line);
  const [, indent = '', key = '', separator = '', rest = ''] = match ?? [];
  if (!match || !Object.hasOwn(keyedPaths, key)) return line;
  const kind = keyedPaths[key];
  const { value, quote, tail } = splitValue(rest);
  if (value === '') return line;
  if (kind === 'library' && !value.includes('/')) return line;
  const moved =
    kind === 'list'
      ? value
          .split(';')
          .map((path) => (path.trim() === '' ? path : resolve(path.trim())))
          .join(';')
      : resolve(value);
  return `${indent}${key}${separator}${quote}${moved}${quote}${tail}`;
}

/** The value without quotes, and what follows it (spaces, a comment, a carriage return). */
function splitValue(rest: string): {
  value: string;
  quote: string;
  tail: string;
} {
  const quoted = /^(["'])(.*?)\1(.*)$/s.exec(rest);
  if (quoted)
    return {
      quote: quoted[1] ?? '',
      value: quoted[2] ?? '',
      tail: quoted[3] ?? '',
    };
  const plain = /^(.*?)(\s+#.*|\s*)$/s.exec(rest);
  return { quote: '', value: plain?.[1] ?? rest, tail: plain?.[2] ?? '' };
}

/** Addresses and parameter references are left alone. */
function isFile(path: string): boolean {
  return !path.startsWith('${') && !/^[a-z][a-z0-9+.-]*:\/\//i.test(path);
}

/** Joins and tidies `.` and `..`; both with forward slashes. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  const isAbsolute = folder.startsWith('/') || path.startsWith('/');
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !isAbsolute) parts.push(part);
  }
  const joined = parts.join('/');
  return isAbsolute ? `/${joined}` : joined || '.';
}
