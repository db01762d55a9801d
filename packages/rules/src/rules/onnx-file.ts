import { joinPath } from '@pipewright/catalogue';
import {
  filePlace,
  firstConfigFilesOf,
  type KnownConfigFile,
  pathInConfig,
} from '../config/config-files.ts';
import { buildSeverityOf, onnxEntryOf } from '../config/nvinfer-model.ts';
import type { PipelineIndex } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Report } from '../rule.ts';

/** The file that is named as a model is none, or its weights are not beside it. */
export const onnxFile: ElementRule = {
  id: 'onnx-file',
  severity: 'error',
  title: "nvinfer's model can be read",
  topic: 'inference',
  explanation: prose`
    Reads the header of the ONNX file that nvinfer's config names, and looks for the files that
    hold its weights. A file that is no ONNX model, such as an error page saved by a download,
    or one without its weights, can't be built into an engine. Fetch or export the model again,
    with its weight files beside it.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    for (const file of firstConfigFilesOf(element, index)) checkModel(file, index, report);
  },
};

function checkModel(file: KnownConfigFile, index: PipelineIndex, report: Report): void {
  const entry = onnxEntryOf(file);
  if (!entry) return;
  const path = pathInConfig(file, entry.value);
  const facts = index.file(path);
  if (!facts?.exists || !facts.onnx) return;
  const place = filePlace(file, entry);
  const severity = buildSeverityOf(file, index);
  if (!facts.onnx.isReadable) {
    report({
      message: `${file.config.path}: the model '${entry.value}' ${facts.onnx.problem}`,
      place,
      remedy: 'Fetch or export the model again, or correct onnx-file',
      severity,
    });
    return;
  }
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '';
  const missing = facts.onnx.externalFiles.filter((name) => {
    const weights = index.file(folder === '' ? name : joinPath(folder, name));
    return weights?.exists === false && weights.reason === 'missing';
  });
  if (missing.length === 0) return;
  report({
    message: `${file.config.path}: the weights of the model '${entry.value}' are missing: ${missing.join(', ')}`,
    place,
    remedy: 'Put them into the folder of the model',
    severity,
  });
}
