import {
  configFileOf,
  entryOf,
  filePlace,
  type KnownConfigFile,
  valueFix,
} from '../config/config-files.ts';
import { numberIn } from '../config/nvinfer-model.ts';
import type { Fix, Place } from '../diagnostic.ts';
import { inferenceSetting } from '../inference-settings.ts';
import { type ElementView, type PipelineIndex, settingOf } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

const precisions = ['fp32', 'int8', 'fp16'];

/** nvinfer names engines after batch, GPU and precision: another name means another build. */
export const engineName: ElementRule = {
  id: 'engine-name',
  severity: 'warning',
  title: "An engine's name says what the config asks for",
  topic: 'inference',
  explanation: prose`
    Reads batch size, GPU and precision from the name of an engine as nvinfer writes it, and
    compares them with the config. nvinfer writes the engines that it builds under such names,
    so a name that says something else is of a file it never writes or of an engine that does
    not serve, and it builds a new one at every start, which takes minutes. Correct
    model-engine-file to the name of what is asked for.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    const file = configFileOf(element, index, 'nvinfer');
    const engine = file && engineOf(element, file);
    if (!file || !engine) return;
    const parts = /^(.*)_b(\d+)_gpu(\d+)_(fp32|fp16|int8)\.engine$/.exec(engine.path);
    if (!parts) return;
    const [, start = '', ...written] = parts;
    const wanted = wantedOf(element, file, index);
    const clashes = clashesOf(wanted, written);
    if (clashes.length === 0) return;
    const name = `${start}_b${Math.max(wanted.batchSize, Number(written[0]))}_gpu${wanted.gpu}_${wanted.precision ?? written[2]}.engine`;
    report({
      message: `${engine.owner}: by its name the engine '${engine.path}' is another: ${clashes.join('; ')}`,
      place: engine.place,
      remedy: 'Correct model-engine-file, or it is built anew at each start',
      fixes: engine.fixes(name),
    });
  },
};

interface Wanted {
  readonly batchSize: number;
  readonly gpu: number;
  readonly precision: string | undefined;
}

function wantedOf(element: ElementView, file: KnownConfigFile, index: PipelineIndex): Wanted {
  return {
    batchSize: inferenceSetting(element, index, 'batch-size')?.number ?? 1,
    gpu: inferenceSetting(element, index, 'gpu-id')?.number ?? 0,
    precision: precisions[numberIn(file, 'network-mode', 0) ?? -1],
  };
}

/** An engine serves batches up to its own. */
function clashesOf(
  { batchSize, gpu, precision }: Wanted,
  [batch = '', device = '', written = '']: readonly string[],
): string[] {
  return [
    ...(batchSize > Number(batch) ? [`batch-size is ${batchSize}, the engine's ${batch}`] : []),
    ...(gpu === Number(device) ? [] : [`the GPU is ${gpu}, the engine's ${device}`]),
    ...(precision === undefined || precision === written
      ? []
      : [`the precision is ${precision.toUpperCase()}, the engine's ${written.toUpperCase()}`]),
  ];
}

interface Engine {
  readonly path: string;
  /** Who names it, for the message. */
  readonly owner: string;
  readonly place: Place;
  fixes(path: string): Fix[];
}

/** The element's property wins over the file. */
function engineOf(element: ElementView, file: KnownConfigFile): Engine | undefined {
  const setting = settingOf(element, 'model-engine-file');
  if (setting) {
    const { value } = setting;
    const place = { element: element.name, property: setting.property };
    return typeof value !== 'string'
      ? undefined
      : {
          path: value,
          owner: `'${element.name}'`,
          place,
          fixes: (path) => [setPropertyFix(`Set ${setting.property} to ${path}`, place, path)],
        };
  }
  const entry = entryOf(file.config, 'property', 'model-engine-file');
  return (
    entry && {
      path: entry.value,
      owner: file.config.path,
      place: filePlace(file, entry),
      fixes: (path) => valueFix(file, entry, path),
    }
  );
}
