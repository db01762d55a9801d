import {
  filePlace,
  nvinferFiles,
  propertyEntry,
  propertyInteger,
} from '../config/nvinfer-files.ts';
import { inferenceSetting } from '../inference-settings.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import type { DocumentRule } from '../rule.ts';

const precisions = ['fp32', 'int8', 'fp16'];

/** nvinfer names engines after batch, GPU and precision: another name means another build. */
export const engineName: DocumentRule = {
  id: 'engine-name',
  severity: 'warning',
  title: "An engine's name says what the config asks for",
  scope: 'document',
  check(index, report) {
    for (const file of nvinferFiles(index)) {
      const { config, element } = file;
      const entry = propertyEntry(config, 'model-engine-file');
      const parts = /_b(\d+)_gpu(\d+)_(fp32|fp16|int8)\.engine$/.exec(entry?.value ?? '');
      if (!entry || !parts) continue;
      const batchSize = inferenceSetting(element, index, 'batch-size')?.number;
      const gpu = propertyInteger(config, 'gpu-id') ?? effectiveInteger(element, 'gpu-id') ?? 0;
      const precision = precisions[propertyInteger(config, 'network-mode') ?? 0];
      const clashes = [
        ...(batchSize !== undefined && batchSize > Number(parts[1])
          ? [`batch-size is ${batchSize}, the engine's ${parts[1]}`]
          : []),
        ...(gpu === Number(parts[2]) ? [] : [`the GPU is ${gpu}, the engine's ${parts[2]}`]),
        ...(precision === undefined || precision === parts[3]
          ? []
          : [
              `the precision is ${precision.toUpperCase()}, the engine's ${parts[3]?.toUpperCase()}`,
            ]),
      ];
      if (clashes.length === 0) continue;
      report({
        message: `${config.path}: by its name the engine '${entry.value}' is another: ${clashes.join('; ')}`,
        place: filePlace(file, entry),
        remedy: 'Correct model-engine-file, or it is built anew at each start',
      });
    }
  },
};
