import {
  type Edit,
  emptyDocument,
  type Link,
  type PipelineDocument,
  parseDocument,
  printDocument,
  uniqueElementName,
} from '@pipewright/graph';
import type { BoxPosition } from '@pipewright/protocol';
import type { PositionChange, Positions } from './history.ts';

/** Marks the comment that carries the boxes' places, so that a pasted group keeps its shape. */
const POSITIONS_MARK = '# pipewright-boxes: ';

/** Elements and the links among them as a YAML document: text that can be pasted anywhere. */
export function copyElements(
  document: PipelineDocument,
  positions: Positions,
  names: ReadonlySet<string>,
): string {
  const elements = Object.fromEntries(
    Object.entries(document.elements).filter(([name]) => names.has(name)),
  );
  const links = document.links.filter(
    (link) => names.has(link.from.element) && names.has(link.to.element),
  );
  const boxes = Object.fromEntries([...names].map((name) => [name, positions[name]]));
  const fragment: PipelineDocument = {
    ...emptyDocument(document.name),
    target: document.target,
    elements,
    links,
  };
  return `${printDocument(fragment)}${POSITIONS_MARK}${JSON.stringify(boxes)}\n`;
}

export interface Paste {
  readonly edit: Edit;
  readonly positions: PositionChange;
  readonly names: readonly string[];
}

export type PasteResult =
  | { readonly ok: true; readonly paste: Paste }
  | { readonly ok: false; readonly message: string };

/**
 * The edit that adds what the text describes, with free names, its upper left corner at `at`.
 * Text that is no pipeline document is refused.
 */
export function pasteElements(
  document: PipelineDocument,
  text: string,
  at: BoxPosition,
): PasteResult {
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    return {
      ok: false,
      message: `The clipboard holds no pipeline elements: ${parsed.errors[0]?.message ?? 'it is empty'}`,
    };
  }
  const source = parsed.document;
  const names = Object.keys(source.elements);
  if (names.length === 0) {
    return { ok: false, message: 'The clipboard holds no pipeline elements.' };
  }
  const renamed = new Map<string, string>();
  let target = document;
  const edits: Edit[] = [];
  for (const name of names) {
    const element = source.elements[name] as PipelineDocument['elements'][string];
    const free = Object.hasOwn(target.elements, name)
      ? uniqueElementName(target, element.factory)
      : name;
    renamed.set(name, free);
    target = { ...target, elements: { ...target.elements, [free]: element } };
    edits.push({ kind: 'add-element', name: free, element });
  }
  for (const link of source.links) {
    edits.push({ kind: 'add-link', link: renameEnds(link, renamed) });
  }
  return {
    ok: true,
    paste: {
      edit: { kind: 'batch', label: 'Paste', edits },
      positions: placeBoxes(boxesIn(text), renamed, at),
      names: [...renamed.values()],
    },
  };
}

function renameEnds(link: Link, renamed: ReadonlyMap<string, string>): Link {
  return {
    ...link,
    from: { ...link.from, element: renamed.get(link.from.element) ?? link.from.element },
    to: { ...link.to, element: renamed.get(link.to.element) ?? link.to.element },
  };
}

function boxesIn(text: string): Positions {
  const line = text.split('\n').find((candidate) => candidate.startsWith(POSITIONS_MARK));
  if (line === undefined) {
    return {};
  }
  try {
    const boxes = JSON.parse(line.slice(POSITIONS_MARK.length)) as unknown;
    return typeof boxes === 'object' && boxes !== null ? (boxes as Positions) : {};
  } catch {
    // A comment that somebody changed by hand: the elements are placed without it.
    return {};
  }
}

function placeBoxes(
  boxes: Positions,
  renamed: ReadonlyMap<string, string>,
  at: BoxPosition,
): PositionChange {
  const known = [...renamed].flatMap(([name, free]) => {
    const box = boxes[name];
    return typeof box?.x === 'number' && typeof box.y === 'number' ? [{ free, box }] : [];
  });
  const left = Math.min(...known.map(({ box }) => box.x));
  const top = Math.min(...known.map(({ box }) => box.y));
  const placed: Record<string, BoxPosition> = {};
  for (const { free, box } of known) {
    placed[free] = { x: at.x + box.x - left, y: at.y + box.y - top };
  }
  const [first] = renamed.values();
  if (known.length === 0 && first !== undefined) {
    placed[first] = at;
  }
  return placed;
}
