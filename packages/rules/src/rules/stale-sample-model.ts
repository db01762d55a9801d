import type { ConfigEntry } from '@pipewright/catalogue';
import { removeLineFix, spanFix } from '../config/config-files.ts';
import {
  filePlace,
  firstNvinferFile,
  type NvinferFile,
  valueFix,
} from '../config/nvinfer-files.ts';
import type { Fix } from '../diagnostic.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** The sample detector has been another model for long. */
export const staleSampleModel: ElementRule = {
  id: 'stale-sample-model',
  severity: 'warning',
  title: 'Sample models are those that DeepStream ships',
  topic: 'inference',
  explanation: prose`
    Finds the sample detector ResNet10 in nvinfer's config, which older guides name. DeepStream
    no longer ships it, nor builds engines from Caffe models, so the file is missing or useless.
    Use resnet18_trafficcamnet_pruned.onnx from the same folder, with its labels and
    calibration.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    const file = firstNvinferFile(element, index);
    if (!file) return;
    for (const entry of file.config.groups.get('property')?.entries.values() ?? []) {
      if (!/Primary_Detector\/.*resnet10|resnet10\.caffemodel/.test(entry.value)) continue;
      report({
        message: `${file.config.path}: '${entry.key}' names the sample detector ResNet10, which DeepStream no longer ships`,
        place: filePlace(file, entry),
        remedy:
          'Use samples/models/Primary_Detector/resnet18_trafficcamnet_pruned.onnx with its labels.txt and cal_trt.bin',
        fixes: fixesFor(file, entry),
      });
    }
  },
};

const model = 'resnet18_trafficcamnet_pruned.onnx';

/** The same folder of samples holds the model that took its place. */
function fixesFor(file: NvinferFile, entry: ConfigEntry): Fix[] {
  const folder = entry.value.slice(0, entry.value.lastIndexOf('/') + 1);
  const hasOnnx = file.config.groups.get('property')?.entries.has('onnx-file');
  switch (entry.key) {
    case 'onnx-file':
      return valueFix(file, entry, `${folder}${model}`);
    case 'int8-calib-file':
      return valueFix(file, entry, `${folder}cal_trt.bin`);
    case 'model-engine-file': {
      const build = /_b\d+_gpu\d+_\w+\.engine$/.exec(entry.value)?.[0] ?? '_b1_gpu0_fp16.engine';
      return valueFix(file, entry, `${folder}${model}${build}`);
    }
    case 'model-file':
      if (hasOnnx) return removeLineFix(file, 'Remove model-file', entry.line);
      return spanFix(
        file,
        `Replace by onnx-file ${folder}${model}`,
        { ...entry.valueSpan, line: entry.line, column: entry.column },
        file.config.format === 'yaml'
          ? `onnx-file: ${folder}${model}`
          : `onnx-file=${folder}${model}`,
      );
    default:
      return removeLineFix(file, `Remove ${entry.key}`, entry.line);
  }
}
