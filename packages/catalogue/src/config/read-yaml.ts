/** YAML config files: top-level mappings are groups, their scalars the keys. */
import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { ConfigEntry, ConfigProblem, ConfigSection, ReadSections } from './read-config.ts';
import { TextPlaces, type TextSpan } from './text-places.ts';

/** Reads everything it can. OpenCV's `%YAML:1.0` head, which is no YAML, is passed over. */
export function readYaml(text: string): ReadSections {
  const places = new TextPlaces(text);
  const document = parseDocument(text.replace(/^%YAML:(?=1\.0)/m, '#YAML:'), {
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const problems: ConfigProblem[] = document.errors
    // The SDK's readers take the first document.
    .filter(({ code }) => code !== 'MULTIPLE_DOCS')
    .map((error) => {
      const { line, column } = places.span(error.pos[0], error.pos[0]);
      const [message = error.message] = error.message.split(/ at line \d+|\n/, 1);
      return { message, line, column };
    });
  const sections: ConfigSection[] = [];
  const contents = document.contents;
  if (isMap(contents)) {
    for (const pair of contents.items) {
      sections.push(...readSections(pair as Pair<Node, Node | null>, places));
    }
  } else if (contents !== null && problems.length === 0 && text.trim() !== '') {
    problems.push({ message: 'No groups: write name: with keys under it', line: 1, column: 1 });
  }
  return { sections, problems };
}

/** One group, or one for each mapping of a list: `group-0`, `group-1` of the list `group`. */
function readSections(pair: Pair<Node, Node | null>, places: TextPlaces): ConfigSection[] {
  const nameSpan = spanOf(pair.key, places);
  if (!isScalar(pair.key) || !nameSpan) return [];
  const name = String(pair.key.value);
  const { value } = pair;
  if (isSeq(value) && value.items.length > 0 && value.items.every(isMap)) {
    return (value.items as YAMLMap<Node, Node | null>[]).map((item, index) => {
      const entries = readEntries(item, places);
      return {
        name: `${name}-${index}`,
        nameSpan: entries[0]?.keySpan ?? nameSpan,
        isGroup: true,
        listName: name,
        entries,
      };
    });
  }
  return [
    {
      name,
      nameSpan,
      isGroup: isMap(value) || isEmpty(value),
      entries: isMap<Node, Node | null>(value) ? readEntries(value, places) : [],
    },
  ];
}

function readEntries(map: YAMLMap<Node, Node | null>, places: TextPlaces): ConfigEntry[] {
  return map.items.flatMap((pair) => readEntry(pair, places) ?? []);
}

function readEntry(pair: Pair<Node, Node | null>, places: TextPlaces): ConfigEntry | undefined {
  const keySpan = spanOf(pair.key, places);
  if (!isScalar(pair.key) || !keySpan) return undefined;
  return {
    key: String(pair.key.value),
    value: textOf(pair.value) ?? '',
    line: keySpan.line,
    column: keySpan.column,
    keySpan,
    valueSpan: spanOf(pair.value, places) ?? places.span(keySpan.end, keySpan.end),
    form: isMap(pair.value) ? 'map' : isSeq(pair.value) ? 'list' : 'scalar',
    isQuoted: isScalar(pair.value) && pair.value.type?.startsWith('QUOTE') === true,
  };
}

function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

function spanOf(node: Node | null, places: TextPlaces): TextSpan | undefined {
  return node?.range ? places.span(node.range[0], node.range[1]) : undefined;
}

/** A scalar's source, or a list's entries joined as DeepStream writes lists. */
function textOf(node: Node | null): string | undefined {
  if (isScalar(node)) return node.source ?? String(node.value ?? '');
  if (isSeq(node)) {
    return node.items.map((item) => textOf(item as Node | null) ?? '').join(';');
  }
  return node === null ? '' : undefined;
}
