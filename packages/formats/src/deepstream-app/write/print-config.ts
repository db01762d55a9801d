/** Groups in their usual order, as the text of a config file. */
import { configGroup, configSchema, isReadIn } from '@pipewright/catalogue';
import {
  type ConvertedGroup,
  type ConvertedLine,
  iniText,
  yamlText,
} from '../../config/converted-text.ts';
import type { ExportedFile } from '../../export/export-format.ts';
import { groupNumber } from '../app-config.ts';
import { inUsualOrder } from '../group-order.ts';
import { fillerOf } from '../sources-csv.ts';
import type { GroupWriter } from './group-writer.ts';

/** What to know of a group, above it. */
const comments: Readonly<Record<string, string>> = {
  'tiled-display': 'enable: 0 one picture a source, 1 tiles, 2 tiles and a demuxer, 3 neither',
  source: 'type: 1 V4L2 camera, 2 URI, 3 URIs by number, 4 RTSP, 5 CSI camera',
  sink: 'type: 1 none, 2 window, 3 file, 4 RTSP, 5 DRM, 6 message broker',
  streammux: 'batch-size: as many as there are sources; batched-push-timeout in microseconds',
  'primary-gie': 'The detector; keys here go before those of its config-file',
  'secondary-gie': 'Works on the objects of the GIE whose gie-unique-id is operate-on-gie-id',
  tests: 'file-loop: 1 plays files again when they end',
};

export interface PrintedConfig {
  readonly main: ExportedFile;
  /** The sources of a YAML file. */
  readonly csv?: ExportedFile;
}

export function printConfig(writer: GroupWriter, base: string, title: string): PrintedConfig {
  const names = inUsualOrder([...writer.groups.keys()]);
  const heads = [
    ` ${title.replace(/\s+/g, ' ')}: config of deepstream-app`,
    ` Run it with: deepstream-app -c ${base}${writer.syntax === 'ini' ? '.txt' : '.yml'}`,
  ];
  const head: ConvertedLine[] = heads.map((text) => ({ kind: 'comment', text }));
  if (writer.syntax === 'ini') {
    const groups = names.map((name) => printed(writer, names, name));
    return { main: { path: `${base}.txt`, text: withHead(head, iniText(groups, '\n'), 'ini') } };
  }
  const rows = sourceRows(writer, names);
  const csvPath = `${base}-sources.csv`;
  const source: ConvertedGroup = {
    name: 'source',
    above: [{ kind: 'blank' }, { kind: 'comment', text: ` One source a row; ${comments.source}` }],
    lines: [{ kind: 'entry', key: 'csv-file-path', value: csvPath }],
  };
  const groups = names.flatMap((name) => {
    if (rows.includes(name)) return name === rows[0] ? [source] : [];
    return isWritable(writer, name) ? [printed(writer, names, name)] : [];
  });
  const text = withHead(head, yamlText(groups, '\n'), 'yaml');
  const main = { path: `${base}.yml`, text };
  return rows.length === 0
    ? { main }
    : { main, csv: { path: csvPath, text: csvText(writer, rows) } };
}

function withHead(head: readonly ConvertedLine[], text: string, syntax: 'ini' | 'yaml'): string {
  const lines: ConvertedGroup = { name: '', above: [...head], lines: [] };
  const printedHead = (syntax === 'ini' ? iniText : yamlText)([lines], '\n')
    .split('\n')
    .slice(0, head.length);
  return `${printedHead.join('\n')}\n${text}`;
}

/** The comment stands above the first group of its kind. */
function printed(writer: GroupWriter, names: readonly string[], name: string): ConvertedGroup {
  const kind = name.replace(/\d+$/, '');
  const isFirst = names.find((other) => other.replace(/\d+$/, '') === kind) === name;
  const comment = isFirst ? comments[kind] : undefined;
  const entries = [...(writer.groups.get(name) ?? [])];
  return {
    name,
    above: [
      { kind: 'blank' },
      ...(comment === undefined ? [] : [{ kind: 'comment' as const, text: ` ${comment}` }]),
    ],
    lines: entries.map(([key, value]) => ({ kind: 'entry', key, value })),
  };
}

/** Some groups are read from INI files only. */
function isWritable(writer: GroupWriter, name: string): boolean {
  const schema = configGroup(configSchema('deepstream-app'), name);
  if (schema === undefined || isReadIn(schema, 'yaml')) return true;
  const isOn = writer.groups.get(name)?.get('enable') !== '0';
  writer.note(
    isOn ? 'lost' : 'advice',
    `deepstream-app reads [${name}] from INI files only: it is left out. Export to INI instead`,
    {},
  );
  return false;
}

/**
 * Rows have no names: each is the source of its place. Those that are on stay in the order of their
 * pads, the others go where their number puts them.
 */
function sourceRows(writer: GroupWriter, names: readonly string[]): string[] {
  const sources = names.filter((name) => groupNumber(name, 'source') !== undefined);
  const isOff = (name: string) => writer.groups.get(name)?.get('enable') === '0';
  const rows = sources.filter((name) => !isOff(name));
  const byNumber = (a: string, b: string) =>
    (groupNumber(a, 'source') ?? 0) - (groupNumber(b, 'source') ?? 0);
  for (const name of sources.filter(isOff).sort(byNumber)) {
    rows.splice(groupNumber(name, 'source') ?? rows.length, 0, name);
  }
  const moved = rows.filter((name, index) => name !== `source${index}`);
  if (moved.length > 0) {
    const message = `Sources of a CSV file are numbered by their rows: ${moved.join(', ')} get other numbers`;
    writer.note('changed', message, {});
  }
  return rows;
}

/** Every row has a value in every column: the app wants numbers where it expects them. */
function csvText(writer: GroupWriter, rows: readonly string[]): string {
  const keys = [...new Set(rows.flatMap((name) => [...(writer.groups.get(name)?.keys() ?? [])]))];
  const lines = rows.map((name) => {
    const entries = writer.groups.get(name);
    return keys
      .map((key) => {
        const filler = (key === 'gpu-id' ? writer.globalGpuId : undefined) ?? fillerOf(key);
        return cell(writer, name, key, entries?.get(key) ?? filler);
      })
      .join(',');
  });
  return `${[keys.join(','), ...lines].join('\n')}\n`;
}

function cell(writer: GroupWriter, group: string, key: string, value: string): string {
  if (!/[,\r\n]/.test(value)) return value;
  writer.note(
    'lost',
    `'${key}' of [${group}] has a comma, which its CSV file can't hold: ${value}`,
    {},
  );
  return value.replace(/[,\r\n]/g, ' ');
}
