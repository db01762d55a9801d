/** The app builds a secondary GIE only when its ids lead back to the primary one. */

import type { GroupWriter } from './group-writer.ts';
import { configValue, type OwnedFiles } from './owned-config.ts';
import type { GraphElement } from './pipeline-graph.ts';

interface WrittenStage {
  readonly element: GraphElement;
  readonly group: string;
}

/** Completes ids that the groups need and the elements leave to their files, or to nobody. */
export function writeGieIds(
  writer: GroupWriter,
  stages: readonly WrittenStage[],
  files: OwnedFiles,
): void {
  const gies = stages.filter(({ group }) => /-gie\d*$/.test(group));
  const secondaries = gies.filter(({ group }) => group !== 'primary-gie');
  if (secondaries.length === 0) return;
  const primary = gies.find(({ group }) => group === 'primary-gie');
  const used = new Set<string>();
  for (const gie of gies) {
    const known = idOf(writer, gie, files);
    if (known !== undefined) used.add(known);
  }
  for (const gie of gies) {
    const known = idOf(writer, gie, files);
    const id = known ?? freeId(used);
    used.add(id);
    if (!writer.groups.get(gie.group)?.has('gie-unique-id')) {
      writer.set(gie.group, 'gie-unique-id', id);
      noteId(writer, gie, 'unique-id', id, known);
    }
  }
  if (!primary) {
    writer.note(
      'lost',
      'deepstream-app builds secondary GIEs behind a primary one only, and there is none',
      { element: secondaries[0]?.element.name ?? '' },
    );
    return;
  }
  const root = writer.groups.get('primary-gie')?.get('gie-unique-id') ?? '';
  for (const gie of secondaries) completeParent(writer, gie, root, used, files);
}

function completeParent(
  writer: GroupWriter,
  gie: WrittenStage,
  root: string,
  used: ReadonlySet<string>,
  files: OwnedFiles,
): void {
  const entries = writer.groups.get(gie.group);
  const own = entries?.get('operate-on-gie-id');
  const known = own ?? configValue(gie.element, files, 'operate-on-gie-id');
  if (known !== undefined && used.has(known)) {
    if (own === undefined) writer.set(gie.group, 'operate-on-gie-id', known);
    return;
  }
  entries?.delete('operate-on-gie-id');
  writer.set(gie.group, 'operate-on-gie-id', root);
  noteId(writer, gie, 'infer-on-gie-id', root, undefined);
}

function idOf(writer: GroupWriter, gie: WrittenStage, files: OwnedFiles): string | undefined {
  return (
    writer.groups.get(gie.group)?.get('gie-unique-id') ??
    configValue(gie.element, files, 'gie-unique-id')
  );
}

function freeId(used: ReadonlySet<string>): string {
  let id = 1;
  while (used.has(String(id))) id += 1;
  return String(id);
}

function noteId(
  writer: GroupWriter,
  { element, group }: WrittenStage,
  property: string,
  id: string,
  known: string | undefined,
): void {
  if (known !== undefined) return;
  writer.note(
    'changed',
    `deepstream-app needs ids to build secondary GIEs: [${group}] says ${property}=${id}`,
    { element: element.name, property },
  );
}
