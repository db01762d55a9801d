import type { ConfigEntry } from '@pipewright/catalogue';
import { removeLineFix } from '../config/config-files.ts';
import {
  filePlace,
  firstNvinferFile,
  type NvinferFile,
  pathInConfig,
  propertyEntry,
  propertyInteger,
  startFolder,
  valueFix,
} from '../config/nvinfer-files.ts';
import type { FileFacts } from '../files.ts';
import { ownedFileName, type PipelineIndex, settingOf } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Report } from '../rule.ts';

/** nvinfer has no model, or a model file that is not there. */
export const nvinferModel: ElementRule = {
  id: 'nvinfer-model',
  severity: 'error',
  title: 'nvinfer has a model to run',
  topic: 'inference',
  explanation: prose`
    Looks for the model in nvinfer's config file and for the files that it names: ONNX model,
    engine, labels. Without a model there is nothing to run, and nvinfer stops; with an engine
    alone it runs only on the kind of GPU and TensorRT version that the engine was built with.
    Set onnx-file, and make labels and num-detected-classes agree. Keys for Caffe, UFF and
    encoded TAO models have no effect any more.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    const file = firstNvinferFile(element, index);
    if (!file) return;
    if (!file.config.groups.has('property')) return;
    checkModel(file, index, report);
    checkLabels(file, index, report);
    checkObsolete(file, report);
  },
};

/** Model files that this release can't build an engine from. */
const obsolete = ['model-file', 'proto-file', 'uff-file', 'tlt-encoded-model'];

function checkModel(file: NvinferFile, index: PipelineIndex, report: Report): void {
  const { config, element } = file;
  const onnx = propertyEntry(config, 'onnx-file');
  const engine = propertyEntry(config, 'model-engine-file');
  const engineSetting = settingOf(element, 'model-engine-file');
  const hasEngine = engine !== undefined || engineSetting !== undefined;
  if (
    propertyEntry(config, 'engine-create-func-name') ||
    propertyEntry(config, 'custom-network-config')
  ) {
    return;
  }
  if (!onnx) {
    const old = obsolete.map((key) => propertyEntry(config, key)).find(Boolean);
    if (!hasEngine) reportNoModel(file, old, report);
    else reportEngineOnly(file, engine, index, report);
    return;
  }
  const facts = factsIn(file, index, onnx.value);
  if (facts?.exists !== false || facts.reason === 'outside-allowed-folders') return;
  const engineFacts = engine && factsIn(file, index, engine.value);
  const canStart = engineFacts?.exists === true || engineSetting !== undefined;
  report({
    message: `${config.path}: the model '${onnx.value}' does not exist`,
    place: filePlace(file, onnx),
    remedy: `Correct onnx-file; relative paths start at ${startFolder(file)}`,
    ...(canStart ? { severity: 'warning' as const } : {}),
  });
}

/** Beside a model or an engine they do nothing. */
function checkObsolete(file: NvinferFile, report: Report): void {
  const { config, element } = file;
  const hasOther =
    propertyEntry(config, 'onnx-file') ??
    propertyEntry(config, 'model-engine-file') ??
    settingOf(element, 'model-engine-file');
  if (!hasOther) return;
  for (const key of obsolete) {
    const entry = propertyEntry(config, key);
    if (!entry) continue;
    report({
      message: `${config.path}: '${key}' is a kind of model that DeepStream no longer builds an engine from, so it has no effect`,
      place: filePlace(file, entry),
      remedy: `Remove ${key}`,
      fixes: removeLineFix(file, `Remove ${key}`, entry.line),
      severity: 'hint',
    });
  }
}

function reportNoModel(file: NvinferFile, old: ConfigEntry | undefined, report: Report): void {
  report({
    message: old
      ? `${file.config.path}: '${old.key}' is a kind of model that DeepStream no longer builds an engine from, and there is no onnx-file or model-engine-file`
      : `${file.config.path} names no model: neither onnx-file nor model-engine-file`,
    place: filePlace(file, old ?? file.config.groups.get('property')),
    remedy: 'Set onnx-file to a model in ONNX form',
  });
}

function reportEngineOnly(
  file: NvinferFile,
  engine: ConfigEntry | undefined,
  index: PipelineIndex,
  report: Report,
): void {
  const facts = engine && factsIn(file, index, engine.value);
  if (engine && facts?.exists === false && facts.reason === 'missing') {
    report({
      message: `${file.config.path}: the engine '${engine.value}' does not exist, and there is no onnx-file to build it from`,
      place: filePlace(file, engine),
      remedy: `Set onnx-file, or correct model-engine-file; relative paths start at ${startFolder(file)}`,
    });
    return;
  }
  report({
    message: `${file.config.path} names only a TensorRT engine, which runs on one kind of GPU and TensorRT version, and not at all on the CPU`,
    place: filePlace(file, engine ?? file.config.groups.get('property')),
    remedy: 'Set onnx-file as well, so that an engine can be built where none fits',
    severity: 'warning',
  });
}

function checkLabels(file: NvinferFile, index: PipelineIndex, report: Report): void {
  const { config } = file;
  const labels = propertyEntry(config, 'labelfile-path');
  if (!labels || labels.value === '') return;
  const path = pathInConfig(file, labels.value);
  const owned = ownedFileName(index.document, path);
  const facts = owned === undefined ? index.file(path) : undefined;
  if (facts?.exists === false && facts.reason !== 'outside-allowed-folders') {
    report({
      message: `${config.path}: the label file '${labels.value}' does not exist`,
      place: filePlace(file, labels),
      remedy: `Correct labelfile-path; relative paths start at ${startFolder(file)}`,
    });
    return;
  }
  const text =
    owned === undefined ? (facts?.exists ? facts.text : undefined) : index.document.files[owned];
  const numClasses = propertyInteger(config, 'num-detected-classes');
  const isDetector = (propertyInteger(config, 'network-type') ?? 0) === 0;
  if (text === undefined || numClasses === undefined || !isDetector) return;
  const numLabels = text.split('\n').filter((line) => line.trim() !== '').length;
  // Some files hold all labels on one line.
  if (numLabels === numClasses || (numLabels === 1 && text.includes(';'))) return;
  const entry = propertyEntry(config, 'num-detected-classes') ?? labels;
  report({
    message: `${config.path}: num-detected-classes is ${numClasses}, but '${labels.value}' has ${numLabels} labels`,
    place: filePlace(file, entry),
    remedy: 'Make both fit what the model detects',
    fixes: entry === labels ? [] : valueFix(file, entry, String(numLabels)),
    severity: 'warning',
  });
}

function factsIn(file: NvinferFile, index: PipelineIndex, path: string): FileFacts | undefined {
  return index.file(pathInConfig(file, path));
}
