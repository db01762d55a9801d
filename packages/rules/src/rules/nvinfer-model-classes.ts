import {
  entryOf,
  filePlace,
  type KnownConfigFile,
  pathInConfig,
  setEntryFix,
} from '../config/config-files.ts';
import { firstModelOf, type NvinferModel, numberIn, shapeText } from '../config/nvinfer-model.ts';
import type { Fix } from '../diagnostic.ts';
import type { OnnxTensor } from '../files.ts';
import { ownedFileName, type PipelineIndex } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Report } from '../rule.ts';

/** The classes of a model, as nvinfer's own parsers find them, are others than the config says. */
export const nvinferModelClasses: ElementRule = {
  id: 'nvinfer-model-classes',
  severity: 'warning',
  title: "nvinfer's config has as many classes as its model",
  topic: 'inference',
  explanation: prose`
    Compares num-detected-classes and the labels with the number of classes that the outputs of
    the ONNX model have. With too few, objects of the other classes are lost; for segmentation
    nvinfer stops at another number; and labels that do not match give objects the wrong name.
    Write the number that the model has, and one label for each class.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    const model = firstModelOf(element, index);
    if (!model) return;
    const check = checks[numberIn(model.file, 'network-type', 0) ?? -1];
    check?.(model, index, report);
  },
};

type Check = (model: NvinferModel, index: PipelineIndex, report: Report) => void;

/** By network-type. */
const checks: Readonly<Record<number, Check>> = {
  0: checkDetector,
  1: checkClassifier,
  2: checkSegmentation,
};

function hasParser({ config }: KnownConfigFile, key: string): boolean {
  return entryOf(config, 'property', key) !== undefined;
}

/** DetectNet's coverage has one channel a class. */
function checkDetector({ file, header }: NvinferModel, _index: PipelineIndex, report: Report) {
  if (hasParser(file, 'parse-bbox-func-name')) return;
  const coverage = header.outputs.find(({ name }) => name.includes('cov'));
  const numClasses = coverage?.dims?.length === 4 ? coverage.dims[1] : undefined;
  const entry = entryOf(file.config, 'property', 'num-detected-classes');
  const own = numberIn(file, 'num-detected-classes');
  if (!coverage || !entry || typeof numClasses !== 'number' || own === undefined) return;
  if (own === numClasses) return;
  report({
    message: `${file.config.path}: num-detected-classes is ${own}, but the model detects ${numClasses}: its output '${coverage.name}' is ${shapeText(coverage.dims ?? [])}`,
    place: filePlace(file, entry),
    remedy: `Set num-detected-classes to ${numClasses}`,
    fixes: setEntryFix(file, 'property', 'num-detected-classes', String(numClasses)),
  });
}

/** nvinfer's own parser reads 32-bit floats with one channel a class, and stops at others. */
function checkSegmentation(
  { file, entry, header }: NvinferModel,
  _: PipelineIndex,
  report: Report,
) {
  if (hasParser(file, 'parse-segmentation-func-name')) return;
  const other = header.outputs.find(({ elementType }) => elementType !== 'float32');
  if (other && !entryOf(file.config, 'property', 'output-io-formats')) {
    report({
      message: `${file.config.path}: without parse-segmentation-func-name nvinfer reads outputs of float32 only, but the model's '${other.name}' is ${other.elementType}`,
      place: filePlace(file, entry),
      remedy:
        'Set parse-segmentation-func-name and custom-lib-path, or export scores for each class',
      severity: 'error',
    });
    return;
  }
  const [output] = header.outputs;
  const isLast = numberIn(file, 'segmentation-output-order', 0) === 1;
  const numClasses = output?.dims?.length === 4 ? output.dims[isLast ? 3 : 1] : undefined;
  const own = numberIn(file, 'num-detected-classes', 0);
  if (!output || typeof numClasses !== 'number' || own === undefined || own === numClasses) return;
  report({
    message: `${file.config.path}: num-detected-classes is ${own}, but the model's output '${output.name}' has ${numClasses} classes: ${shapeText(output.dims ?? [])}`,
    place: filePlace(file, entryOf(file.config, 'property', 'num-detected-classes') ?? entry),
    remedy: `Set num-detected-classes to ${numClasses}, or correct segmentation-output-order`,
    fixes: setEntryFix(file, 'property', 'num-detected-classes', String(numClasses)),
    severity: 'error',
  });
}

/** A classifier's labels: one line for each output, with its labels joined by semicolons. */
function checkClassifier({ file, header }: NvinferModel, index: PipelineIndex, report: Report) {
  if (hasParser(file, 'parse-classifier-func-name')) return;
  const entry = entryOf(file.config, 'property', 'labelfile-path');
  if (!entry || entry.value === '') return;
  const lines = linesOf(file, entry.value, index);
  if (!lines) return;
  for (const [at, output] of header.outputs.entries()) {
    const numClasses = classesOf(output);
    const numLabels = labelsIn(lines[at]).length;
    if (numClasses === undefined || numLabels === numClasses) continue;
    const isList = header.outputs.length === 1 && lines.length === numClasses && numLabels === 1;
    report({
      message: isList
        ? `${file.config.path}: '${entry.value}' has each label on a line of its own; a classifier's labels stand on one line, joined by semicolons`
        : `${file.config.path}: line ${at + 1} of '${entry.value}' has ${numLabels} labels, but the model's output '${output.name}' has ${numClasses} classes: ${shapeText(output.dims ?? [])}`,
      place: filePlace(file, entry),
      remedy: isList ? 'Join the labels by semicolons' : 'Write one label for each class',
      fixes: isList ? joinFix(file, entry.value, lines, index) : [],
    });
  }
}

function classesOf({ dims }: OnnxTensor): number | undefined {
  const [, classes, ...rest] = dims ?? [];
  return typeof classes === 'number' && rest.every((dim) => dim === 1) ? classes : undefined;
}

function labelsIn(line: string | undefined): string[] {
  return (line ?? '').split(';').filter((label) => label.trim() !== '');
}

function linesOf(file: KnownConfigFile, name: string, index: PipelineIndex): string[] | undefined {
  const path = pathInConfig(file, name);
  const owned = ownedFileName(index.document, path);
  const facts = owned === undefined ? index.file(path) : undefined;
  const text =
    owned === undefined ? (facts?.exists ? facts.text : undefined) : index.document.files[owned];
  return text?.split(/\r?\n/).filter((line) => line.trim() !== '');
}

function joinFix(
  file: KnownConfigFile,
  name: string,
  lines: readonly string[],
  index: PipelineIndex,
): Fix[] {
  const owned = ownedFileName(index.document, pathInConfig(file, name));
  if (owned === undefined) return [];
  const text = `${lines.map((line) => line.trim()).join(';')}\n`;
  return [
    { title: 'Join the labels by semicolons', edit: { kind: 'set-file', name: owned, text } },
  ];
}
