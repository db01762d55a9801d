import {
  configFileOf,
  entryOf,
  filePlace,
  type KnownConfigFile,
  valueFix,
} from '../config/config-files.ts';
import { giesBehind, integersIn } from '../config/gie-ids.ts';
import { modelOf, type NvinferModel, shapeText, tensorNames } from '../config/nvinfer-model.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Report } from '../rule.ts';

/** The tensor that nvdspreprocess makes is not one that the model behind it takes. */
export const preprocessTensor: ElementRule = {
  id: 'preprocess-tensor',
  severity: 'error',
  title: 'nvdspreprocess makes the tensor that its model takes',
  topic: 'inference',
  explanation: prose`
    Compares tensor-name and network-input-shape of nvdspreprocess with the inputs of the ONNX
    model that takes the tensor. nvinfer finds no tensor of another name, and stops at one of
    another shape. Write the model's input name and sizes.`,
  scope: 'element',
  factories: ['nvdspreprocess'],
  check(element, index, report) {
    const file = configFileOf(element, index, 'preprocess');
    const targets = integersIn(
      file && entryOf(file.config, 'property', 'target-unique-ids')?.value,
    );
    if (!file || !targets) return;
    for (const { element: gie, id } of giesBehind(element, index)) {
      if (id === undefined || !targets.includes(id)) continue;
      const model = modelOf(gie, index);
      if (!model) continue;
      checkName(file, model, gie.name, report);
      checkShape(file, model, gie.name, report);
    }
  },
};

function checkName(file: KnownConfigFile, { header }: NvinferModel, gie: string, report: Report) {
  const entry = entryOf(file.config, 'property', 'tensor-name');
  if (!entry || header.inputs.some(({ name }) => name === entry.value)) return;
  report({
    message: `${file.config.path}: tensor-name is '${entry.value}', but the inputs of the model of '${gie}' are ${tensorNames(header.inputs)}`,
    place: filePlace(file, entry),
    remedy: "Name the model's input",
    fixes: header.inputs.flatMap(({ name }) => valueFix(file, entry, name)),
  });
}

function checkShape(file: KnownConfigFile, { header }: NvinferModel, gie: string, report: Report) {
  const name = entryOf(file.config, 'property', 'tensor-name')?.value;
  const entry = entryOf(file.config, 'property', 'network-input-shape');
  const shape = integersIn(entry?.value);
  const dims = (header.inputs.find((input) => input.name === name) ?? header.inputs[0])?.dims;
  if (!entry || !shape || !dims) return;
  const fits = (dim: number | string, at: number) =>
    at === 0 || typeof dim === 'string' || dim === shape[at];
  if (dims.length === shape.length && dims.every(fits)) return;
  const wanted = dims.map((dim, at) => (at === 0 || typeof dim === 'string' ? shape[at] : dim));
  const isMended = wanted.every((dim) => dim !== undefined);
  report({
    message: `${file.config.path}: network-input-shape is ${shape.join(';')}, but the input of the model of '${gie}' is ${shapeText(dims)}`,
    place: filePlace(file, entry),
    remedy: "Write the model's sizes behind the number of tensors in a batch",
    fixes: isMended ? valueFix(file, entry, wanted.join(';')) : [],
  });
}
