import { batcherOf } from '../flow.ts';
import {
  type ElementView,
  effectiveInteger,
  effectiveValue,
  settingOf,
} from '../pipeline-index.ts';
import { readBoolean } from '../property-values.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** nvmultistreamtiler: the grid has a place for every source. */
export const tilerCapacity: ElementRule = {
  id: 'tiler-capacity',
  severity: 'warning',
  title: "The tiler's grid has a place for every source",
  topic: 'output',
  explanation: prose`
    Compares rows times columns of nvmultistreamtiler with the number of sources before it.
    Sources for which the grid has no place are not shown. Make the grid large enough. Where
    neither rows nor columns is set it is a hint, since the element may enlarge the grid by
    itself.`,
  scope: 'element',
  factories: ['nvmultistreamtiler'],
  check(element, _index, report) {
    const rows = effectiveInteger(element, 'rows');
    const columns = effectiveInteger(element, 'columns');
    const numSources = sourcesOf(element);
    if (rows === undefined || columns === undefined || numSources === undefined) return;
    if (rows < 1 || columns < 1 || rows * columns >= numSources || hasOwnLayout(element)) return;
    const grid = gridFor(numSources);
    const title = `Use ${grid.rows} rows and ${grid.columns} columns`;
    report({
      message: `'${element.name}' has places for ${rows} x ${columns} = ${rows * columns} sources, but ${numSources} come in`,
      place: { element: element.name, property: 'rows' },
      remedy: `Make rows x columns at least ${numSources}`,
      // Left at its start value, the grid may be made larger by the element itself.
      ...(isGridWritten(element) ? {} : { severity: 'hint' as const }),
      fixes: [
        {
          title,
          edit: {
            kind: 'batch',
            label: title,
            edits: [
              {
                kind: 'set-property',
                element: element.name,
                property: 'rows',
                value: grid.rows,
              },
              {
                kind: 'set-property',
                element: element.name,
                property: 'columns',
                value: grid.columns,
              },
            ],
          },
        },
      ],
    });
  },
};

function isGridWritten(element: ElementView): boolean {
  return settingOf(element, 'rows') !== undefined || settingOf(element, 'columns') !== undefined;
}

/** A square grid, or one source alone, needs no rows and columns. */
function hasOwnLayout(element: ElementView): boolean {
  const isSquare = effectiveValue(element, 'square-seq-grid');
  if (isSquare !== undefined && readBoolean(isSquare) === true) return true;
  return (effectiveInteger(element, 'show-source') ?? -1) >= 0;
}

function sourcesOf(element: ElementView): number | undefined {
  const batcher = batcherOf(element);
  if (!batcher) return undefined;
  if (batcher.node.factory === 'nvstreammux') return batcher.inputs.length;
  const size = effectiveInteger(batcher, 'max-batch-size');
  return size !== undefined && size > 0 && size <= 1024 ? size : undefined;
}

/** The smallest grid that is at least as wide as it is high. */
function gridFor(numSources: number): { rows: number; columns: number } {
  const columns = Math.ceil(Math.sqrt(numSources));
  return { rows: Math.ceil(numSources / columns), columns };
}
