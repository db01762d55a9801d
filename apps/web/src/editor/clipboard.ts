import {
  type Edit,
  emptyDocument,
  type PipelineDocument,
  parseDocument,
  printDocument,
} from '@pipewright/graph';
import type { BoxPosition } from '@pipewright/protocol';
import type { PositionChange, Positions } from './history.ts';
import { mergeDocument } from './merge-document.ts';

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
  if (Object.keys(source.elements).length === 0) {
    return { ok: false, message: 'The clipboard holds no pipeline elements.' };
  }
  const { edit, renamed } = mergeDocument(document, source);
  return {
    ok: true,
    paste: {
      edit,
      positions: placeBoxes(boxesIn(text), renamed, at),
      names: [...renamed.values()],
    },
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
