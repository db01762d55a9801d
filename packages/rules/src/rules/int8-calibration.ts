import {
  filePlace,
  firstNvinferFile,
  pathInConfig,
  propertyEntry,
  propertyInteger,
  valueFix,
} from '../config/nvinfer-files.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** INT8 engines are built from a calibration; without one the build falls back to FP16. */
export const int8Calibration: ElementRule = {
  id: 'int8-calibration',
  severity: 'warning',
  title: 'INT8 has a calibration file',
  topic: 'inference',
  explanation: prose`
    Looks for a calibration file where nvinfer's config asks for INT8 (network-mode 1) and has
    no engine. Without it the engine is built in FP16: it runs, but at another speed and memory
    than expected. Set int8-calib-file, or ask for FP16.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    const file = firstNvinferFile(element, index);
    if (!file) return;
    const { config } = file;
    const mode = propertyEntry(config, 'network-mode');
    if (!mode || propertyInteger(config, 'network-mode') !== 1) return;
    const calibration = propertyEntry(config, 'int8-calib-file');
    const facts = calibration && index.file(pathInConfig(file, calibration.value));
    const isMissing = facts?.exists === false && facts.reason === 'missing';
    if ((calibration && !isMissing) || propertyEntry(config, 'model-engine-file')) return;
    report({
      message: calibration
        ? `${config.path}: the calibration file '${calibration.value}' does not exist, so the engine is built in FP16`
        : `${config.path}: network-mode 1 is INT8, but there is no int8-calib-file, so the engine is built in FP16`,
      place: filePlace(file, calibration ?? mode),
      remedy: 'Set int8-calib-file, or use network-mode 2 (FP16)',
      fixes: valueFix(file, mode, '2'),
    });
  },
};
