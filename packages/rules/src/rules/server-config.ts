import {
  configFileOf,
  entryOf,
  filePlace,
  firstConfigFilesOf,
  type KnownConfigFile,
  valueFix,
} from '../config/config-files.ts';
import { integersIn } from '../config/gie-ids.ts';
import { elementsOf } from '../neighbours.ts';
import type { ElementView, PipelineIndex } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Report } from '../rule.ts';

/** What nvinferserver can't do, though its config file has a place for it. */
export const serverConfig: ElementRule = {
  id: 'server-config',
  severity: 'error',
  title: "nvinferserver's config file asks for what it can do",
  topic: 'inference',
  explanation: prose`
    Looks in nvinferserver's config file for what its format allows but the element can't do:
    several GPUs, batches with LSTM loops, or a Triton repository that differs between two
    nvinferserver of one pipeline. It stops, or works with the settings of the first one. Change
    what the message names.`,
  scope: 'element',
  factories: ['nvinferserver'],
  check(element, index, report) {
    for (const file of firstConfigFilesOf(element, index)) {
      checkGpus(file, report);
      checkLoops(file, report);
      checkRepository(element, file, index, report);
    }
  },
};

function checkGpus(file: KnownConfigFile, report: Report): void {
  const written = file.config.sections
    .filter(({ name }) => name === 'infer_config')
    .flatMap(({ entries }) => entries)
    .filter(({ key }) => key === 'gpu_ids');
  const gpus = written.flatMap(({ value }) => integersIn(value) ?? []);
  const [entry] = written;
  if (!entry || gpus.length < 2) return;
  report({
    message: `${file.config.path}: nvinferserver works on one GPU, but gpu_ids names ${gpus.join(', ')}`,
    place: filePlace(file, entry),
    remedy: 'Name one GPU, and use an nvinferserver for each of the others',
    fixes: written.length === 1 ? valueFix(file, entry, `[${gpus[0]}]`) : [],
  });
}

/** State is kept for one stream. */
function checkLoops(file: KnownConfigFile, report: Report): void {
  const hasLoops = [...file.config.groups.keys()].some((name) =>
    name.startsWith('infer_config.lstm'),
  );
  const entry = entryOf(file.config, 'infer_config', 'max_batch_size');
  if (!hasLoops || !entry || entry.value === '1' || entry.value === '0') return;
  report({
    message: `${file.config.path}: with lstm max_batch_size can only be 1, got ${entry.value}`,
    place: filePlace(file, entry),
    remedy: 'Set max_batch_size to 1',
    fixes: valueFix(file, entry, '1'),
  });
}

const repository = 'infer_config.backend.triton.model_repo';

/** All nvinferserver of a process share one Triton server, which the first one sets up. */
function checkRepository(
  element: ElementView,
  file: KnownConfigFile,
  index: PipelineIndex,
  report: Report,
): void {
  const group = file.config.groups.get(repository);
  if (!group) return;
  for (const other of elementsOf(index, 'nvinferserver')) {
    if (other === element) return;
    const first = configFileOf(other, index, 'nvinferserver');
    const theirs = first?.config.groups.get(repository)?.entries;
    if (!first || !theirs) continue;
    const keys = new Set([...group.entries.keys(), ...theirs.keys()]);
    const differing = [...keys].filter(
      (key) => group.entries.get(key)?.value !== theirs.get(key)?.value,
    );
    if (differing.length === 0) continue;
    report({
      message: `${file.config.path}: model_repo has another ${differing.join(', ')} than in ${first.config.path}, but all nvinferserver of a process share what the first one sets`,
      place: filePlace(file, group.entries.get(differing[0] ?? '') ?? group),
      remedy: 'Write the same model_repo in both',
      severity: 'warning',
    });
    return;
  }
}
