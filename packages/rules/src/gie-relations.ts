/** Who works on what a GIE makes: not linked to it, but by the ids that properties and files name. */
import type { PipelineDocument } from '@pipewright/graph';
import type { CheckContext } from './check.ts';
import { booleanOf, textOf } from './element-values.ts';
import { downstreamElements, upstreamElements } from './flow.ts';
import { inferenceKey, isSecondary } from './inference-chain.ts';
import { inferenceSetting, isInference, serverConfig } from './inference-settings.ts';
import {
  type ElementView,
  indexPipeline,
  type PipelineIndex,
  settingOf,
} from './pipeline-index.ts';
import { readBoolean, readInteger } from './property-values.ts';

export interface GieRelation {
  /** `objects` are worked on, `tensors` are fed to a model, `results` are merged. */
  readonly kind: 'objects' | 'tensors' | 'results';
  /** The element that makes them. */
  readonly from: string;
  /** The element that works on them. */
  readonly to: string;
  /** The id by which the one names the other. */
  readonly gieId: number;
  /** Those of these classes, or of these sources, only; absent: all. */
  readonly only?: { readonly of: 'classes' | 'sources'; readonly ids: readonly number[] };
}

/**
 * Relations between elements that are on one way of the data, in the order of the elements that
 * work on them. A property beats the config file. Ids that no such element has, and -1 (any),
 * give none.
 */
export function gieRelations(
  document: PipelineDocument,
  { catalogue, files }: CheckContext,
): readonly GieRelation[] {
  const factories = Object.values(document.elements).map(({ factory }) => factory);
  if (!factories.some((factory) => Object.hasOwn(finders, factory))) return [];
  const index = indexPipeline(document, catalogue, files);
  const relations: GieRelation[] = [];
  for (const element of index.elements.values()) {
    const find = finders[element.node.factory];
    if (find) relations.push(...find(element, index));
  }
  return relations;
}

/** A relation in a few words: `objects of 1 · classes 0, 2`. */
export function relationText({ kind, gieId, only }: GieRelation): string {
  const what = kind === 'tensors' ? `tensors for ${gieId}` : `${kind} of ${gieId}`;
  return only === undefined ? what : `${what} · ${only.of} ${only.ids.join(', ')}`;
}

type Finder = (element: ElementView, index: PipelineIndex) => readonly GieRelation[];

const finders: Readonly<Record<string, Finder>> = {
  nvinfer: objectsOfSecondary,
  nvinferserver: objectsOfSecondary,
  nvdspreprocess: relationsOfPreprocess,
  nvtracker: tensorsOfTracker,
  nvdsmetamux: resultsOfMetamux,
};

function objectsOfSecondary(element: ElementView, index: PipelineIndex): readonly GieRelation[] {
  if (!isSecondary(element, index)) return [];
  const wanted = inferenceSetting(element, index, 'infer-on-gie-id')?.number;
  return fromMaker('objects', wanted, element, index, classesOf(element, index));
}

function classesOf(element: ElementView, index: PipelineIndex): readonly number[] {
  const setting = settingOf(element, 'infer-on-class-ids');
  if (setting) return setting.value === undefined ? [] : numbersIn(String(setting.value));
  if (element.node.factory === 'nvinfer') {
    return numbersIn(inferenceKey(element, index, 'operate-on-class-ids'));
  }
  // A repeated field: each of its values stands in an entry of its own.
  return (serverConfig(element, index)?.sections ?? [])
    .filter(({ name }) => name === 'input_control')
    .flatMap(({ entries }) => entries)
    .filter(({ key }) => key === 'operate_on_class_ids')
    .flatMap(({ value }) => numbersIn(value));
}

/** nvdspreprocess cuts out a detector's objects, and prepares tensors for models behind it. */
function relationsOfPreprocess(element: ElementView, index: PipelineIndex): readonly GieRelation[] {
  const { text, groups } = elementConfig(element, index);
  const targets = numbersIn(text('target-unique-ids'));
  const behind = targets.length === 0 ? [] : downstreamElements(element);
  const tensors = targets.flatMap((gieId): GieRelation[] => {
    const target = behind.find((view) => gieIdOf(view, index) === gieId);
    return target ? [{ kind: 'tensors', from: element.name, to: target.name, gieId }] : [];
  });
  const isOnFrames = readBoolean(text('process-on-frame') ?? true);
  const wanted = readInteger(text('operate-on-gie-id') ?? '');
  if (isOnFrames !== false || wanted === undefined) return tensors;
  const classes = groups.flatMap((group) => numbersIn(group.get('operate-on-class-ids')));
  return [...fromMaker('objects', Number(wanted), element, index, classes), ...tensors];
}

/** nvtracker can take tensors that were prepared for a model. */
function tensorsOfTracker(element: ElementView, index: PipelineIndex): readonly GieRelation[] {
  if (booleanOf(element, 'input-tensor-meta') !== true) return [];
  const gieId = Number(readInteger(settingOf(element, 'tensor-meta-gie-id')?.value ?? '') ?? -1n);
  const maker = upstreamElements(element).find(
    (view) =>
      view.node.factory === 'nvdspreprocess' &&
      numbersIn(elementConfig(view, index).text('target-unique-ids')).includes(gieId),
  );
  if (maker) return [{ kind: 'tensors', from: maker.name, to: element.name, gieId }];
  return fromMaker('tensors', gieId, element, index);
}

/** nvdsmetamux merges the results of models; for some it names the sources to keep. */
function resultsOfMetamux(element: ElementView, index: PipelineIndex): readonly GieRelation[] {
  const { groups } = elementConfig(element, index);
  return groups.flatMap((group) =>
    [...group].flatMap(([key, value]) => {
      const id = /^src-ids-model-(\d+)$/.exec(key)?.[1];
      if (id === undefined) return [];
      const ids = numbersIn(value);
      return fromMaker('results', Number(id), element, index, ids, 'sources');
    }),
  );
}

/** The relation to the nearest GIE before the element that has the id. */
function fromMaker(
  kind: GieRelation['kind'],
  gieId: number | undefined,
  element: ElementView,
  index: PipelineIndex,
  ids: readonly number[] = [],
  of: 'classes' | 'sources' = 'classes',
): readonly GieRelation[] {
  if (gieId === undefined || gieId < 0) return [];
  const maker = upstreamElements(element).find((view) => gieIdOf(view, index) === gieId);
  if (!maker) return [];
  const relation = { kind, from: maker.name, to: element.name, gieId };
  return [ids.length === 0 ? relation : { ...relation, only: { of, ids } }];
}

function gieIdOf(element: ElementView, index: PipelineIndex): number | undefined {
  return isInference(element) ? inferenceSetting(element, index, 'unique-id')?.number : undefined;
}

interface ElementConfig {
  /** A property, or else a key of the file's [property]. */
  text(name: string): string | undefined;
  /** The file's [group-N] and the like: key -> value. */
  readonly groups: readonly ReadonlyMap<string, string>[];
}

/** What an element with a `config-file` works with, its own properties over the file's. */
function elementConfig(element: ElementView, index: PipelineIndex): ElementConfig {
  const path = textOf(element, 'config-file');
  const config = path === undefined ? undefined : index.config(path);
  const groups = [...(config?.groups.values() ?? [])].filter(({ name }) => /^group-/.test(name));
  return {
    text: (name) => {
      const setting = settingOf(element, name);
      if (setting) return setting.value === undefined ? undefined : String(setting.value);
      return config?.groups.get('property')?.entries.get(name)?.value;
    },
    groups: groups.map(
      ({ entries }) => new Map([...entries].map(([key, { value }]) => [key, value])),
    ),
  };
}

/** Whole numbers of a list, whichever way it is separated; others are left out. */
function numbersIn(text: string | undefined): readonly number[] {
  return (text ?? '')
    .split(/[;:,\s]+/)
    .filter((part) => /^\d+$/.test(part))
    .map(Number);
}
