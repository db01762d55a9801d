/** What of a config has become no element: kept with the document, and said. */
import { configGroup, configSchema } from '@pipewright/catalogue';
import { type AppGroup, isOn } from '../app-config.ts';
import { hasSwitch, isAppWide, KEPT_FILE } from '../kept-config.ts';
import type { Drawing } from './drawing.ts';

/** Groups and keys for the kept file, with a note for each group. */
export function keepAside(drawing: Drawing): Map<string, ReadonlyMap<string, string>> {
  const kept = new Map<string, ReadonlyMap<string, string>>();
  const groups = new Map([...drawing.config.groups, ...drawing.madeGroups]);
  for (const group of groups.values()) {
    const open = openKeys(drawing, group);
    if (open.size === 0) continue;
    kept.set(group.name, open);
    noteKept(drawing, group, [...open.keys()]);
  }
  return kept;
}

/** A group that is off, or that the app does not build, is kept as a whole. */
function openKeys(drawing: Drawing, group: AppGroup): Map<string, string> {
  const entries = new Map([...group.entries.values()].map(({ key, value }) => [key, value]));
  const drawn = drawing.drawn.get(group.name);
  if (group.name === 'source') return new Map();
  if (group.name === 'source-attr-all' && drawing.madeGroups.size > 0) return new Map();
  if (group.name === 'source-list' && drawing.madeGroups.size > 0) return new Map();
  if (drawn === undefined) {
    if (hasSwitch(group.name) && !entries.has('enable')) entries.set('enable', '0');
    return entries;
  }
  for (const key of drawn) entries.delete(key);
  return entries;
}

function noteKept(drawing: Drawing, group: AppGroup, keys: readonly string[]): void {
  const { name } = group;
  if (drawing.drawn.has(name) || (isAppWide(name) && !hasSwitch(name))) {
    drawing.note(
      'advice',
      `${quoted(keys)} of [${name}] ${keys.length === 1 ? 'is' : 'are'} for deepstream-app itself: kept in ${KEPT_FILE} for an export`,
      group,
    );
    return;
  }
  const what = configGroup(configSchema('deepstream-app'), name)?.summary;
  drawing.note(
    'advice',
    isOn(group)
      ? `[${name}] has no element${what === undefined ? '' : ` (${what})`}: kept in ${KEPT_FILE} for an export`
      : `[${name}] is turned off: kept in ${KEPT_FILE} for an export`,
    group,
  );
}

function quoted(keys: readonly string[]): string {
  const shown = keys.slice(0, 4).map((key) => `'${key}'`);
  const more = keys.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
