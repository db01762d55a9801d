import { listItems, nearestNames } from '@pipewright/catalogue';
import { entryOf, filePlace, valueFix } from '../config/config-files.ts';
import {
  firstModelOf,
  isSwitchedOn,
  type NvinferModel,
  numberIn,
  tensorNames,
} from '../config/nvinfer-model.ts';
import type { Fix } from '../diagnostic.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Report } from '../rule.ts';

/** Outputs that the model does not have, or that no parser of nvinfer knows. */
export const nvinferModelOutput: ElementRule = {
  id: 'nvinfer-model-output',
  severity: 'warning',
  title: "nvinfer's config fits its model's outputs",
  topic: 'inference',
  explanation: prose`
    Compares output-blob-names in nvinfer's config with the outputs of the ONNX model, and looks
    whether nvinfer's own box parser can read them. The own parser needs an output with "cov"
    and one with "bbox" in its name (DetectNet); with any other detector it stops or finds
    nothing. Correct the names, or set parse-bbox-func-name and custom-lib-path.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    const model = firstModelOf(element, index);
    if (!model) return;
    checkNames(model, report);
    checkDetector(model, report);
  },
};

function checkNames(model: NvinferModel, report: Report): void {
  const { file, header } = model;
  const entry = entryOf(file.config, 'property', 'output-blob-names');
  if (!entry) return;
  const names = listItems(entry.value);
  const known = header.outputs.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const meant = names.map((name) =>
    known.includes(name) ? name : (nearestNames(name, known, 1)[0] ?? name),
  );
  const isMended =
    meant.every((name) => known.includes(name)) && new Set(meant).size === meant.length;
  const values = [...(isMended ? [meant.join(';')] : []), known.join(';')];
  const fixes: Fix[] = [...new Set(values)].flatMap((value) => valueFix(file, entry, value));
  report({
    message: `${file.config.path}: the model has no output ${unknown.map((name) => `'${name}'`).join(', ')}; its outputs are ${tensorNames(header.outputs)}`,
    place: filePlace(file, entry),
    remedy: `Set output-blob-names to ${values[0]}`,
    fixes,
  });
}

/** Without a function of its own, nvinfer finds objects in outputs of DetectNet's form only. */
function checkDetector({ file, entry, header }: NvinferModel, report: Report): void {
  const function_ = entryOf(file.config, 'property', 'parse-bbox-func-name');
  if (numberIn(file, 'network-type', 0) !== 0 || function_ || isSwitchedOn(file, 'is-classifier')) {
    return;
  }
  const missing = ['cov', 'bbox'].filter(
    (part) => !header.outputs.some(({ name }) => name.includes(part)),
  );
  if (missing.length === 0) return;
  report({
    message: `${file.config.path}: without parse-bbox-func-name nvinfer reads an output with 'cov' and one with 'bbox' in its name, but the model's outputs are ${tensorNames(header.outputs)}`,
    place: filePlace(file, entryOf(file.config, 'property', 'network-type') ?? entry),
    remedy:
      'Set parse-bbox-func-name and custom-lib-path, or network-type to what the model is (100: parse its tensors yourself)',
    severity: 'error',
  });
}
