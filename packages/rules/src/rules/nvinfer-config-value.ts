import { nvinferConfigKey, valueProblem } from '@pipewright/catalogue';
import {
  filePlace,
  firstNvinferFile,
  type NvinferFile,
  propertyEntry,
  propertyInteger,
  valueFix,
} from '../config/nvinfer-files.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Report } from '../rule.ts';
import { groupKind } from './nvinfer-config-key.ts';

/** A value in nvinfer's config is of the wrong type, out of range, or clashes with another. */
export const nvinferConfigValue: ElementRule = {
  id: 'nvinfer-config-value',
  severity: 'error',
  title: "The values in nvinfer's config file are sound",
  topic: 'config-files',
  explanation: prose`
    Compares the values in nvinfer's config file with what each key takes, and with each other:
    classes up to num-detected-classes, cluster-mode 4 for instance masks, a library for parser
    functions, the VIC on Jetson only. nvinfer stops at most of these, and works with another
    value at the rest. Write what the message expects.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    const file = firstNvinferFile(element, index);
    if (!file) return;
    checkValues(file, report);
    checkClassGroups(file, report);
    checkTogether(file, report, index.document.target.platform);
  },
};

function checkValues(file: NvinferFile, report: Report): void {
  const { config } = file;
  for (const group of config.groups.values()) {
    const kind = groupKind(group.name);
    if (!kind) continue;
    for (const entry of group.entries.values()) {
      const key = nvinferConfigKey(kind, entry.key);
      const problem = key && valueProblem(key, entry.value, config.format);
      if (!problem) continue;
      report({
        message: `${config.path}: '${entry.key}' expects ${problem.expected}, got '${entry.value}'`,
        place: filePlace(file, entry),
        remedy: `Write ${problem.expected}`,
        fixes: problem.nearest === undefined ? [] : valueFix(file, entry, problem.nearest),
        severity: problem.severity,
      });
    }
  }
}

/** class-attrs-N is read for N under num-detected-classes; more stop the start. */
function checkClassGroups(file: NvinferFile, report: Report): void {
  const numClasses = propertyInteger(file.config, 'num-detected-classes');
  const networkType = propertyInteger(file.config, 'network-type') ?? 0;
  if (numClasses === undefined || (networkType !== 0 && networkType !== 3)) return;
  for (const group of file.config.groups.values()) {
    const number = /^class-attrs-(\d+)$/.exec(group.name)?.[1];
    if (number === undefined || Number(number) < numClasses) continue;
    report({
      message: `${file.config.path}: ${group.name} is for class ${number}, but num-detected-classes is ${numClasses}, so the last class is ${numClasses - 1}`,
      place: filePlace(file, group),
      remedy: 'Correct the number, or raise num-detected-classes',
    });
  }
}

function checkTogether(file: NvinferFile, report: Report, platform: string): void {
  const { config } = file;
  const clusterMode = propertyInteger(config, 'cluster-mode') ?? 0;
  const needsNone =
    propertyInteger(config, 'network-type') === 3
      ? propertyEntry(config, 'network-type')
      : isOn(config, 'output-instance-mask')
        ? propertyEntry(config, 'output-instance-mask')
        : undefined;
  if (needsNone && clusterMode !== 4) {
    const entry = propertyEntry(config, 'cluster-mode');
    report({
      message: `${config.path}: with ${needsNone.key}=${needsNone.value} nvinfer starts only with cluster-mode 4, got ${clusterMode}`,
      place: filePlace(file, entry ?? needsNone),
      remedy: 'Set cluster-mode to 4',
      fixes: entry ? valueFix(file, entry, '4') : [],
    });
  }
  const type = propertyEntry(config, 'network-type');
  if (type?.value === '3' && !propertyEntry(config, 'parse-bbox-instance-mask-func-name')) {
    report({
      message: `${config.path}: nvinfer has no parser of its own for instance masks (network-type 3), so it needs parse-bbox-instance-mask-func-name`,
      place: filePlace(file, type),
      remedy:
        'Set parse-bbox-instance-mask-func-name, and custom-lib-path to the library that has it',
    });
  }
  const functions = [...(config.groups.get('property')?.entries.values() ?? [])].filter(({ key }) =>
    /^(parse-.*|engine-create)-func-name$/.test(key),
  );
  for (const entry of functions) {
    if (propertyEntry(config, 'custom-lib-path')) break;
    report({
      message: `${config.path}: '${entry.key}' names a function of a library, but custom-lib-path is not set`,
      place: filePlace(file, entry),
      remedy: 'Set custom-lib-path to the library that has it',
      // nvinfer has some parsers of its own.
      severity: 'warning',
    });
  }
  const hardware = propertyEntry(config, 'scaling-compute-hw');
  if (hardware?.value === '2' && platform !== 'jetson') {
    report({
      message: `${config.path}: scaling-compute-hw 2 is the VIC, which only Jetson has`,
      place: filePlace(file, hardware),
      remedy: 'Use 0 or 1',
      fixes: valueFix(file, hardware, '0'),
    });
  }
}

function isOn(config: NvinferFile['config'], key: string): boolean {
  return /^(1|true)$/.test(propertyEntry(config, key)?.value ?? '');
}
