/** nvmultistreamtiler: a grid with a place for every stream, in the streams' own shape. */

import { type Advice, type Change, decide, shown } from '../advice.ts';
import { Assumptions } from '../assumptions.ts';
import { batcherOf, type ElementView, type PipelineView, readSetting } from '../pipeline-view.ts';
import { streamsOf } from '../streams.ts';
import { muxFrameSize } from './mux.ts';

const DEFAULT_WIDTH = 1920;
/** The tiler rounds its size up to this. */
const SIZE_STEP = 4;
const MIN_SIZE = 16;
/** Wider is no picture but a mistake. */
const MAX_SIZE = 32_768;

/** Rows, columns and the height that keeps the streams' shape at the width that is set. */
export function tilerGrids(view: PipelineView): Advice[] {
  return [...view.elements.values()].flatMap((element) => {
    if (element.node.factory !== 'nvmultistreamtiler' || hasOwnLayout(view, element)) return [];
    const batcher = batcherOf(view, element);
    const numStreams = batcher ? streamsOf(view, batcher).length : 0;
    if (!batcher || numStreams === 0) return [];
    const assumptions = new Assumptions();
    const frame = muxFrameSize(view, batcher, assumptions);
    const { rows, columns, isWritten } = gridOf(view, element, numStreams);
    const writtenWidth = readSetting(view, element, 'width').number ?? 0;
    const isUsable = writtenWidth >= MIN_SIZE && writtenWidth <= MAX_SIZE;
    const width = isUsable ? writtenWidth : DEFAULT_WIDTH;
    const tileWidth = width / columns;
    const tileHeight = (tileWidth * frame.height) / frame.width;
    const exact = rows * tileHeight;
    const height = Math.max(MIN_SIZE, Math.ceil(exact / SIZE_STEP - 1e-6) * SIZE_STEP);
    const changes: Change[] = [
      { element, property: 'rows', value: rows },
      { element, property: 'columns', value: columns },
      ...(writtenWidth === width ? [] : [{ element, property: 'width', value: width }]),
      {
        element,
        property: 'height',
        value: height,
        accepts: (current) => Math.abs(current - height) < SIZE_STEP,
      },
    ];
    const label = `Tile ${rows} rows x ${columns} columns at ${width} x ${height}`;
    return [
      decide(
        view,
        {
          id: `tiler-grid:${element.name}`,
          topic: 'tiler-grid',
          title: `Grid and size of '${element.name}'`,
          value: `${rows} rows x ${columns} columns, ${width} x ${height}`,
          arithmetic: [
            ...(isWritten
              ? [
                  `${rows} x ${columns} = ${rows * columns} tiles hold ${numStreams} streams, as set`,
                ]
              : [
                  `columns = ceil(sqrt(${numStreams})) = ${columns}`,
                  `rows = ceil(${numStreams} / ${columns}) = ${rows}`,
                ]),
            `a tile: ${width} / ${columns} = ${shown(tileWidth)} wide, ${shown(tileWidth)} x ${frame.height} / ${frame.width} = ${shown(tileHeight)} high`,
            `height = ${rows} x ${shown(tileHeight)} = ${shown(exact)}, rounded up to a multiple of ${SIZE_STEP}: ${height}`,
          ],
          assumptions: assumptions.list(),
          why: 'Fewer tiles than streams hide streams, more leave holes; a height in proportion keeps frames from being stretched.',
          confidence: assumptions.isEmpty ? 'high' : 'medium',
          place: { element: element.name, property: 'rows' },
        },
        label,
        changes,
      ),
    ];
  });
}

/** A grid that is set and has no needless row or column stays. */
function gridOf(
  view: PipelineView,
  element: ElementView,
  numStreams: number,
): { readonly rows: number; readonly columns: number; readonly isWritten: boolean } {
  const rows = readSetting(view, element, 'rows').number ?? 0;
  const columns = readSetting(view, element, 'columns').number ?? 0;
  const isTight =
    rows >= 1 &&
    columns >= 1 &&
    rows * columns >= numStreams &&
    (rows - 1) * columns < numStreams &&
    rows * (columns - 1) < numStreams;
  if (isTight) return { rows, columns, isWritten: true };
  const wide = Math.ceil(Math.sqrt(numStreams));
  return { rows: Math.ceil(numStreams / wide), columns: wide, isWritten: false };
}

/** A square grid of the element's own, or one stream alone. */
function hasOwnLayout(view: PipelineView, element: ElementView): boolean {
  return (
    readSetting(view, element, 'square-seq-grid').number === 1 ||
    (readSetting(view, element, 'show-source').number ?? -1) >= 0
  );
}
