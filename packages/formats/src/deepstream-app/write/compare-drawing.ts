/** What the app builds from the groups, held against the pipeline that they were written from. */
import type { FormatNote } from '../../note.ts';
import type { AppConfig, AppGroup } from '../app-config.ts';
import { drawBatchStages } from '../read/draw-batch-stages.ts';
import { drawOutput } from '../read/draw-output.ts';
import { drawSources } from '../read/draw-sources.ts';
import { Drawing } from '../read/drawing.ts';
import type { GroupWriter } from './group-writer.ts';
import type { PipelineGraph } from './pipeline-graph.ts';

/** Notes elements that the app adds, and plumbing that it does without. */
export function noteDifferences(writer: GroupWriter, graph: PipelineGraph): void {
  const config = appConfigOf(writer);
  const notes: FormatNote[] = [];
  const drawing = new Drawing(config, writer.catalogue, notes);
  const { tail, count } = drawSources(drawing);
  drawOutput(drawing, drawBatchStages(drawing, tail, count), count);
  const grid = notes.find(({ message }) => /tiles don't hold/.test(message));
  if (grid) writer.note('changed', grid.message, {});
  const before = countFactories([...graph.elements.values()]);
  const after = countFactories(Object.values(drawing.graph.elements));
  const more = difference(after, before);
  // Elements other than plumbing that are missing have a note of their own.
  const less = difference(before, after).filter((text) => /^\d+ (queue|tee|.*convert)$/.test(text));
  if (more.length > 0) {
    writer.note('changed', `deepstream-app adds what its bins have: ${more.join(', ')}`, {});
  }
  if (less.length > 0) {
    writer.note('changed', `deepstream-app does without ${less.join(', ')}`, {});
  }
}

function appConfigOf(writer: GroupWriter): AppConfig {
  const file = 'export';
  const groups = new Map<string, AppGroup>();
  let line = 0;
  for (const [name, keys] of writer.groups) {
    const entries = new Map(
      [...keys].map(([key, value]) => {
        line += 1;
        return [key, { key, value, file, line, column: 1 }];
      }),
    );
    groups.set(name, { name, file, line, column: 1, entries });
  }
  return { fileName: file, syntax: writer.syntax, groups };
}

function countFactories(elements: readonly { readonly factory: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { factory } of elements) {
    // Caps on links say the same.
    if (factory !== 'capsfilter') counts.set(factory, (counts.get(factory) ?? 0) + 1);
  }
  return counts;
}

function difference(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): string[] {
  return [...a].flatMap(([factory, count]) => {
    const more = count - (b.get(factory) ?? 0);
    return more > 0 ? [`${more} ${factory}`] : [];
  });
}
