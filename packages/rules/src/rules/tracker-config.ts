import { type ConfigEntry, listItems } from '@pipewright/catalogue';
import {
  configFilesOf,
  entryOf,
  filePlace,
  firstConfigFilesOf,
  type KnownConfigFile,
  setEntryFix,
} from '../config/config-files.ts';
import { propertyPlace, textOf } from '../element-values.ts';
import { batcherOf } from '../flow.ts';
import { type ElementView, effectiveInteger, type PipelineIndex } from '../pipeline-index.ts';
import { readBoolean } from '../property-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, type Report, setPropertyFix } from '../rule.ts';

/** Settings of the low-level tracker that need others, of its file or of nvtracker. */
export const trackerConfig: ElementRule = {
  id: 'tracker-config',
  severity: 'warning',
  title: "The tracker's config file fits nvtracker and the platform",
  topic: 'tracking',
  explanation: prose`
    Compares settings of the low-level tracker's config with each other, with nvtracker and with
    the platform: the PVA and what it needs, the model and calibration of re-identification,
    sizes that are multiples of 32, camera models and sub-batches for every source. The tracker
    library stops at some of these, and tracks badly or leaves sources out at others. Write what
    the message asks for.`,
  scope: 'element',
  factories: ['nvtracker'],
  check(element, index, report) {
    for (const file of firstConfigFilesOf(element, index)) {
      checkPva(file, index, report);
      checkReid(file, report);
    }
    for (const file of configFilesOf(element, index)) {
      checkSize(element, file, report);
      checkCameras(element, file, report);
    }
    checkSubBatches(element, report);
  },
};

function textIn({ config }: KnownConfigFile, group: string, key: string): string | undefined {
  return entryOf(config, group, key)?.value;
}

function isOn(file: KnownConfigFile, group: string, key: string, otherwise: boolean): boolean {
  const value = textIn(file, group, key);
  return value === undefined ? otherwise : readBoolean(value) === true;
}

/** The PVA of Jetson computes one kind of feature only. */
function checkPva(file: KnownConfigFile, index: PipelineIndex, report: Report): void {
  const backend = entryOf(file.config, 'VisualTracker', 'vpiBackend4DcfTracker');
  if (backend?.value !== '2') return;
  if (index.document.target.platform !== 'jetson') {
    report({
      message: `${file.config.path}: vpiBackend4DcfTracker 2 is the PVA, which only Jetson has`,
      place: filePlace(file, backend),
      remedy: 'Use 1 (CUDA)',
      fixes: setEntryFix(file, 'VisualTracker', 'vpiBackend4DcfTracker', '1'),
      severity: 'error',
    });
    return;
  }
  const needed = {
    visualTrackerType: '2',
    useColorNames: '1',
    useHog: '1',
    featureImgSizeLevel: '3',
  };
  for (const [key, wanted] of Object.entries(needed)) {
    const value = textIn(file, 'VisualTracker', key);
    if (
      value === wanted ||
      (wanted === '1' && isOn(file, 'VisualTracker', key, key === 'useColorNames'))
    ) {
      continue;
    }
    report({
      message: `${file.config.path}: the PVA (vpiBackend4DcfTracker 2) needs ${key} ${wanted}, got ${value ?? 'nothing'}`,
      place: filePlace(file, entryOf(file.config, 'VisualTracker', key) ?? backend),
      remedy: `Set ${key} to ${wanted}`,
      fixes: setEntryFix(file, 'VisualTracker', key, wanted),
      severity: 'error',
    });
  }
}

function checkReid(file: KnownConfigFile, report: Report): void {
  const type = entryOf(file.config, 'ReID', 'reidType');
  if (!type || type.value === '0') return;
  const models = ['onnxFile', 'modelEngineFile', 'tltEncodedModel'];
  if (!models.some((key) => textIn(file, 'ReID', key))) {
    report({
      message: `${file.config.path}: reidType ${type.value} needs a model, but there is neither onnxFile nor modelEngineFile`,
      place: filePlace(file, type),
      remedy: 'Set onnxFile',
    });
  }
  const mode = entryOf(file.config, 'ReID', 'networkMode');
  if (mode?.value === '2' && !textIn(file, 'ReID', 'calibrationTableFile')) {
    report({
      message: `${file.config.path}: networkMode 2 is INT8 here, which needs calibrationTableFile`,
      place: filePlace(file, mode),
      remedy: 'Set calibrationTableFile, or use networkMode 1 (FP16)',
      fixes: setEntryFix(file, 'ReID', 'networkMode', '1'),
    });
  }
}

/** Visual features and ReID's own scaler work on sizes that 32 divides. */
function checkSize(element: ElementView, file: KnownConfigFile, report: Report): void {
  const usesFeatures = textIn(file, 'VisualTracker', 'visualTrackerType') === '1';
  const usesReid =
    (textIn(file, 'ReID', 'reidType') ?? '0') !== '0' &&
    !isOn(file, 'ReID', 'useVPICropScaler', false);
  if (!usesFeatures && !usesReid) return;
  for (const property of ['tracker-width', 'tracker-height']) {
    const size = effectiveInteger(element, property);
    if (size === undefined || size < 1 || size % 32 === 0) continue;
    const wanted = Math.max(32, Math.round(size / 32) * 32);
    const place = propertyPlace(element, property);
    report({
      message: `${property} of '${element.name}' is ${size}, but with ${file.config.path} (${usesFeatures ? 'visualTrackerType 1' : 'reidType'}) it is to be a multiple of 32`,
      place,
      remedy: `Set ${property} to ${wanted}`,
      fixes: [setPropertyFix(`Set ${property} to ${wanted}`, place, wanted)],
    });
  }
}

/** Linked inputs of the mux before an element; undefined where that can't be told. */
function sourceIdsBefore(element: ElementView): readonly number[] | undefined {
  const batcher = batcherOf(element);
  if (batcher?.node.factory !== 'nvstreammux' || batcher.inputs.length === 0) return undefined;
  const ids = batcher.inputs.map(({ to }) =>
    Number(/^sink_(\d+)$/.exec(to.pad)?.[1] ?? Number.NaN),
  );
  return ids.some(Number.isNaN) ? undefined : ids;
}

/** 3D tracking knows each stream's camera by its own file. */
function checkCameras(element: ElementView, file: KnownConfigFile, report: Report): void {
  const entry: ConfigEntry | undefined = entryOf(
    file.config,
    'ObjectModelProjection',
    'cameraModelFilepath',
  );
  const numSources = sourceIdsBefore(element)?.length;
  const numFiles = listItems(entry?.value ?? '').length;
  // With sub-batches each file is for a part of the sources.
  if (!entry || numSources === undefined || textOf(element, 'sub-batches') !== undefined) return;
  if (numFiles >= numSources) return;
  report({
    message: `${file.config.path}: cameraModelFilepath names ${numFiles} cameras for ${numSources} sources`,
    place: filePlace(file, entry),
    remedy: 'Name one file for each source, in their order',
  });
}

/** `0,1;2,3` lists the sources of each tracker instance, `2:2` only says how many it has. */
function checkSubBatches(element: ElementView, report: Report): void {
  const text = textOf(element, 'sub-batches');
  if (text === undefined) return;
  const place = propertyPlace(element, 'sub-batches');
  const parts = text.split(text.includes(':') ? ':' : ';').filter((part) => part.trim() !== '');
  const numFiles = listItems(textOf(element, 'll-config-file') ?? '').length;
  if (numFiles > 1 && numFiles !== parts.length) {
    report({
      message: `'${element.name}' has ${parts.length} sub-batches, but ll-config-file names ${numFiles} files`,
      place,
      remedy: 'Name one config file for each sub-batch, separated by ;',
    });
  }
  const sources = sourceIdsBefore(element);
  if (text.includes(':') || !sources) return;
  const covered = new Set(parts.flatMap((part) => part.split(',')).map((id) => Number(id.trim())));
  const left = sources.filter((id) => !covered.has(id));
  if (left.length === 0) return;
  const value = `${text.replace(/[;\s]+$/, '')},${left.join(',')}`;
  report({
    message: `sub-batches of '${element.name}' leaves out source ${left.join(', ')}`,
    place,
    remedy: 'Put every source into a sub-batch',
    fixes: [setPropertyFix(`Set sub-batches to ${value}`, place, value)],
  });
}
