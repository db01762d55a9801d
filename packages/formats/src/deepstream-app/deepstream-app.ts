/** deepstream-app's config files, as formats that are read and written. */
import {
  type Config,
  configGroup,
  configKey,
  configSchema,
  configSyntax,
} from '@pipewright/catalogue';
import type { ExportFormat } from '../export/export-format.ts';
import type { ImportFormat, ImportSource } from '../import/import-format.ts';
import { readAppText } from './app-config.ts';
import { readDeepstreamApp } from './read/read-deepstream-app.ts';
import { writeDeepstreamApp } from './write/write-deepstream-app.ts';

/** INI and YAML: the app tells them by the suffix. */
export const deepstreamAppImport: ImportFormat = {
  id: 'deepstream-app',
  title: 'a deepstream-app config',
  recognise,
  read: readDeepstreamApp,
};

const oneLine = "deepstream-app's own config, for as much of the pipeline as the app can build";

export const deepstreamAppExport: ExportFormat = {
  id: 'deepstream-app',
  title: 'deepstream-app (.txt)',
  summary: `${oneLine}; as INI, which knows every key`,
  isOneFile: false,
  language: configLanguage,
  write: (document, options) => writeDeepstreamApp(document, options, 'ini'),
};

export const deepstreamAppYamlExport: ExportFormat = {
  id: 'deepstream-app-yaml',
  title: 'deepstream-app (.yml)',
  summary: `${oneLine}; as YAML, with the sources in a CSV file`,
  isOneFile: false,
  language: configLanguage,
  write: (document, options) => writeDeepstreamApp(document, options, 'yaml'),
};

function configLanguage(path: string): string {
  if (/\.ya?ml$/.test(path)) return 'yaml';
  return path.endsWith('.csv') ? 'plaintext' : 'ini';
}

/** Names that other config files have too: they tell little. */
const common = /^(property|application|tests|source|tracker)$/;

/** The share of what the app knows; files of its relatives hold groups that it does not. */
function recognise({ text, fileName }: ImportSource): number {
  if (configSyntax(fileName, text) === 'protobuf') return 0;
  const schema = configSchema('deepstream-app');
  const config = readAppText(fileName, text);
  let known = 0;
  let unknown = 0;
  let isTelling = false;
  for (const { name, isGroup, entries } of config.sections) {
    const group = configGroup(schema, name);
    const keys = entries.filter(({ key }) => group && configKey(group, key)).length;
    if (!group || !isGroup || (entries.length > 0 && keys === 0)) {
      unknown += 1 + entries.length;
      continue;
    }
    const isSwitched = entries.some(({ key }) => key === group.switchedBy);
    if (group.switchedBy !== undefined && !isSwitched) unknown += 1;
    known += 1 + keys;
    unknown += entries.length - keys;
    if (!common.test(name)) isTelling = true;
  }
  if (!isTelling || 3 * known <= unknown) return 0;
  return isOfSampleApp(config) ? 0.2 : 0.25 + (0.7 * known) / (known + unknown);
}

/** Sample apps say their sources where deepstream-app names a CSV file. */
function isOfSampleApp({ format, groups }: Config): boolean {
  if (format !== 'yaml') return false;
  const source = groups.get('source');
  return (
    groups.has('source-list') || (source !== undefined && !source.entries.has('csv-file-path'))
  );
}
