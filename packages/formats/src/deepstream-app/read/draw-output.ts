/** Tiler or demuxer, and what is drawn, shown, encoded and sent behind it. */
import { type AppGroup, isOn, numberedGroups, numberIn } from '../app-config.ts';
import { converterPart, loggerPart, osdPart, tilerPart } from '../app-parts.ts';
import { drawDsexample, turnedOn } from './draw-batch-stages.ts';
import { drawDefaultSink, drawMessageSink, drawSink } from './draw-sinks.ts';
import type { Drawing } from './drawing.ts';
import type { OpenTail } from './graph-builder.ts';

/** Everything from the last stage that sees batches on. */
export function drawOutput(drawing: Drawing, from: OpenTail, numSources: number): void {
  const sinks = numberedGroups(drawing.config, 'sink').filter(isOn);
  const typeOf = (group: AppGroup) => numberIn(group, 'type');
  const brokers = sinks.filter((group) => typeOf(group) === 6);
  const pictures = sinks.filter((group) => typeOf(group) !== 6);
  let tail: OpenTail = from;
  if (brokers.length > 0) {
    tail = drawing.graph.tee(tail, 'analytics_tee');
    for (const group of brokers) drawMessageSink(drawing, group, tail);
  }
  tail = drawDsexample(drawing, tail);
  if (!hasOutput(drawing)) return;
  // Turned off it still says something: that each source is shown by itself.
  const mode = drawing.number(drawing.group('tiled-display'), 'enable');
  if (mode === 0) drawDemux(drawing, tail, pictures, numSources);
  else drawTiled(drawing, tail, pictures, numSources, mode);
}

/** A part of a file may say nothing of what comes behind the batches. */
function hasOutput({ config }: Drawing): boolean {
  return [...config.groups.keys()].some((name) =>
    /^(sink\d+|tiled-display|osd|source.*)$/.test(name),
  );
}

/** One picture of all sources; next to it, when asked, one source by itself. */
function drawTiled(
  drawing: Drawing,
  from: OpenTail,
  sinks: readonly AppGroup[],
  numSources: number,
  mode: number,
): void {
  const { graph } = drawing;
  const beside = sinks.filter((group) => numberIn(group, 'link-to-demux') !== 0);
  const shown = sinks.filter(
    (group) => !beside.includes(group) && numberIn(group, 'source-id') === 0,
  );
  const group = turnedOn(drawing, 'tiled-display');
  let tail: OpenTail = from;
  const [first] = beside;
  if (mode === 2 && first) {
    tail = graph.tee(tail, 'tiler_tee');
    drawBeside(drawing, tail, beside, first);
  } else if (mode === 2) {
    drawing.note(
      'advice',
      'enable=2 in [tiled-display] needs a sink with link-to-demux=1: deepstream-app stops without it',
      group,
    );
  } else {
    noteUnbuilt(drawing, beside, 'link-to-demux needs enable=2 in [tiled-display]');
  }
  noteUnbuilt(
    drawing,
    sinks.filter((sink) => !beside.includes(sink) && !shown.includes(sink)),
    'with the tiler, sinks need source-id=0',
  );
  tail = graph.append(tail, 'tiler_queue', 'queue');
  if (mode === 3) {
    tail = graph.append(tail, 'tiler', 'identity');
  } else {
    const properties = drawing.properties('nvmultistreamtiler', group, tilerPart);
    const grid = enlargedGrid(drawing, group, numSources);
    tail = graph.append(tail, 'tiler', 'nvmultistreamtiler', { ...properties, ...grid });
  }
  drawInstance(drawing, tail, shown, '');
}

/** The app makes room for every source. */
function enlargedGrid(drawing: Drawing, group: AppGroup | undefined, numSources: number) {
  const rows = numberIn(group, 'rows');
  const columns = numberIn(group, 'columns');
  if (rows * columns >= numSources) return {};
  const wide = columns || Math.floor(Math.sqrt(numSources) + 0.5);
  const high = Math.ceil(numSources / wide);
  drawing.note(
    'changed',
    `${rows} x ${columns} tiles don't hold ${numSources} sources: deepstream-app makes it ${high} rows and ${wide} columns`,
    group?.entries.get('rows') ?? group,
  );
  return { rows: high, columns: wide };
}

/** The app links one source only, that of the first sink. */
function drawBeside(
  drawing: Drawing,
  from: OpenTail,
  sinks: readonly AppGroup[],
  first: AppGroup,
): void {
  const demux = drawing.graph.append(from, 'demux', 'nvstreamdemux');
  const source = numberIn(first, 'source-id');
  for (const sink of sinks) {
    if (numberIn(sink, 'source-id') === source) continue;
    drawing.note(
      'changed',
      `[${sink.name}] shows source ${source}, that of [${first.name}]: deepstream-app takes one source out of the batch`,
      sink.entries.get('source-id') ?? sink,
    );
  }
  drawInstance(drawing, { element: demux.element, pad: `src_${source}` }, sinks, '_demux');
}

/** A branch for every source that a sink asks for. */
function drawDemux(
  drawing: Drawing,
  from: OpenTail,
  sinks: readonly AppGroup[],
  numSources: number,
): void {
  const usable = sinks.filter((group) => numberIn(group, 'link-to-demux') === 0);
  noteUnbuilt(
    drawing,
    sinks.filter((sink) => !usable.includes(sink)),
    'link-to-demux needs enable=2 in [tiled-display]',
  );
  const demux = drawing.graph.append(from, 'demux', 'nvstreamdemux').element;
  const ids = [...new Set(usable.map((group) => numberIn(group, 'source-id')))];
  for (const id of ids.sort((a, b) => a - b)) {
    const own = usable.filter((group) => numberIn(group, 'source-id') === id);
    if (id < 0 || id >= Math.max(1, numSources)) {
      noteUnbuilt(drawing, own, `there is no source ${id}`);
      continue;
    }
    drawInstance(drawing, { element: demux, pad: `src_${id}` }, own, String(id));
  }
  if (usable.length === 0) {
    drawing.note(
      'advice',
      'No sink takes a source: the demuxer ends in nothing',
      drawing.group('tiled-display'),
    );
  }
}

function noteUnbuilt(drawing: Drawing, groups: readonly AppGroup[], why: string): void {
  for (const group of groups) {
    drawing.note('advice', `deepstream-app builds no [${group.name}]: ${why}`, group);
  }
}

/** On-screen display and sinks of one picture. `suffix` tells its elements from the others'. */
function drawInstance(
  drawing: Drawing,
  from: OpenTail,
  sinks: readonly AppGroup[],
  suffix: string,
): void {
  const { graph } = drawing;
  let tail = drawOsd(drawing, from, suffix);
  const all = numberedGroups(drawing.config, 'sink').filter(isOn);
  const logging = all.find((group) => numberIn(group, 'nvdslogger') !== 0);
  // A demuxer beside a tiler has no logger.
  const logs = suffix === '_demux' ? undefined : logging;
  if (logs || sinks.length > 1) tail = graph.append(tail, `sink_queue${suffix}`, 'queue');
  if (logs) {
    drawing.take(logs, 'nvdslogger');
    const properties = drawing.properties('nvdslogger', logs, loggerPart);
    tail = graph.append(tail, `logger${suffix}`, 'nvdslogger', properties);
    tail = graph.append(tail, `logger_queue${suffix}`, 'queue');
  }
  if (sinks.length > 1) tail = graph.tee(tail, `sink_tee${suffix}`);
  for (const group of sinks) {
    for (const key of ['enable', 'source-id', 'link-to-demux']) drawing.take(group, key);
    drawSink(drawing, group, tail);
  }
  if (sinks.length === 0) drawDefaultSink(drawing, tail);
}

function drawOsd(drawing: Drawing, from: OpenTail, suffix: string): OpenTail {
  const group = turnedOn(drawing, 'osd');
  if (!group) return from;
  const { graph } = drawing;
  let tail = graph.append(from, `osd_queue${suffix}`, 'queue');
  const converter = drawing.properties('nvvideoconvert', group, converterPart);
  tail = graph.append(tail, `osd_converter${suffix}`, 'nvvideoconvert', converter);
  tail = graph.append(tail, `osd_converter_queue${suffix}`, 'queue');
  return graph.append(
    tail,
    `osd${suffix}`,
    'nvdsosd',
    drawing.properties('nvdsosd', group, osdPart),
  );
}
