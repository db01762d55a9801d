import type { ConfigGroup } from '@pipewright/catalogue';
import {
  configFileOf,
  entryOf,
  filePlace,
  type KnownConfigFile,
  valueFix,
} from '../config/config-files.ts';
import { type Gie, gieNames, giesBefore, giesBehind, integersIn } from '../config/gie-ids.ts';
import { batcherOf } from '../flow.ts';
import { chainBefore } from '../inference-chain.ts';
import { inferenceSetting } from '../inference-settings.ts';
import type { ElementView, PipelineIndex } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Report } from '../rule.ts';

/** What nvdspreprocess' config asks of the pipeline: models that take its tensors, sources, batches. */
export const preprocessConfig: ElementRule = {
  id: 'preprocess-config',
  severity: 'error',
  title: "nvdspreprocess' config file fits the pipeline",
  topic: 'inference',
  explanation: prose`
    Compares nvdspreprocess' config file with the pipeline: target-unique-ids with the models
    behind it, operate-on-gie-id with the detectors before it, src-ids with the linked sources,
    and the batch in network-input-shape with the model's. Tensors for an id that none has are
    never used, and another batch is split or makes a new engine. Correct the key that the
    message names.`,
  scope: 'element',
  factories: ['nvdspreprocess'],
  check(element, index, report) {
    const file = configFileOf(element, index, 'preprocess');
    if (!file || file.config.problems.length > 0) return;
    const behind = giesBehind(element, index);
    checkTargets(element, file, behind, report);
    checkDetector(element, file, index, report);
    checkSources(element, file, report);
    checkBatch(file, behind, index, report);
  },
};

/** Every id that it makes tensors for is one of a model behind it. */
function checkTargets(
  element: ElementView,
  file: KnownConfigFile,
  behind: readonly Gie[],
  report: Report,
): void {
  const entry = entryOf(file.config, 'property', 'target-unique-ids');
  const targets = integersIn(entry?.value);
  const ids = behind.map(({ id }) => id);
  if (!entry || !targets || behind.length === 0 || ids.includes(undefined)) return;
  const unknown = targets.filter((id) => !ids.includes(id));
  if (unknown.length === 0) return;
  const [nearest] = ids;
  report({
    message: `${file.config.path}: target-unique-ids names ${unknown.join(', ')}, but behind '${element.name}' stand only ${gieNames(behind)}`,
    place: filePlace(file, entry),
    remedy: 'Name the ids of the inference elements that take the tensors',
    fixes: valueFix(file, entry, String(nearest)),
    // What no model takes is made in vain; the others get theirs.
    ...(unknown.length < targets.length ? { severity: 'warning' as const } : {}),
  });
}

/** In object mode it cuts out what a detector before it has found. */
function checkDetector(
  element: ElementView,
  file: KnownConfigFile,
  index: PipelineIndex,
  report: Report,
): void {
  const onFrames = entryOf(file.config, 'property', 'process-on-frame')?.value;
  const entry = entryOf(file.config, 'property', 'operate-on-gie-id');
  const [wanted] = integersIn(entry?.value) ?? [];
  if (onFrames !== '0' || !entry || wanted === undefined || wanted < 0) return;
  const before = giesBefore(element, index);
  const ids = before.map(({ id }) => id);
  if (before.length === 0 || ids.includes(wanted) || ids.includes(undefined)) return;
  if (!chainBefore(element).isKnown) return;
  report({
    message: `${file.config.path}: operate-on-gie-id is ${wanted}, but before '${element.name}' stand only ${gieNames(before)}`,
    place: filePlace(file, entry),
    remedy: 'Name the id of a detector before it',
    fixes: ids.flatMap((id) => valueFix(file, entry, String(id))),
  });
}

function groupsOf({ config }: KnownConfigFile): readonly ConfigGroup[] {
  return [...config.groups.values()].filter(({ name }) => /^group-\d+$/.test(name));
}

/** Sources that are not linked, and regions of sources that the group does not have. */
function checkSources(element: ElementView, file: KnownConfigFile, report: Report): void {
  const batcher = batcherOf(element);
  const pads = batcher?.inputs.map(({ to }) => /^sink_(\d+)$/.exec(to.pad)?.[1]) ?? [];
  const isKnown =
    batcher?.node.factory === 'nvstreammux' && pads.length > 0 && !pads.includes(undefined);
  for (const { name, entries } of groupsOf(file)) {
    const entry = entries.get('src-ids');
    const ids = integersIn(entry?.value);
    if (!entry || !ids || ids.includes(-1)) continue;
    const missing = ids.filter((id) => !pads.includes(String(id)));
    if (batcher && isKnown && missing.length > 0) {
      report({
        message: `${file.config.path}: ${name} is for source ${missing.join(', ')}, but '${batcher.name}' has ${pads.join(', ')}`,
        place: filePlace(file, entry),
        remedy: 'Correct src-ids',
        severity: 'hint',
      });
    }
    for (const region of entries.values()) {
      const source = /^roi-params-src-(\d+)$/.exec(region.key)?.[1];
      if (source === undefined || ids.includes(Number(source))) continue;
      report({
        message: `${file.config.path}: ${region.key} has no effect, because ${name} is for source ${ids.join(', ')}`,
        place: filePlace(file, region),
        remedy: `Add ${source} to src-ids, or remove the line`,
        fixes: valueFix(file, entry, [...ids, source].join(';')),
        severity: 'warning',
      });
    }
  }
}

/** The tensor's batch is the model's, or batches are split or built anew. */
function checkBatch(
  file: KnownConfigFile,
  behind: readonly Gie[],
  index: PipelineIndex,
  report: Report,
): void {
  const entry = entryOf(file.config, 'property', 'network-input-shape');
  const shape = integersIn(entry?.value);
  const targets = integersIn(entryOf(file.config, 'property', 'target-unique-ids')?.value) ?? [];
  const [batchSize, ...rest] = shape ?? [];
  if (!entry || batchSize === undefined) return;
  for (const { element, id } of behind) {
    if (id === undefined || !targets.includes(id)) continue;
    const wanted = inferenceSetting(element, index, 'batch-size');
    if (wanted === undefined || wanted.number === batchSize) continue;
    report({
      message: `${file.config.path}: network-input-shape is for ${batchSize} at a time, but the batch-size of '${element.name}' is ${wanted.number}`,
      place: filePlace(file, entry),
      remedy: `Write ${wanted.number} as its first number, or change batch-size`,
      fixes: valueFix(file, entry, [wanted.number, ...rest].join(';')),
      severity: 'warning',
    });
  }
}
