/** Tiler or demuxer, on-screen display and sinks, as their groups. */
import { converterPart, loggerPart, osdPart, tilerPart } from '../app-parts.ts';
import type { BatchEnd, Stage } from './batch-stages.ts';
import { GroupNumbers } from './group-numbers.ts';
import type { GroupWriter } from './group-writer.ts';
import type { GraphElement, GraphLink, PipelineGraph } from './pipeline-graph.ts';
import { leavePlumbing, throughPlumbing } from './plumbing.ts';
import { followSink, type SinkPath, writeMessageSink, writeSink } from './write-sinks.ts';
import { leaveOut } from './write-sources.ts';

/** A sink with the source that it shows; undefined for the tiled picture. */
interface FoundSink {
  readonly path: SinkPath;
  readonly source?: number;
  readonly isBeside?: boolean;
  readonly logger?: GraphElement | undefined;
}

export interface OutputOptions {
  readonly takenNumbers: readonly number[];
  /** The app's number of a source, by the pad of the muxer. */
  readonly sourceIndexes: ReadonlyMap<number, number>;
}

export function writeOutput(
  writer: GroupWriter,
  graph: PipelineGraph,
  end: BatchEnd,
  options: OutputOptions,
): void {
  const sinks = new OutputWalk(writer, graph, options.sourceIndexes).sinksOf(end);
  const brokers = end.brokers.map((link) => followSink(graph, link));
  const names = [...brokers, ...sinks.map(({ path }) => path)].map(({ sink }) => sink?.name ?? '');
  const numbers = new GroupNumbers('sink', names, options.takenNumbers);
  const groupOf = (path: SinkPath) => `sink${numbers.of(path.sink?.name ?? '')}`;
  // Kept in the order of their numbers where that is the order of the pads as well.
  for (const path of brokers) writeMessageSink(writer, path, groupOf(path));
  for (const { path, source, isBeside, logger } of sinks) {
    const group = groupOf(path);
    if (!writeSink(writer, path, group)) continue;
    writer.set(group, 'source-id', String(source ?? 0));
    if (isBeside) writer.set(group, 'link-to-demux', '1');
    if (logger && !writer.written.has(logger.name)) {
      writer.set(group, 'nvdslogger', '1');
      writer.describe(logger, group, loggerPart);
    }
  }
}

class OutputWalk {
  readonly #writer: GroupWriter;
  readonly #graph: PipelineGraph;
  readonly #sourceIndexes: ReadonlyMap<number, number>;
  #osd: GraphElement | undefined;

  constructor(
    writer: GroupWriter,
    graph: PipelineGraph,
    sourceIndexes: ReadonlyMap<number, number>,
  ) {
    this.#writer = writer;
    this.#graph = graph;
    this.#sourceIndexes = sourceIndexes;
  }

  sinksOf({ output, beside }: BatchEnd): FoundSink[] {
    const besideSinks = beside ? this.#demuxed(beside, true) : [];
    if (!output) {
      // Without sources it is a part of a file.
      if (this.#sourceIndexes.size > 0) this.#mode('0');
      return besideSinks;
    }
    const { element } = output;
    if (element.factory === 'nvstreamdemux') {
      leavePlumbing(this.#writer, output.plumbing);
      this.#mode('0');
      return this.#demuxed(element, false);
    }
    if (element.factory === 'nvmultistreamtiler') {
      this.#mode(beside ? '2' : '1');
      this.#writer.describe(element, 'tiled-display', tilerPart);
      leavePlumbing(this.#writer, output.plumbing);
      return [...this.#instance(this.#graph.linksFrom(element.name), []), ...besideSinks];
    }
    return [...this.#untiled(output), ...besideSinks];
  }

  /** Without a tiler and a demuxer the app puts an identity where the tiler would be. */
  #untiled(output: Stage): FoundSink[] {
    this.#mode('3');
    const { element, plumbing } = output;
    if (!plumbing.some(({ factory }) => factory === 'identity')) {
      this.#writer.note(
        'changed',
        'Without a tiler and a demuxer, deepstream-app puts a queue and an identity before it',
        { element: element.name },
      );
    }
    return this.#walk(element, plumbing);
  }

  #mode(enable: string): void {
    this.#writer.set('tiled-display', 'enable', enable);
  }

  #demuxed(demux: GraphElement, isBeside: boolean): FoundSink[] {
    this.#writer.leave(demux);
    return this.#graph.linksFrom(demux.name).flatMap((link, index) => {
      const pad = Number(/^src_(\d+)$/.exec(link.from.pad)?.[1] ?? index);
      const source = this.#sourceIndexes.get(pad) ?? pad;
      return this.#instance([link], []).map((sink) => ({ ...sink, source, isBeside }));
    });
  }

  #instance(links: readonly GraphLink[], before: readonly GraphElement[]): FoundSink[] {
    const [link, ...others] = links;
    if (!link) return [];
    for (const other of others) {
      const message = 'deepstream-app has one way on from here: this one is left out';
      this.#writer.note('lost', message, { link: other.id });
    }
    const { elements, end } = throughPlumbing(this.#graph, link);
    if (!end) {
      leavePlumbing(this.#writer, [...before, ...elements]);
      return [];
    }
    return this.#walk(end, [...before, ...elements], link);
  }

  /** On from an element that is no plumbing; `link` leads to what is before it. */
  #walk(
    element: GraphElement,
    plumbing: readonly GraphElement[],
    link?: GraphLink,
    logger?: GraphElement,
  ): FoundSink[] {
    const { factory, name } = element;
    const links = this.#graph.linksFrom(name);
    if (factory === 'nvdsosd') {
      this.#writeOsd(element, plumbing);
      return this.#instance(links, []);
    }
    if (factory === 'nvdslogger') {
      leavePlumbing(this.#writer, plumbing);
      const [next] = links;
      if (!next) return [];
      const { elements, end } = throughPlumbing(this.#graph, next);
      if (end?.factory === 'tee') {
        leavePlumbing(this.#writer, elements);
        return this.#walk(end, [], next, element);
      }
      return [{ path: followSink(this.#graph, next), logger: element }];
    }
    if (factory === 'tee') {
      leavePlumbing(this.#writer, [...plumbing, element], { 'allow-not-linked': true });
      return links.map((branch) => ({ path: followSink(this.#graph, branch), logger }));
    }
    const first = plumbing[0] ?? element;
    const start = link ?? this.#graph.linksTo(first.name)[0];
    return start ? [{ path: followSink(this.#graph, start), logger }] : [];
  }

  /** One group for every picture: a second display must be set as the first. */
  #writeOsd(element: GraphElement, plumbing: readonly GraphElement[]): void {
    const writer = this.#writer;
    if (this.#osd && !this.#isBranchOf(element)) {
      leaveOut(writer, element, 'behind another one');
      return;
    }
    this.#osd ??= element;
    writer.set('osd', 'enable', '1');
    writer.describe(element, 'osd', osdPart);
    for (const each of plumbing) {
      if (each.factory === 'nvvideoconvert') writer.describe(each, 'osd', converterPart);
      else leavePlumbing(writer, [each]);
    }
  }

  #isBranchOf(element: GraphElement): boolean {
    return element !== this.#osd && !writerHas(this.#writer, element);
  }
}

function writerHas(writer: GroupWriter, element: GraphElement): boolean {
  return writer.written.has(element.name);
}
