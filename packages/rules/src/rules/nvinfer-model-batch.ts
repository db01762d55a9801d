import {
  entryOf,
  filePlace,
  type KnownConfigFile,
  removeLineFix,
  valueFix,
} from '../config/config-files.ts';
import { isSwitchedOn, modelOf, type NvinferModel, shapeText } from '../config/nvinfer-model.ts';
import type { Fix } from '../diagnostic.ts';
import { inferenceSetting } from '../inference-settings.ts';
import { type ElementView, settingOf } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, type Report, setPropertyFix } from '../rule.ts';

/** A model whose batch axis is fixed, or open with no way to set it. */
export const nvinferModelBatch: ElementRule = {
  id: 'nvinfer-model-batch',
  severity: 'warning',
  title: "nvinfer's batch-size is one that its model takes",
  topic: 'inference',
  explanation: prose`
    Compares nvinfer's batch-size with the batch axis of its ONNX model. A model exported with a
    fixed batch has shapes inside that count on that number, so the build of another one fails
    or its results are wrong. Use the model's batch, or export it with an open batch axis. It
    also finds force-implicit-batch-dim on a model with open axes, for which no engine can be
    built.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    const model = modelOf(element, index);
    const dims = model?.header.inputs[0]?.dims;
    if (!model || !dims) return;
    const batchSize = inferenceSetting(element, index, 'batch-size')?.number ?? 1;
    if (isSwitchedOn(model.file, 'force-implicit-batch-dim')) {
      checkImplicit(model, dims, report);
      return;
    }
    const [fixed] = dims;
    if (typeof fixed !== 'number' || fixed === batchSize) return;
    report({
      message: `'${element.name}' infers ${batchSize} at a time, but the batch axis of its model is fixed to ${fixed} (${shapeText(dims)}): what in the model counts on that fails`,
      place: filePlace(
        model.file,
        entryOf(model.file.config, 'property', 'batch-size') ?? model.entry,
      ),
      remedy: `Set batch-size to ${fixed}, or export the model with an open batch axis`,
      fixes: batchFix(element, model.file, fixed),
    });
  },
};

function batchFix(element: ElementView, file: KnownConfigFile, batchSize: number): Fix[] {
  const entry = entryOf(file.config, 'property', 'batch-size');
  const setting = settingOf(element, 'batch-size');
  if (!setting && entry && file.isOwned) return valueFix(file, entry, String(batchSize));
  const place = { element: element.name, property: setting?.property ?? 'batch-size' };
  return [setPropertyFix(`Set batch-size to ${batchSize}`, place, batchSize)];
}

/** The builder then gives no sizes for open axes, without which there is no engine. */
function checkImplicit(
  { file, buildSeverity }: NvinferModel,
  dims: readonly (number | string)[],
  report: Report,
): void {
  const entry = entryOf(file.config, 'property', 'force-implicit-batch-dim');
  if (!entry || dims.every((dim) => typeof dim === 'number')) return;
  report({
    message: `${file.config.path}: force-implicit-batch-dim leaves the open axes of the model's input (${shapeText(dims)}) without sizes, so no engine can be built`,
    place: filePlace(file, entry),
    remedy: 'Remove force-implicit-batch-dim: it was for models of before ONNX',
    fixes: removeLineFix(file, 'Remove force-implicit-batch-dim', entry.line),
    severity: buildSeverity,
  });
}
