import { listItems, nvinferConfigKey } from '@pipewright/catalogue';
import { filePlace, firstConfigFilesOf } from '../config/config-files.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** What nvinfer's YAML reader keeps of each name in a list. */
const maxCharacters = 63;

/** Names of layers are long; from YAML they come shortened, and then fit no layer. */
export const yamlNameLength: ElementRule = {
  id: 'yaml-name-length',
  severity: 'warning',
  title: "Names in nvinfer's YAML files are short enough",
  topic: 'config-files',
  explanation: prose`
    Looks at lists of names, such as output-blob-names, in YAML config files of nvinfer. Its
    YAML reader keeps only the first 63 characters of each, and a shortened name matches no
    layer of the model. Write the file as INI, or export the model with shorter names.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    for (const file of firstConfigFilesOf(element, index)) {
      if (file.config.format !== 'yaml') continue;
      for (const entry of file.config.groups.get('property')?.entries.values() ?? []) {
        const isList = nvinferConfigKey('property', entry.key)?.type.endsWith('-list');
        const long = isList
          ? listItems(entry.value).find((name) => name.length > maxCharacters)
          : undefined;
        if (long === undefined) continue;
        report({
          message: `${file.config.path}: from YAML nvinfer keeps ${maxCharacters} characters of each name in '${entry.key}', but '${long}' has ${long.length}`,
          place: filePlace(file, entry),
          remedy: 'Write the file as INI, or shorten the name in the model',
        });
      }
    }
  },
};
