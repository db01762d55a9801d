/** Which sources the app builds: groups, lists, and groups that stand for several. */
import { type AppEntry, type AppGroup, groupNumber, isOn, numberedGroups } from '../app-config.ts';
import { fromAppUri } from '../key-conversions.ts';
import type { Drawing } from './drawing.ts';

export interface Source {
  readonly name: string;
  readonly group: AppGroup;
  /** Where it is not the group's own. */
  readonly uri?: string;
  readonly type?: number;
}

/** In the order of their pads. Sources out of one group get numbers that no group has. */
export function expandSources(drawing: Drawing): Source[] {
  const list = drawing.group('source-list');
  if (list) return fromList(drawing, list);
  const numbers = numberedGroups(drawing.config, 'source').map(
    ({ name }) => groupNumber(name, 'source') ?? 0,
  );
  let free = Math.max(-1, ...numbers) + 1;
  const first: Source[] = [];
  const others: Source[] = [];
  for (const group of numberedGroups(drawing.config, 'source').filter(isOn)) {
    if (drawing.number(group, 'type') !== 3) {
      first.push({ name: group.name, group });
      continue;
    }
    const count = Math.min(1024, Math.max(1, drawing.number(group, 'num-sources', 1)));
    const pattern = fromAppUri(drawing.text(group, 'uri') ?? '');
    const names = Array.from({ length: count }, (_, index) =>
      index === 0 ? group.name : `source${free++}`,
    );
    names.forEach((name, index) => {
      const uri = printNumber(pattern, index);
      (index === 0 ? first : others).push({ name, group, uri, type: 2 });
    });
    if (count > 1) {
      drawing.note(
        'changed',
        `[${group.name}] stands for ${count} sources: they are drawn one by one, as ${names.join(', ')}`,
        group,
      );
    }
  }
  return [...first, ...others];
}

/** `%d` and the like become the number, as C's printf writes it. */
function printNumber(pattern: string, number: number): string {
  return pattern.replace(/%(0?)(\d*)(?:[diu])|%%/, (found, zero: string, width: string) =>
    found === '%%' ? '%' : String(number).padStart(Number(width || 0), zero === '' ? ' ' : '0'),
  );
}

function fromList(drawing: Drawing, list: AppGroup): Source[] {
  const all = drawing.group('source-attr-all');
  if (!all) {
    drawing.note(
      'advice',
      '[source-list] needs [source-attr-all]: deepstream-app stops without it',
      list,
    );
  }
  const entry = list.entries.get('list');
  const uris = (entry?.value ?? '').split(';').map((uri) => uri.trim());
  if (uris.at(-1) === '') uris.pop();
  const asked = drawing.number(list, 'num-source-bins', uris.length);
  if (asked !== uris.length) {
    drawing.note(
      'advice',
      `num-source-bins is ${asked}, but list has ${uris.length} entries: deepstream-app asks for as many`,
      list.entries.get('num-source-bins') ?? list,
    );
  }
  for (const key of ['list', 'use-nvmultiurisrcbin', 'max-batch-size', 'sgie-batch-size']) {
    drawing.take(list, key);
  }
  noteListKeys(drawing, list);
  drawing.note('changed', '[source-list] is drawn as one source an entry', list);
  return uris.flatMap((uri, index) => {
    const group = ownGroup(drawing, all, index, list);
    const source = { name: `source${index}`, group };
    const camera = /^(csi|usb):(\d+)$/.exec(uri);
    if (camera)
      return [{ ...source, group: withCamera(group, camera), type: camera[1] === 'csi' ? 5 : 1 }];
    if (uri.startsWith('rtsp://')) return [{ ...source, uri, type: 4 }];
    if (!uri.startsWith('file://')) {
      drawing.note(
        'advice',
        `'${uri}' is no entry that deepstream-app takes in list: file://, rtsp://, csi:N or usb:N`,
        entry ?? list,
      );
    }
    return [{ ...source, uri: fromAppUri(uri), type: 2 }];
  });
}

/** Sensor names and the like reach nvmultiurisrcbin alone. */
function noteListKeys(drawing: Drawing, list: AppGroup): void {
  const open = [...list.entries.values()].filter(
    ({ key }) => drawing.drawn.get(list.name)?.has(key) !== true,
  );
  for (const entry of open) {
    drawing.take(list, entry.key);
    drawing.note(
      'lost',
      `deepstream-app uses '${entry.key}' with use-nvmultiurisrcbin=1 only, so it is left out`,
      entry,
    );
  }
}

/** What `[source-attr-all]` says, and over it what `[source<N>]` says. */
function ownGroup(
  drawing: Drawing,
  all: AppGroup | undefined,
  index: number,
  list: AppGroup,
): AppGroup {
  const own = drawing.group(`source${index}`);
  const entries = new Map<string, AppEntry>([
    ...(all?.entries ?? []),
    ...(isOn(own) ? (own?.entries ?? []) : []),
  ]);
  const { file, line, column } = own ?? all ?? list;
  const group = { name: `source${index}`, file, line, column, entries };
  drawing.madeGroups.set(group.name, group);
  return group;
}

function withCamera(group: AppGroup, [, kind, number]: RegExpExecArray): AppGroup {
  const key = kind === 'csi' ? 'camera-csi-sensor-id' : 'camera-v4l2-dev-node';
  const { file, line, column } = group;
  const entry: AppEntry = { key, value: number ?? '0', file, line, column };
  return { ...group, entries: new Map([...group.entries, [key, entry]]) };
}
