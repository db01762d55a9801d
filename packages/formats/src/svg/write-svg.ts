/** Pipeline document -> SVG: a picture of the graph that needs nothing else, light and dark. */
import type { PipelineDocument } from '@pipewright/graph';
import type { ExportFormat } from '../export/export-format.ts';
import { fileBase } from '../export/file-base.ts';
import { pictureNotes } from '../export/picture-notes.ts';
import { BOX_PADDING, HEADER_HEIGHT, type PictureBox, pictureBoxes } from './picture-boxes.ts';
import { type Place, placeBoxes } from './picture-layout.ts';

const MARGIN = 28;
const TITLE_HEIGHT = 30;
/** A curve with this reach leaves its ends by less than half of it. */
const BACK_BEND = 2 * MARGIN - 4;

const STYLE = `
    svg { background: #ffffff; font: 11px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
    .title { font: 600 15px ui-sans-serif, "DejaVu Sans", Helvetica, Arial, sans-serif; fill: #1b1f24; }
    .box { fill: #f8f9fb; stroke: #b9c0ca; }
    .head { fill: #eceff3; }
    .deepstream .head { fill: #dff0c2; }
    .name { font-weight: 600; font-size: 12px; fill: #1b1f24; }
    .text { fill: #4d5763; }
    .pad { fill: #f8f9fb; stroke: #7d8794; }
    .link { fill: none; stroke: #7d8794; stroke-width: 1.5; }
    .caps { fill: #4d5763; font-size: 10px; text-anchor: middle; paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }
    @media (prefers-color-scheme: dark) {
      svg { background: #14171b; }
      .title, .name { fill: #e8ebef; }
      .box { fill: #1d2127; stroke: #3b434d; }
      .head { fill: #272c34; }
      .deepstream .head { fill: #2f4212; }
      .text, .caps { fill: #a9b2bd; }
      .caps { stroke: #14171b; }
      .pad { fill: #1d2127; }
    }
  `;

/** Draws the pipeline; positions come from the canvas, or from a layout along the data. */
export const svgFormat: ExportFormat = {
  id: 'svg',
  title: 'SVG picture',
  summary: 'A picture of the graph for documents and reviews; follows the reader’s light or dark.',
  isOneFile: true,
  language: () => 'xml',
  write: (document, { catalogue, positions }) => {
    const isDeepStream = (factory: string) => catalogue.factory(factory)?.origin === 'deepstream';
    const text = drawPipeline(document, isDeepStream, positions);
    return {
      ok: true,
      files: [{ path: `${fileBase(document.name)}.svg`, text }],
      notes: pictureNotes(document, 'A picture'),
    };
  },
};

function drawPipeline(
  document: PipelineDocument,
  isDeepStream: (factory: string) => boolean,
  positions?: Readonly<Record<string, Place>>,
): string {
  const boxes = pictureBoxes(document);
  const places = placeBoxes(document, boxes, positions);
  const placed = boxes.map((box) => ({ ...box, ...(places.get(box.name) ?? { x: 0, y: 0 }) }));
  const left = Math.min(...placed.map(({ x }) => x), Number.MAX_SAFE_INTEGER);
  const top = Math.min(...placed.map(({ y }) => y), Number.MAX_SAFE_INTEGER);
  const moved = placed.map((box) => ({
    ...box,
    x: Math.round(box.x - left + MARGIN),
    y: Math.round(box.y - top + MARGIN + TITLE_HEIGHT),
  }));
  const width = Math.max(320, ...moved.map((box) => box.x + box.width)) + MARGIN;
  const height = Math.max(TITLE_HEIGHT, ...moved.map((box) => box.y + box.height)) + MARGIN;
  const links = drawLinks(document, new Map(moved.map((box) => [box.name, box])));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `  <title>${escapeXml(document.name)}</title>`,
    `  <style>${STYLE}</style>`,
    `  <text class="title" x="${MARGIN}" y="${MARGIN}">${escapeXml(document.name)}</text>`,
    ...links.map((line) => `  ${line}`),
    ...moved.flatMap((box) => drawBox(box, isDeepStream(box.factory)).map((line) => `  ${line}`)),
    '</svg>',
    '',
  ].join('\n');
}

type PlacedBox = PictureBox & Place;

function drawBox(box: PlacedBox, isDeepStream: boolean): string[] {
  const { name, factory, x, y, width, height, sinks, srcs, lines } = box;
  const text = (className: string, dx: number, dy: number, content: string, anchor = '') =>
    `  <text class="${className}" x="${x + dx}" y="${round(y + dy)}"${anchor}>${escapeXml(content)}</text>`;
  const end = ' text-anchor="end"';
  return [
    `<g${isDeepStream ? ' class="deepstream"' : ''}>`,
    `  <rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
    `  <path class="head" d="M${x + 0.5} ${y + HEADER_HEIGHT}v${8 - HEADER_HEIGHT}a7.5 7.5 0 0 1 7.5 -7.5h${width - 16}a7.5 7.5 0 0 1 7.5 7.5v${HEADER_HEIGHT - 8}z"/>`,
    text('name', BOX_PADDING, 17, name),
    text('text', BOX_PADDING, 32, factory),
    ...sinks.flatMap((pad) => [
      text('text', BOX_PADDING, pad.y + 4, pad.name),
      `  <circle class="pad" cx="${x}" cy="${y + pad.y}" r="4"/>`,
    ]),
    ...srcs.flatMap((pad) => [
      text('text', width - BOX_PADDING, pad.y + 4, pad.name, end),
      `  <circle class="pad" cx="${x + width}" cy="${y + pad.y}" r="4"/>`,
    ]),
    ...lines.map((line) => text('text', BOX_PADDING, line.y, line.text)),
    '</g>',
  ];
}

function drawLinks(
  document: PipelineDocument,
  boxes: ReadonlyMap<string, PlacedBox>,
): readonly string[] {
  const taken = new Map<string, number>();
  /** Where a link meets a box; links through one pattern take its rows in turn. */
  const padAt = (element: string, side: 'sinks' | 'srcs', pad: string): Place | undefined => {
    const box = boxes.get(element);
    if (!box) return undefined;
    const rows = box[side].filter(({ name }) => name === pad);
    const key = `${side} ${element} ${pad}`;
    const turn = taken.get(key) ?? 0;
    taken.set(key, turn + 1);
    const row = rows[Math.min(turn, rows.length - 1)];
    return { x: side === 'srcs' ? box.x + box.width : box.x, y: box.y + (row?.y ?? 0) };
  };
  return document.links.flatMap(({ from, to, caps }) => {
    const start = padAt(from.element, 'srcs', from.pad);
    const end = padAt(to.element, 'sinks', to.pad);
    if (!start || !end) return [];
    // A link that leads back stays within the picture's margin.
    const bend = end.x < start.x ? BACK_BEND : Math.max(36, (end.x - start.x) / 2);
    const path = `M${start.x} ${start.y}C${round(start.x + bend)} ${start.y} ${round(end.x - bend)} ${end.y} ${end.x} ${end.y}`;
    const label =
      caps === undefined
        ? []
        : [
            `<text class="caps" x="${round((start.x + end.x) / 2)}" y="${round((start.y + end.y) / 2 - 6)}">${escapeXml(caps)}</text>`,
          ];
    return [`<path class="link" d="${path}"/>`, ...label];
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Text as XML holds it; characters that XML 1.0 has no word for are left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
