import type { ConfigEntry } from '@pipewright/catalogue';
import { configFileOf, entryOf, filePlace, type KnownConfigFile } from '../config/config-files.ts';
import { type Gie, giesBefore, integersIn } from '../config/gie-ids.ts';
import { numberIn } from '../config/nvinfer-model.ts';
import type { Place } from '../diagnostic.ts';
import { chainBefore, isSecondary } from '../inference-chain.ts';
import { inferenceSetting } from '../inference-settings.ts';
import { type ElementView, type PipelineIndex, settingOf } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Objects of a class that no detector before has never come. */
export const classIds: ElementRule = {
  id: 'class-ids',
  severity: 'warning',
  title: 'Classes are ones that a detector before has',
  topic: 'inference',
  explanation: prose`
    Compares the class ids that nvinfer, nvdspreprocess, nvdsanalytics and nvtracker are told to
    work on with the number of classes that the detector before them has. Objects of a class
    that the detector does not know never come, so the element silently does nothing for it.
    Correct the ids, or num-detected-classes of the detector.`,
  scope: 'element',
  factories: ['nvinfer', 'nvdsanalytics', 'nvdspreprocess', 'nvtracker'],
  check(element, index, report) {
    for (const { name, ids, place, gieId, own } of listsOf(element, index)) {
      const numClasses = own ?? classesBefore(element, gieId, index);
      if (numClasses === undefined || numClasses < 1) continue;
      const unknown = ids.filter((id) => id >= numClasses);
      if (unknown.length === 0) continue;
      const whose = own === undefined ? 'the detector before it has' : 'its model has';
      report({
        message: `${name} names class ${unknown.join(', ')}, but ${whose} ${numClasses} classes, 0 to ${numClasses - 1}`,
        place,
        remedy: 'Correct the classes, or num-detected-classes of the detector',
      });
    }
  },
};

interface ClassList {
  /** For the message. */
  readonly name: string;
  readonly ids: readonly number[];
  readonly place: Place;
  /** The detector whose classes they are; absent or negative: any. */
  readonly gieId?: number | undefined;
  /** Classes of the element's own model, where the list is of those. */
  readonly own?: number;
}

function listsOf(element: ElementView, index: PipelineIndex): ClassList[] {
  switch (element.node.factory) {
    case 'nvinfer':
      return listsOfNvinfer(element, index);
    case 'nvdsanalytics':
      return listsInFile(configFileOf(element, index, 'analytics'), /-stream-\d+$/, 'class-id');
    case 'nvdspreprocess': {
      const file = configFileOf(element, index, 'preprocess');
      const gieId = file && numberIn(file, 'operate-on-gie-id');
      return listsInFile(file, /^group-\d+$/, 'operate-on-class-ids', gieId);
    }
    default:
      return listOfProperty(element, 'operate-on-class-ids');
  }
}

function listsOfNvinfer(element: ElementView, index: PipelineIndex): ClassList[] {
  const file = configFileOf(element, index, 'nvinfer');
  const lists: ClassList[] = [];
  if (isSecondary(element, index)) {
    const gieId = inferenceSetting(element, index, 'infer-on-gie-id')?.number;
    const fromProperty = listOfProperty(element, 'infer-on-class-ids', gieId);
    const isWritten = settingOf(element, 'infer-on-class-ids') !== undefined;
    lists.push(
      ...(isWritten
        ? fromProperty
        : listsInFile(file, /^property$/, 'operate-on-class-ids', gieId)),
    );
  }
  const own = file && numClassesIn(file);
  if (own !== undefined) {
    for (const list of listsInFile(file, /^property$/, 'filter-out-class-ids')) {
      lists.push({ ...list, own });
    }
  }
  return lists;
}

function listOfProperty(element: ElementView, property: string, gieId?: number): ClassList[] {
  const setting = settingOf(element, property);
  const ids = integersIn(
    typeof setting?.value === 'string' ? setting.value.replaceAll(/[:,]/g, ';') : undefined,
  );
  if (!setting || !ids) return [];
  const place = { element: element.name, property: setting.property };
  return [{ name: `${setting.property} of '${element.name}'`, ids, place, gieId }];
}

function listsInFile(
  file: KnownConfigFile | undefined,
  groups: RegExp,
  key: string,
  gieId?: number,
): ClassList[] {
  if (!file) return [];
  return [...file.config.groups.values()].flatMap(({ name, entries }) => {
    const entry: ConfigEntry | undefined = groups.test(name) ? entries.get(key) : undefined;
    const ids = integersIn(entry?.value);
    if (!entry || !ids) return [];
    const where = `${file.config.path}: ${key} of ${name}`;
    return [{ name: where, ids, place: filePlace(file, entry), gieId }];
  });
}

/** How many classes objects before an element can have; undefined while not all is known. */
function classesBefore(
  element: ElementView,
  gieId: number | undefined,
  index: PipelineIndex,
): number | undefined {
  if (!chainBefore(element).isKnown) return undefined;
  const gies = giesBefore(element, index);
  if (gies.some(({ id }) => id === undefined)) return undefined;
  const isOfOne = gieId !== undefined && gieId >= 0;
  const detectors = isOfOne
    ? gies.filter(({ id }) => id === gieId)
    : gies.filter((gie) => !isClassifier(gie, index));
  const counts = detectors.map((gie) => numClassesOf(gie, index));
  const known = counts.filter((count) => count !== undefined);
  return known.length > 0 && known.length === counts.length ? Math.max(...known) : undefined;
}

function isClassifier({ element }: Gie, index: PipelineIndex): boolean {
  const file = configFileOf(element, index, 'nvinfer');
  return file !== undefined && [1, 2].includes(numberIn(file, 'network-type', 0) ?? 0);
}

function numClassesOf({ element }: Gie, index: PipelineIndex): number | undefined {
  const file = configFileOf(element, index, 'nvinfer');
  return file && numClassesIn(file);
}

/** Of a detector; one that makes objects elsewhere, out of its tensors, has any. */
function numClassesIn(file: KnownConfigFile): number | undefined {
  const type = numberIn(file, 'network-type', 0);
  if (type !== 0 && type !== 3) return undefined;
  return entryOf(file.config, 'property', 'num-detected-classes')
    ? numberIn(file, 'num-detected-classes')
    : undefined;
}
