/** Which secondary stages the app builds, and which of them needs which other first. */
import { type AppGroup, hasSources, isOn, numberedGroups, numberIn } from '../app-config.ts';
import type { Drawing } from './drawing.ts';

export interface Secondaries {
  readonly preprocess: readonly AppGroup[];
  /** Each behind the one whose objects it works on. */
  readonly gies: readonly AppGroup[];
}

export function secondariesInOrder(drawing: Drawing): Secondaries {
  const { config } = drawing;
  const gies = numberedGroups(config, 'secondary-gie').filter(isOn);
  const preprocess = numberedGroups(config, 'secondary-pre-process').filter(isOn);
  const primary = drawing.group('primary-gie');
  // A part of a file, without the detector, is drawn as it is.
  if (primary === undefined && !hasSources(config)) return { preprocess, gies };
  if (primary === undefined || !isOn(primary)) {
    const why = `[primary-gie] is ${primary === undefined ? 'missing' : 'off'}`;
    for (const group of [...preprocess, ...gies]) noteUnbuilt(drawing, group, why);
    return { preprocess: [], gies: [] };
  }
  const root = numberIn(primary, 'gie-unique-id');
  noteEqualIds(drawing, [primary, ...gies]);
  return {
    preprocess: preprocess.filter((group) => {
      const isBuilt = numberIn(group, 'operate-on-gie-id') === root;
      if (!isBuilt) noteUnbuilt(drawing, group, reason(group));
      return isBuilt;
    }),
    gies: inLevels(drawing, gies, root),
  };
}

/** First those on the detector's objects, then those on theirs, and so on. */
function inLevels(drawing: Drawing, gies: readonly AppGroup[], root: number): AppGroup[] {
  const found: AppGroup[] = [];
  let level = [root];
  let open = [...gies];
  while (level.length > 0) {
    const next = open.filter((group) => level.includes(numberIn(group, 'operate-on-gie-id')));
    found.push(...next);
    open = open.filter((group) => !next.includes(group));
    level = next.map((group) => numberIn(group, 'gie-unique-id'));
  }
  for (const group of open) noteUnbuilt(drawing, group, reason(group));
  return found;
}

function reason(group: AppGroup): string {
  return `it works on the objects of GIE ${numberIn(group, 'operate-on-gie-id')}, which leads to no primary GIE`;
}

function noteUnbuilt(drawing: Drawing, group: AppGroup, why: string): void {
  drawing.note('advice', `deepstream-app builds no [${group.name}], as ${why}`, group);
}

function noteEqualIds(drawing: Drawing, groups: readonly AppGroup[]): void {
  const seen = new Map<number, string>();
  for (const group of groups) {
    const id = numberIn(group, 'gie-unique-id');
    const other = seen.get(id);
    if (other !== undefined) {
      drawing.note(
        'advice',
        `[${group.name}] has the gie-unique-id ${id} of [${other}]: deepstream-app stops at equal ids`,
        group.entries.get('gie-unique-id') ?? group,
      );
    }
    seen.set(id, group.name);
  }
}
