import { filePlace, firstNvinferFile, type NvinferFile } from '../config/nvinfer-files.ts';
import type { Fix } from '../diagnostic.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** The config can't be read: bad syntax, the wrong form for its suffix, no `property` group. */
export const nvinferConfigForm: ElementRule = {
  id: 'nvinfer-config-form',
  severity: 'error',
  title: "nvinfer's config file can be read",
  topic: 'config-files',
  explanation: prose`
    Looks at whether nvinfer's config file can be read at all: its lines, the syntax that its
    suffix asks for (.yml and .yaml are read as YAML, all else as INI), and the 'property'
    group. A file that can't be read stops the pipeline at its start. Correct the line, or give
    the file the suffix of its syntax.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    const file = firstNvinferFile(element, index);
    if (!file) return;
    const { config } = file;
    const other = otherForm(file);
    if (other) {
      report({
        message: `${config.path} is read as ${other.readAs} because of its suffix, but it is written as ${other.writtenAs}`,
        place: filePlace(file),
        remedy: `Give the file a suffix for ${other.writtenAs}: ${other.suffix}`,
        fixes: renameFix(file, other.suffix),
      });
      return;
    }
    for (const problem of config.problems.slice(0, 5)) {
      report({
        message: `${config.path}, line ${problem.line}: ${problem.message}`,
        place: filePlace(file, problem),
        remedy: 'Correct the line',
      });
    }
    if (config.problems.length === 0 && !config.groups.has('property')) {
      const group = config.format === 'ini' ? '[property]' : 'property:';
      report({
        message: `${config.path} has no ${group} group, so nvinfer finds no settings in it`,
        place: filePlace(file),
        remedy: `Put the settings under ${group}`,
      });
    }
  },
};

function otherForm({ config }: NvinferFile) {
  const { format, text } = config;
  if (format === 'yaml' && /^\s*\[property\]/m.test(text)) {
    return { readAs: 'YAML', writtenAs: 'INI', suffix: '.txt' };
  }
  if (format === 'ini' && /^property\s*:/m.test(text) && !/^\s*\[property\]/m.test(text)) {
    return { readAs: 'INI', writtenAs: 'YAML', suffix: '.yml' };
  }
  return undefined;
}

function renameFix({ config, element, isOwned }: NvinferFile, suffix: string): Fix[] {
  if (!isOwned) return [];
  const name = config.path.replace(/\.[^./]*$/, '') + suffix;
  const title = `Rename to ${name}`;
  return [
    {
      title,
      edit: {
        kind: 'batch',
        label: title,
        edits: [
          { kind: 'set-file', name, text: config.text },
          { kind: 'set-file', name: config.path },
          {
            kind: 'set-property',
            element: element.name,
            property: 'config-file-path',
            value: name,
          },
        ],
      },
    },
  ];
}
