/** The few keys of an nvinfer config file that sizes depend on. */
import { type ElementView, type PipelineView, readSetting, readText } from './pipeline-view.ts';

export interface InferenceConfig {
  readonly path: string;
  readonly text: string;
  /** The document's own file of that name; undefined for one on disk. */
  readonly ownedName: string | undefined;
}

/** The config file of an inference element; undefined when it names none or it can't be read. */
export function inferenceConfig(
  view: PipelineView,
  element: ElementView,
): InferenceConfig | undefined {
  const path = readText(view, element, 'config-file-path');
  if (path === undefined) return undefined;
  const name = path.replace(/^(?:\.\/)+/, '');
  const owned = Object.hasOwn(view.document.files, name) ? view.document.files[name] : undefined;
  if (owned !== undefined) return { path, text: owned, ownedName: name };
  const text = view.facts.fileText?.(path);
  return text === undefined ? undefined : { path, text, ownedName: undefined };
}

interface KeyLine {
  readonly index: number;
  /** Everything before the value. */
  readonly head: string;
  readonly value: string;
  /** A comment behind the value, with the space before it. */
  readonly tail: string;
}

/**
 * The last line that gives a key in the `property` group. INI and YAML differ only in how a group
 * starts and what stands between key and value, as all keys here have one-line values.
 */
function findKey(lines: readonly string[], key: string): KeyLine | undefined {
  let isInside = false;
  let found: KeyLine | undefined;
  lines.forEach((line, index) => {
    const group = /^\s*\[([^\]]*)\]/.exec(line)?.[1] ?? /^([\w-]+)\s*:\s*(?:#.*)?$/.exec(line)?.[1];
    if (group !== undefined) isInside = group === 'property';
    const match = isInside ? /^(\s*([\w-]+)\s*[=:]\s*)(.*?)(\s+#.*|\s*)$/.exec(line) : null;
    if (match && match[2] === key) {
      found = { index, head: match[1] ?? '', value: match[3] ?? '', tail: match[4] ?? '' };
    }
  });
  return found;
}

/** A key's text in the `property` group. */
export function configText(config: InferenceConfig, key: string): string | undefined {
  const value = findKey(config.text.split('\n'), key)?.value.replace(/^(["'])(.*)\1$/, '$2');
  return value === '' ? undefined : value;
}

/** A key's whole number in the `property` group. */
export function configNumber(config: InferenceConfig, key: string): number | undefined {
  const text = configText(config, key);
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

/** The config's text with a key set; undefined when it has no `property` group to set it in. */
export function withConfigKey(
  { text }: InferenceConfig,
  key: string,
  value: number,
): string | undefined {
  const lines = text.split('\n');
  const line = findKey(lines, key);
  if (line) return lines.with(line.index, `${line.head}${value}${line.tail}`).join('\n');
  const ini = lines.findIndex((candidate) => /^\s*\[property\]/.test(candidate));
  if (ini >= 0) return lines.toSpliced(ini + 1, 0, `${key}=${value}`).join('\n');
  const yaml = lines.findIndex((candidate) => /^property\s*:\s*(?:#.*)?$/.test(candidate));
  if (yaml < 0) return undefined;
  const indent = /^\s+(?=\S)/.exec(lines[yaml + 1] ?? '')?.[0] ?? '  ';
  return lines.toSpliced(yaml + 1, 0, `${indent}${key}: ${value}`).join('\n');
}

/** A setting as nvinfer takes it: the element's property wins over the file's key. */
export function inferenceNumber(
  view: PipelineView,
  element: ElementView,
  property: string,
): number | undefined {
  const setting = readSetting(view, element, property);
  if (setting.isWritten) return setting.number;
  const config = inferenceConfig(view, element);
  if (!config) return undefined;
  return configNumber(config, property) ?? setting.number;
}

/** A secondary model looks at objects that another one found. */
export function isSecondary(view: PipelineView, element: ElementView): boolean {
  return inferenceNumber(view, element, 'process-mode') === 2;
}
