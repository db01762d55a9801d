/** deepstream-app's config files, as formats that are read and written. */
import {
  configGroup,
  configKey,
  configSchema,
  configSyntax,
  readConfig,
} from '@pipewright/catalogue';
import type { ImportFormat, ImportSource } from '../import/import-format.ts';
import { readDeepstreamApp } from './read-deepstream-app.ts';

/** INI and YAML: the app tells them by the suffix. */
export const deepstreamAppImport: ImportFormat = {
  id: 'deepstream-app',
  title: 'a deepstream-app config',
  recognise,
  read: readDeepstreamApp,
};

/** Names that other config files have too: they tell little. */
const common = /^(property|application|tests|source|tracker)$/;

/** Names that sample apps give their sources, where deepstream-app has a CSV file. */
const sampleAppSource = /^source(-list)?$/;

/** The share of what the app knows; files of its relatives hold groups that it does not. */
function recognise({ text, fileName }: ImportSource): number {
  if (configSyntax(fileName, text) === 'protobuf') return 0;
  const suffixed = /\.\w+$/.test(fileName) || !looksLikeYaml(text) ? fileName : 'pasted.yml';
  const schema = configSchema('deepstream-app');
  let known = 0;
  let unknown = 0;
  let isTelling = false;
  let isSampleApp = false;
  const { sections, format } = readConfig(suffixed, text);
  for (const { name, isGroup, entries } of sections) {
    const group = configGroup(schema, name);
    const keys = entries.filter(({ key }) => group && configKey(group, key)).length;
    if (!group || !isGroup || (entries.length > 0 && keys === 0)) {
      unknown += 1 + entries.length;
      continue;
    }
    const has = (key: string) => entries.some((entry) => entry.key === key);
    if (format === 'yaml' && sampleAppSource.test(name) && !has('csv-file-path'))
      isSampleApp = true;
    if (group.switchedBy !== undefined && !has(group.switchedBy)) unknown += 1;
    known += 1 + keys;
    unknown += entries.length - keys;
    if (!common.test(name)) isTelling = true;
  }
  if (!isTelling || 3 * known <= unknown) return 0;
  return isSampleApp ? 0.2 : 0.25 + (0.7 * known) / (known + unknown);
}

function looksLikeYaml(text: string): boolean {
  return /^[\w-]+:\s*$/m.test(text) && !/^\[[^\]]+\]\s*$/m.test(text);
}
