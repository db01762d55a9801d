/** nvinfer's network-mode: how many bits the model calculates with. */
import type { Advice } from '../advice.ts';
import {
  configNumber,
  configText,
  type InferenceConfig,
  inferenceConfig,
  withConfigKey,
} from '../inference-config.ts';
import { type PipelineView, readText } from '../pipeline-view.ts';

const MODE_NAMES = ['FP32', 'INT8', 'FP16', 'best'] as const;
const INT8 = 1;
const FP16 = 2;

/** INT8 where it is calibrated, else FP16. */
export function precisions(view: PipelineView): Advice[] {
  return [...view.elements.values()].flatMap((element) => {
    const path = readText(view, element, 'config-file-path');
    if (element.node.factory !== 'nvinfer' || path === undefined) return [];
    const config = inferenceConfig(view, element);
    const calibration = config && configText(config, 'int8-calib-file');
    const mode = config && (configNumber(config, 'network-mode') ?? 0);
    const wanted = calibration === undefined ? FP16 : INT8;
    const settled = settleMode(config, mode, wanted);
    return [
      {
        id: `infer-precision:${element.name}`,
        topic: 'infer-precision',
        title: `Precision of '${element.name}'`,
        value: `network-mode ${wanted} (${MODE_NAMES[wanted]})`,
        arithmetic: [
          'network-mode: 0 = FP32 (4 bytes a weight), 1 = INT8 (1 byte), 2 = FP16 (2 bytes)',
          ...(mode === undefined ? [] : [`${path} has ${mode} (${MODE_NAMES[mode] ?? 'unknown'})`]),
          calibration === undefined
            ? 'no int8-calib-file: INT8 is out, FP16 halves the weights'
            : `int8-calib-file is ${calibration}: INT8 quarters the weights`,
          ...(settled.state === 'by-hand'
            ? [`set network-mode to ${wanted} in the property group of ${path}`]
            : []),
        ],
        assumptions: config
          ? ['The model has no quantisation of its own: with one, INT8 needs no calibration file']
          : [`${path} is not known here: no calibration file assumed`],
        why:
          wanted === INT8
            ? 'The model is calibrated: INT8 is the fastest and smallest. Compare its detections with those of FP16 before production.'
            : 'FP16 takes half the memory of FP32, is faster on GPUs with tensor cores, and rarely changes detections. INT8 without calibration data falls back to FP16. The CPU stand-in calculates as the model file does.',
        confidence: config ? 'medium' : 'low',
        place: { element: element.name, property: 'config-file-path' },
        ...settled,
      },
    ];
  });
}

function settleMode(
  config: InferenceConfig | undefined,
  mode: number | undefined,
  wanted: number,
): Pick<Advice, 'state' | 'edit'> {
  if (mode === wanted) return { state: 'already-so', edit: undefined };
  const text =
    config?.ownedName === undefined ? undefined : withConfigKey(config, 'network-mode', wanted);
  if (config?.ownedName === undefined || text === undefined) {
    return { state: 'by-hand', edit: undefined };
  }
  return { state: 'differs', edit: { kind: 'set-file', name: config.ownedName, text } };
}
