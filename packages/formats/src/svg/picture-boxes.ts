/** What a picture of a pipeline shows in each box, and how large that makes it. */
import type { PipelineDocument, PropertyValue } from '@pipewright/graph';

/** Sizes in the picture's units; widths of letters are those of a common monospaced font. */
export const HEADER_HEIGHT = 40;
export const ROW_HEIGHT = 16;
export const BOX_PADDING = 10;
const LETTER_WIDTH = 6.8;
const NAME_LETTER_WIDTH = 7.6;
const MIN_WIDTH = 132;
const MAX_TEXT_LENGTH = 44;

export interface PicturePad {
  readonly name: string;
  /** Height of its middle within the box. */
  readonly y: number;
}

export interface PictureBox {
  readonly name: string;
  readonly factory: string;
  readonly width: number;
  readonly height: number;
  readonly sinks: readonly PicturePad[];
  readonly srcs: readonly PicturePad[];
  /** `property = value`, with the height of its baseline within the box. */
  readonly lines: readonly { readonly text: string; readonly y: number }[];
}

/** One box an element, in the document's order. */
export function pictureBoxes(document: PipelineDocument): PictureBox[] {
  const sinks = new Map<string, string[]>();
  const srcs = new Map<string, string[]>();
  for (const { from, to } of document.links) {
    addPad(srcs, from.element, from.pad);
    addPad(sinks, to.element, to.pad);
  }
  return Object.entries(document.elements).map(([name, { factory, properties, pads }]) => {
    const settings = [
      ...Object.entries(properties).map(([property, value]) => settingText(property, value)),
      ...Object.entries(pads).flatMap(([pad, padProperties]) =>
        Object.entries(padProperties).map(([property, value]) =>
          settingText(`${pad}::${property}`, value),
        ),
      ),
    ];
    return box(name, factory, sinks.get(name) ?? [], srcs.get(name) ?? [], settings);
  });
}

/** Several links may share a pattern such as `sink_%u`: each gets a row of its own. */
function addPad(pads: Map<string, string[]>, element: string, pad: string): void {
  const names = pads.get(element) ?? [];
  if (!names.includes(pad) || pad.includes('%')) names.push(pad);
  pads.set(element, names);
}

function box(
  name: string,
  factory: string,
  sinkNames: readonly string[],
  srcNames: readonly string[],
  settings: readonly string[],
): PictureBox {
  const numPadRows = Math.max(1, sinkNames.length, srcNames.length);
  const padY = (row: number) => HEADER_HEIGHT + BOX_PADDING / 2 + (row + 0.5) * ROW_HEIGHT;
  const settingsTop = HEADER_HEIGHT + BOX_PADDING + numPadRows * ROW_HEIGHT;
  const padWidth = longest(sinkNames) + longest(srcNames) + 4;
  const textWidth = Math.max(
    name.length * NAME_LETTER_WIDTH,
    Math.max(factory.length, padWidth, longest(settings)) * LETTER_WIDTH,
  );
  const settingsHeight = settings.length === 0 ? 0 : settings.length * ROW_HEIGHT + BOX_PADDING;
  return {
    name,
    factory,
    width: Math.max(MIN_WIDTH, Math.ceil(textWidth) + BOX_PADDING * 2),
    height: settingsTop + settingsHeight,
    sinks: sinkNames.map((pad, row) => ({ name: pad, y: padY(row) })),
    srcs: srcNames.map((pad, row) => ({ name: pad, y: padY(row) })),
    lines: settings.map((text, row) => ({
      text,
      y: settingsTop + BOX_PADDING / 2 + (row + 0.7) * ROW_HEIGHT,
    })),
  };
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}

function settingText(property: string, value: PropertyValue): string {
  const text = `${property} = ${String(value).replace(/\s+/g, ' ')}`;
  return text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH - 1)}…` : text;
}
