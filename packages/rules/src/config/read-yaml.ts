/** YAML config files: top-level mappings are groups, their scalars the keys. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { ConfigEntry, ConfigGroup, ConfigProblem } from './read-config.ts';
import type { ReadGroups } from './read-ini.ts';

/** Reads everything it can. OpenCV's `%YAML:1.0` head, which is no YAML, is passed over. */
export function readYaml(text: string): ReadGroups {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^%YAML:(?=1\.0)/, '#YAML:'), {
    lineCounter: lines,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problems: ConfigProblem[] = document.errors.map((error) => ({
    message: error.message.split('\n', 1)[0] ?? error.message,
    ...position(error.pos[0]),
  }));
  const groups = new Map<string, ConfigGroup>();
  if (!isMap(document.contents)) return { groups, problems };
  for (const pair of document.contents.items) {
    if (!isScalar(pair.key)) continue;
    const name = String(pair.key.value);
    const { line } = position(pair.key.range?.[0] ?? 0);
    const entries = new Map<string, ConfigEntry>();
    if (isMap(pair.value)) {
      for (const inner of pair.value.items) {
        const value = textOf(inner.value as Node | null);
        if (!isScalar(inner.key) || value === undefined) continue;
        const key = String(inner.key.value);
        entries.set(key, {
          key,
          value,
          ...position(inner.key.range?.[0] ?? 0),
        });
      }
    }
    groups.set(name, { name, line, entries });
  }
  return { groups, problems };
}

/** A scalar's source, or a list's entries joined as DeepStream writes lists. */
function textOf(node: Node | null): string | undefined {
  if (isScalar(node)) return node.source ?? String(node.value ?? '');
  if (isSeq(node)) {
    return node.items.map((item) => textOf(item as Node | null) ?? '').join(';');
  }
  return node === null ? '' : undefined;
}
