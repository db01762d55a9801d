/**
 * Pipeline document -> DOT, in the shape of GStreamer's own pipeline dumps: a cluster an element, a
 * node a pad, an edge a link. Graphviz draws it, and our reader reads it back.
 */
import type { ElementNode, PipelineDocument, PropertyValue } from '@pipewright/graph';
import type { ExportFormat } from '../export/export-format.ts';
import { fileBase } from '../export/file-base.ts';
import { pictureNotes } from '../export/picture-notes.ts';
import { CAPS_FILTER_CLASS, PAD_FILL } from './dot-marks.ts';

export const dotFormat: ExportFormat = {
  id: 'dot',
  title: 'DOT graph',
  summary: 'For Graphviz, in the shape of the dumps that GStreamer writes of running pipelines.',
  isOneFile: true,
  language: () => 'dot',
  write: (document) => ({
    ok: true,
    files: [{ path: `${fileBase(document.name)}.dot`, text: writeDot(document) }],
    notes: pictureNotes(document, 'DOT'),
  }),
};

interface DotPad {
  readonly id: string;
  readonly name: string;
}

function writeDot(document: PipelineDocument): string {
  const sinks = new Map<string, DotPad[]>();
  const srcs = new Map<string, DotPad[]>();
  const edges = document.links.map(({ from, to, caps }, position) => {
    const start = padOf(srcs, from.element, 'src', from.pad, position);
    const end = padOf(sinks, to.element, 'sink', to.pad, position);
    const filter =
      caps === undefined
        ? ''
        : ` [label=${quoted(escaped(caps))}, class=${quoted(CAPS_FILTER_CLASS)}]`;
    return `  ${start} -> ${end}${filter};`;
  });
  const clusters = Object.entries(document.elements).flatMap(([name, element]) =>
    cluster(name, element, sinks.get(name) ?? [], srcs.get(name) ?? []),
  );
  return [
    'digraph pipeline {',
    '  rankdir=LR;',
    '  fontname="sans";',
    '  fontsize="10";',
    '  labelloc=t;',
    '  nodesep=.1;',
    '  ranksep=.2;',
    `  label=${quoted(lines('GstPipeline', document.name))};`,
    '  node [style="filled,rounded", shape=box, fontsize="9", fontname="sans", margin="0.0,0.0"];',
    '  edge [labelfontsize="6", fontsize="9", fontname="monospace"];',
    '',
    ...clusters,
    ...edges,
    '}',
    '',
  ].join('\n');
}

/** The node of a pad; links through one pattern such as `sink_%u` each have their own. */
function padOf(
  pads: Map<string, DotPad[]>,
  element: string,
  side: 'src' | 'sink',
  name: string,
  position: number,
): string {
  const all = pads.get(element) ?? [];
  pads.set(element, all);
  const known = name.includes('%') ? undefined : all.find((pad) => pad.name === name);
  if (known) return known.id;
  const turn = name.includes('%') ? `_${position}` : '';
  const id = quoted(`${element}_node_${side}_${name}${turn}`);
  all.push({ id, name });
  return id;
}

function cluster(
  name: string,
  { factory, properties, pads }: ElementNode,
  sinks: readonly DotPad[],
  srcs: readonly DotPad[],
): string[] {
  const settings = [
    ...Object.entries(properties).map(([property, value]) => setting(property, value)),
    ...Object.entries(pads).flatMap(([pad, padProperties]) =>
      Object.entries(padProperties).map(([property, value]) =>
        setting(`${pad}::${property}`, value),
      ),
    ),
  ];
  return [
    `  subgraph ${quoted(`cluster_node_${name}`)} {`,
    '    fontname="sans";',
    '    fontsize="8";',
    '    style="filled,rounded";',
    '    color=black;',
    `    label=${quoted(lines(factory, name, ...settings))};`,
    ...padNodes(name, 'sink', sinks),
    ...padNodes(name, 'src', srcs),
    `    fillcolor="${srcs.length === 0 ? PAD_FILL.sink : sinks.length === 0 ? PAD_FILL.src : '#aaffaa'}";`,
    '  }',
    '',
  ];
}

function padNodes(element: string, side: 'src' | 'sink', pads: readonly DotPad[]): string[] {
  if (pads.length === 0) return [];
  return [
    `    subgraph ${quoted(`cluster_node_${element}_${side}`)} {`,
    '      label="";',
    '      style="invis";',
    ...pads.map(
      ({ id, name }) =>
        `      ${id} [color=black, fillcolor="${PAD_FILL[side]}", label=${quoted(escaped(name))}, height="0.2", style="filled,solid"];`,
    ),
    '    }',
  ];
}

/** Texts between quotation marks, as GStreamer's dumps have them; numbers and booleans bare. */
function setting(property: string, value: PropertyValue): string {
  if (typeof value === 'string') return `${property}=${JSON.stringify(value)}`;
  return `${property}=${typeof value === 'boolean' ? String(value).toUpperCase() : value}`;
}

/** Lines of a label: `\n` is Graphviz's own word for a new line. */
function lines(...texts: readonly string[]): string {
  return texts.map(escaped).join('\\n');
}

/** A text inside a label: backslashes are Graphviz's escapes. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', ' ');
}

/** A DOT string, whose only escape is `\"`. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}
