/** The CSV file that a YAML file takes its sources from: the first row holds the keys. */
import type { FormatNote } from '../note.ts';
import { type AppEntry, type AppGroup, keyOf } from './app-config.ts';

/** Keys that are read from a CSV file: fewer than from `[source<N>]`. */
export const csvKeys: ReadonlySet<string> = new Set([
  'type',
  'enable',
  'camera-width',
  'camera-height',
  'camera-fps-n',
  'camera-fps-d',
  'camera-csi-sensor-id',
  'camera-v4l2-dev-node',
  'udp-buffer-size',
  'alsa-device',
  'video-format',
  'uri',
  'latency',
  'num-sources',
  'gpu-id',
  'num-decode-surfaces',
  'num-extra-surfaces',
  'drop-frame-interval',
  'camera-id',
  'rtsp-reconnect-interval-sec',
  'rtsp-reconnect-attempts',
  'intra-decode-enable',
  'cudadec-memtype',
  'nvbuf-memory-type',
  'select-rtp-protocol',
  'source-id',
  'smart-record',
  'smart-rec-dir-path',
  'smart-rec-file-prefix',
  'smart-rec-video-cache',
  'smart-rec-cache',
  'smart-rec-container',
  'smart-rec-start-time',
  'smart-rec-default-duration',
  'smart-rec-duration',
  'smart-rec-interval',
  'copy-hw',
]);

/** One group a row, `source0` and on. Comments are allowed above the keys only, as in the app. */
export function readSourcesCsv(path: string, text: string, notes: FormatNote[]): AppGroup[] {
  const lines = text.split(/\r?\n/);
  const headAt = lines.findIndex((line) => /^[ \t]*[^#\s]/.test(line));
  if (headAt < 0) return [];
  const keys = (lines[headAt] ?? '').split(',').map((key) => key.trim());
  keys.forEach((key, index) => {
    if (csvKeys.has(key)) return;
    notes.push({
      kind: 'advice',
      message: `deepstream-app does not know the column '${key}' of a source, so it has no effect`,
      place: { file: path, line: headAt + 1, column: columnOf(lines[headAt] ?? '', index) },
    });
  });
  const groups: AppGroup[] = [];
  for (let index = headAt + 1; index < lines.length; index += 1) {
    const row = lines[index] ?? '';
    if (row.trim() === '') continue;
    groups.push(
      readRow(`source${groups.length}`, keys, row, { file: path, line: index + 1 }, notes),
    );
  }
  return groups;
}

function readRow(
  name: string,
  keys: readonly string[],
  row: string,
  place: { readonly file: string; readonly line: number },
  notes: FormatNote[],
): AppGroup {
  const cells = row.split(',');
  if (cells.length !== keys.length) {
    notes.push({
      kind: 'advice',
      message: `The row has ${cells.length} values for ${keys.length} columns: deepstream-app may crash on it`,
      place: { ...place, column: 1 },
    });
  }
  const entries = new Map<string, AppEntry>();
  keys.forEach((key, index) => {
    const value = cells[index]?.trim() ?? '';
    if (value === '' || !csvKeys.has(key)) return;
    // A GPU of its own is one thing that a filler would say.
    if (value === fillerOf(key) && key !== 'gpu-id') return;
    entries.set(key, { key, value, ...place, column: columnOf(row, index) });
  });
  return { name, ...place, column: 1, entries };
}

/** What the app takes for a source without the key: a cell can't be empty where it wants a number. */
export function fillerOf(key: string): string {
  const known = keyOf('source0', key, 'ini');
  if (known === undefined || !['int', 'bool'].includes(known.type)) return '';
  return String(Number(known.default ?? 0));
}

/** Where the cell starts, from 1. */
function columnOf(row: string, index: number): number {
  return row.split(',').slice(0, index).join(',').length + (index === 0 ? 1 : 2);
}
