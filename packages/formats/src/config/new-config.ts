/** A config file to start from: what its reader asks for, and what is usually set. */
import {
  type ConfigGroupSchema,
  type ConfigKey,
  type ConfigKind,
  type ConfigSchema,
  type ConfigSyntax,
  configGroup,
  configKey,
  isNamePattern,
  isReadIn,
  readConfig,
  syntaxOfNewConfig,
} from '@pipewright/catalogue';
import type { ConfigEdit } from './config-edit.ts';
import { editConfig } from './edit-config.ts';
import { starterName, starterValue } from './starter-value.ts';

/** Keys beside the required ones, by group as written, in the order of the file. */
const starters: Readonly<Partial<Record<ConfigKind, Readonly<Record<string, readonly string[]>>>>> =
  {
    nvinfer: {
      property: [
        'gie-unique-id',
        'gpu-id',
        'onnx-file',
        'labelfile-path',
        'batch-size',
        'network-mode',
        'network-type',
        'num-detected-classes',
        'net-scale-factor',
        'process-mode',
        'cluster-mode',
      ],
      'class-attrs-all': ['pre-cluster-threshold', 'nms-iou-threshold'],
    },
    nvinferserver: {
      infer_config: ['unique_id', 'gpu_ids', 'max_batch_size'],
      'infer_config.backend.triton': ['model_name', 'version'],
      'infer_config.backend.triton.model_repo': ['root'],
      'infer_config.preprocess.normalize': ['scale_factor'],
      'infer_config.postprocess': ['labelfile_path'],
      'infer_config.postprocess.detection': ['num_detected_classes'],
      'infer_config.postprocess.detection.nms': ['confidence_threshold', 'iou_threshold'],
    },
    tracker: {
      BaseConfig: ['minDetectorConfidence'],
      TargetManagement: ['maxTargetsPerStream', 'probationAge', 'maxShadowTrackingAge'],
      DataAssociator: ['dataAssociatorType', 'associationMatcherType', 'checkClassMatch'],
      StateEstimator: ['stateEstimatorType'],
    },
    analytics: {
      property: [],
      'roi-filtering-stream-0': ['enable', 'roi-<label>', 'class-id'],
    },
    preprocess: {
      property: ['target-unique-ids'],
      'user-configs': ['pixel-normalization-factor'],
      'group-0': ['src-ids', 'process-on-roi', 'roi-params-src-<N>'],
    },
    postprocess: { property: ['num-detected-classes', 'labelfile-path'] },
    msgconv: { sensor0: ['enable', 'type', 'id'] },
    msgbroker: { 'message-broker': [] },
    dewarper: { property: [], surface0: ['focal-length'] },
    metamux: { property: ['active-pad'] },
    streammux: { property: ['algorithm-type', 'batch-size'] },
    'deepstream-app': { application: ['enable-perf-measurement'] },
  };

export interface NewConfig {
  readonly text: string;
  readonly syntax: ConfigSyntax;
  /** Of a file's name, so that its reader reads it in this syntax. */
  readonly suffix: string;
}

/**
 * A file that its reader accepts, with names of models and labels to be replaced. Written in the
 * syntax given, or the first that the kind is read in.
 */
export function newConfig(
  schema: ConfigSchema,
  syntax: ConfigSyntax = syntaxOfNewConfig(schema),
): NewConfig {
  const head = schema.id === 'tracker' ? '%YAML:1.0\n' : '';
  const start = `${head}# ${schema.title}: relative paths start at the pipeline's folder.\n`;
  const suffix = suffixes[syntax];
  const edits = groupsOf(schema, syntax).flatMap(({ name, group, keys }) =>
    keys.map((key): ConfigEdit => setKey(schema, name, group, key)),
  );
  const text = editConfig(readConfig(`new${suffix}`, start, syntax), edits);
  return { text, syntax, suffix };
}

/** The edit that writes a key with a value to start from. */
export function setKey(
  schema: ConfigSchema,
  name: string,
  group: ConfigGroupSchema,
  key: ConfigKey,
): ConfigEdit {
  return {
    kind: 'set-key',
    group: name,
    key: starterName(key.key),
    value: starterValue(schema.id, key),
    ...formOf(key),
    ...(group.yamlList === undefined ? {} : { list: group.yamlList }),
  };
}

/** The edits that add a group with the keys that its reader asks for. */
export function addGroupEdits(
  schema: ConfigSchema,
  name: string,
  syntax: ConfigSyntax,
): readonly ConfigEdit[] {
  const group = configGroup(schema, name);
  if (!group) return [{ kind: 'add-group', group: name }];
  const required = group.keys.filter((key) => key.required && isReadIn(key, syntax));
  const isItem = group.yamlList !== undefined && syntax === 'yaml';
  // An entry of a YAML list is there by its first key.
  const keys = isItem && required.length === 0 ? group.keys.slice(0, 1) : required;
  const sets = keys.map((key) => setKey(schema, name, group, key));
  return isItem ? sets : [{ kind: 'add-group', group: name }, ...sets];
}

/** How protobuf text writes values of a key. */
export function formOf(key: ConfigKey): { form?: 'text' | 'list' | 'text-list' } {
  switch (key.type) {
    case 'string':
    case 'path':
      return { form: 'text' };
    case 'int-list':
    case 'double-list':
      return { form: 'list' };
    case 'string-list':
    case 'path-list':
      return { form: 'text-list' };
    default:
      return {};
  }
}

const suffixes: Readonly<Record<ConfigSyntax, string>> = {
  ini: '.txt',
  yaml: '.yml',
  protobuf: '.pbtxt',
};

interface StarterGroup {
  readonly name: string;
  readonly group: ConfigGroupSchema;
  readonly keys: readonly ConfigKey[];
}

function groupsOf(schema: ConfigSchema, syntax: ConfigSyntax): StarterGroup[] {
  const wanted = starters[schema.id] ?? {};
  const named = Object.keys(wanted);
  const missing = schema.groups.filter(
    ({ name, required }) =>
      required && !named.some((each) => configGroup(schema, each)?.name === name),
  );
  const names = [...named, ...missing.map(({ name }) => starterName(name))];
  return names.flatMap((name) => {
    const group = configGroup(schema, name);
    if (!group || !isReadIn(group, syntax)) return [];
    const extra = (wanted[name] ?? []).flatMap((key) => configKey(group, starterName(key)) ?? []);
    const keys = [...new Set([...group.keys.filter(({ required }) => required), ...extra])];
    const first = group.keys.find(({ key }) => !isNamePattern(key));
    const all = keys.length === 0 && first ? [first] : keys;
    return [{ name, group, keys: all.filter((key) => isReadIn(key, syntax)) }];
  });
}
