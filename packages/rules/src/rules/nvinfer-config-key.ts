import {
  confusedConfigKey,
  isReadIn,
  nearestNames,
  nvinferConfigKey,
  nvinferConfigKeys,
} from '@pipewright/catalogue';
import { filePlace, firstNvinferFile, lineFix } from '../config/nvinfer-files.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** nvinfer passes over keys that it does not know: a slip goes unnoticed. */
export const nvinferConfigKeyRule: ElementRule = {
  id: 'nvinfer-config-key',
  severity: 'warning',
  title: "nvinfer's config file has only keys that nvinfer knows",
  topic: 'config-files',
  explanation: prose`
    Compares groups and keys of nvinfer's config file with those that nvinfer reads. It passes
    over others with at most a warning in the log, so a slip such as a misspelt threshold leaves
    the default in force. Correct the name, or remove the line.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    const file = firstNvinferFile(element, index);
    if (!file) return;
    for (const group of file.config.groups.values()) {
      const kind = groupKind(group.name);
      if (!kind) {
        report({
          message: `${file.config.path}: nvinfer does not know the group '${group.name}'`,
          place: filePlace(file, group),
          remedy: 'Use property, class-attrs-all or class-attrs-<class number>',
        });
        continue;
      }
      for (const entry of group.entries.values()) {
        const known = nvinferConfigKey(kind, entry.key);
        if (known && isReadIn(known, file.config.format)) continue;
        const names = nvinferConfigKeys(kind).map(({ key }) => key);
        const confused = kind === 'property' ? confusedConfigKey('nvinfer', entry.key) : undefined;
        const meant = confused ? [confused] : known ? [] : nearestNames(entry.key, names);
        report({
          message: known
            ? `${file.config.path}: '${entry.key}' is read from INI files only, so it has no effect here`
            : `${file.config.path}: nvinfer does not know '${entry.key}' in ${group.name}, so it has no effect`,
          place: filePlace(file, entry),
          remedy: meant.length > 0 ? `Did you mean ${meant.join(', ')}?` : 'Remove it',
          fixes: meant.flatMap((name) =>
            lineFix(file, `Rename to ${name}`, entry.line, (text) => text.replace(entry.key, name)),
          ),
        });
      }
    }
  },
};

/** Which keys a group may have; undefined for a group that nvinfer does not read. */
export function groupKind(name: string): 'property' | 'class-attrs' | undefined {
  if (name === 'property') return 'property';
  return /^class-attrs-(all|\d+)$/.test(name) ? 'class-attrs' : undefined;
}
