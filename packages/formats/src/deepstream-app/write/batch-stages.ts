/** Follows the batches from the muxer to where pictures are shown, and writes each stage. */
import {
  analyticsPart,
  audioClassifierPart,
  converterPart,
  dsexamplePart,
  messageConverterPart,
  pluginTypes,
  preprocessPart,
  primaryParts,
  replayPart,
  secondaryParts,
  secondaryPreprocessPart,
  segvisualPart,
  textEmbedderPart,
  trackerPart,
  visionEncoderPart,
} from '../app-parts.ts';
import type { Part } from '../key-rule.ts';
import { GroupNumbers } from './group-numbers.ts';
import type { GroupWriter } from './group-writer.ts';
import { isSecondary, type OwnedFiles } from './owned-config.ts';
import type { GraphElement, GraphLink, PipelineGraph } from './pipeline-graph.ts';
import { leavePlumbing, throughPlumbing } from './plumbing.ts';
import { writeGieIds } from './write-gie-ids.ts';
import { leaveOut } from './write-sources.ts';

/** One stage with what only carries data to it. */
export interface Stage {
  readonly element: GraphElement;
  readonly plumbing: readonly GraphElement[];
}

/** Where the batches end. */
export interface BatchEnd {
  readonly stages: readonly Stage[];
  /** Links that lead to a message broker. */
  readonly brokers: readonly GraphLink[];
  /** The demuxer beside a tiler. */
  readonly beside: GraphElement | undefined;
  /** What shows or splits the batches. */
  readonly output: Stage | undefined;
}

const inference: ReadonlySet<string> = new Set(Object.keys(pluginTypes));
/** Elements that end the stretch of stages. */
const outputs =
  /^(nvmultistreamtiler|nvstreamdemux|nvdsosd|nvdslogger|.*sink|nvv4l2h26[45]enc|x26[45]enc|avenc_mpeg4)$/;

/** Walks from the muxer's source pad on. Tees on the way may feed brokers and a demuxer. */
export function followBatches(
  writer: GroupWriter,
  graph: PipelineGraph,
  start: GraphElement,
): BatchEnd {
  const stages: Stage[] = [];
  const brokers: GraphLink[] = [];
  const seen = new Set<string>();
  let beside: GraphElement | undefined;
  let plumbing: GraphElement[] = [];
  let links: readonly GraphLink[] = graph.linksFrom(start.name);
  while (links.length > 0) {
    const onward = links.filter((link) => {
      const goal = goalOf(graph, link);
      if (goal === 'broker' && links.length > 1) brokers.push(link);
      return goal !== 'broker' || links.length === 1;
    });
    const demux = onward.find(
      (link) => throughPlumbing(graph, link).end?.factory === 'nvstreamdemux',
    );
    const main = onward.find((link) => link !== demux) ?? demux;
    if (onward.length > 1 && demux) {
      const way = throughPlumbing(graph, demux);
      leavePlumbing(writer, way.elements);
      beside = way.end;
    }
    const [next] = main ? [throughPlumbing(graph, main)] : [];
    if (!main || !next?.end || seen.has(next.end.name)) break;
    // Several ways on, none of them a demuxer's: the pictures are shared out already.
    const shares = onward.filter((link) => link !== demux).length > 1;
    const tee = graph.elements.get(main.from.element);
    if (shares && tee) return { stages, brokers, beside, output: { element: tee, plumbing } };
    plumbing = [...plumbing, ...next.elements];
    const { end } = next;
    seen.add(end.name);
    if (outputs.test(end.factory)) {
      if (end.factory === 'nvmsgbroker') {
        brokers.push(main);
        return { stages, brokers, beside, output: undefined };
      }
      return { stages, brokers, beside, output: { element: end, plumbing } };
    }
    if (end.factory === 'nvmsgconv' && goalOf(graph, main) === 'broker') {
      brokers.push(main);
      return { stages, brokers, beside, output: undefined };
    }
    if (end.factory === 'tee') {
      leavePlumbing(writer, [end]);
      const after = graph.linksFrom(end.name);
      if (isShared(graph, after))
        return { stages, brokers, beside, output: { element: end, plumbing } };
    } else {
      stages.push({ element: end, plumbing });
      plumbing = [];
    }
    links = graph.linksFrom(end.name);
  }
  leavePlumbing(writer, plumbing);
  return { stages, brokers, beside, output: undefined };
}

function isShared(graph: PipelineGraph, links: readonly GraphLink[]): boolean {
  const pictures = links.filter((link) => {
    const { end } = throughPlumbing(graph, link);
    return goalOf(graph, link) !== 'broker' && end?.factory !== 'nvstreamdemux';
  });
  return pictures.length > 1;
}

/** Whether a way leads to a message broker and nothing else. */
function goalOf(graph: PipelineGraph, link: GraphLink): 'broker' | 'other' {
  let { end } = throughPlumbing(graph, link);
  if (end?.factory === 'nvmsgconv') {
    const [next] = graph.linksFrom(end.name);
    end = next && graph.linksFrom(end.name).length === 1 ? throughPlumbing(graph, next).end : end;
  }
  return end?.factory === 'nvmsgbroker' ? 'broker' : 'other';
}

interface StageGroup {
  readonly group: string;
  readonly part: Part;
  /** Its place in the app's order. */
  readonly at: number;
}

const single: Readonly<Record<string, StageGroup>> = {
  nvreplay: { group: 'replay', part: replayPart, at: 1 },
  nvinferaudio: { group: 'audio-classifier', part: audioClassifierPart, at: 1 },
  nvtracker: { group: 'tracker', part: trackerPart, at: 2 },
  nvdstextembedder: { group: 'text-embedder', part: textEmbedderPart, at: 3 },
  nvdsanalytics: { group: 'nvds-analytics', part: analyticsPart, at: 4 },
  nvsegvisual: { group: 'segvisual', part: segvisualPart, at: 7 },
  nvmsgconv: { group: 'message-converter', part: messageConverterPart, at: 9 },
  dsexample: { group: 'ds-example', part: dsexamplePart, at: 10 },
};

/** Writes the stages; `taken` are numbers of groups that are kept as they are. */
export function writeStages(
  writer: GroupWriter,
  stages: readonly Stage[],
  files: OwnedFiles,
  taken: (start: string) => readonly number[],
): void {
  const names = stages.map(({ element }) => element.name);
  const gies = new GroupNumbers('secondary_gie', names, taken('secondary-gie'));
  const pres = new GroupNumbers('secondary_pre_process', names, taken('secondary-pre-process'));
  const firstAt = stages.findIndex(
    ({ element }) => inference.has(element.factory) && !isSecondary(element, files),
  );
  const found: { element: GraphElement; group: string }[] = [];
  let lastAt = -1;
  stages.forEach((stage, index) => {
    const { element } = stage;
    const { factory, name } = element;
    const known = single[factory];
    let place: StageGroup | undefined;
    if (index === firstAt) {
      place = { group: 'primary-gie', part: primaryParts[factory] ?? { keys: [] }, at: 1 };
    } else if (factory === 'nvdsvisionencoder' && isWholeFrame(element)) {
      place = { group: 'visionencoder', part: visionEncoderPart, at: 8 };
    } else if (inference.has(factory) && secondaryParts[factory]) {
      const group = `secondary-gie${gies.of(name)}`;
      place = { group, part: secondaryParts[factory] ?? { keys: [] }, at: 6 };
    } else if (factory === 'nvdspreprocess') {
      const isFirst = firstAt < 0 || index < firstAt;
      place = isFirst
        ? { group: 'pre-process', part: preprocessPart, at: 0 }
        : { group: `secondary-pre-process${pres.of(name)}`, part: secondaryPreprocessPart, at: 5 };
    } else if (known) {
      place = known;
    }
    if (!place || writer.groups.get(place.group)?.has('enable')) {
      if (factory === 'nvof') writer.describe(element, 'visionencoder', { keys: [] });
      else
        leaveOut(writer, element, place ? `besides that of [${place.group}]` : 'among its stages');
      leavePlumbing(writer, stage.plumbing);
      return;
    }
    if (place.at < lastAt) noteOrder(writer, element);
    lastAt = Math.max(lastAt, place.at);
    writeStage(writer, stage, place);
    found.push({ element, group: place.group });
  });
  writeGieIds(writer, found, files);
}

function writeStage(writer: GroupWriter, { element, plumbing }: Stage, place: StageGroup): void {
  const { group, part } = place;
  writer.set(group, 'enable', '1');
  const type = pluginTypes[element.factory];
  if (group.endsWith('-gie') || /-gie\d+$/.test(group)) {
    if (type !== undefined && type !== 0) writer.set(group, 'plugin-type', String(type));
  }
  writer.describe(element, group, part);
  const converts = plumbing.filter(({ factory }) => factory === 'nvvideoconvert');
  const isVision = group === 'visionencoder';
  for (const converter of converts) {
    if (isVision) leavePlumbing(writer, [converter], unifiedMemory);
    else if (hasConverter.test(group)) writer.describe(converter, group, converterPart);
    else leavePlumbing(writer, [converter], unifiedMemory);
  }
  leavePlumbing(
    writer,
    plumbing.filter((each) => !converts.includes(each)),
  );
}

/** Groups whose bin converts, so that their gpu-id and nvbuf-memory-type are the converter's too. */
const hasConverter = /^(primary-gie|segvisual|ds-example)$/;
/** What the app sets on the converters around a vision encoder. */
const unifiedMemory = { 'nvbuf-memory-type': 'nvbuf-mem-cuda-unified', 'compute-hw': 'GPU' };

function noteOrder(writer: GroupWriter, element: GraphElement): void {
  writer.note(
    'lost',
    `${element.factory} stands behind a stage that deepstream-app puts after it: its order is preprocess, primary GIE, tracker, analytics, secondary GIEs, converter, dsexample`,
    { element: element.name },
  );
}

/** The app has the vision encoder as a stage of its own and as a secondary one. */
function isWholeFrame(element: GraphElement): boolean {
  return !element.name.startsWith('secondary_gie');
}
