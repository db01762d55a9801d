import { filePlace, firstNvinferFile } from '../config/nvinfer-files.ts';
import type { ElementRule } from '../rule.ts';

/** The sample detector has been another model for long. */
export const staleSampleModel: ElementRule = {
  id: 'stale-sample-model',
  severity: 'warning',
  title: 'Sample models are those that DeepStream ships',
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
      });
    }
  },
};
