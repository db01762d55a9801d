/** Ways to make a link work whose ends do not agree. */
import { type Caps, formatCaps } from '@pipewright/caps';
import { findPadTemplate } from '@pipewright/catalogue';
import { type Edit, type Link, linkId } from '@pipewright/graph';
import type { Fix } from './diagnostic.ts';
import { intersectOnce, templateCaps } from './known-caps.ts';
import type { LinkCaps } from './negotiation/link-caps.ts';
import { transfer } from './negotiation/transfer.ts';
import { transferRuleOfFactory } from './negotiation/transfer-rules.ts';
import { freeElementName } from './neighbours.ts';
import type { LinkView, PipelineIndex } from './pipeline-index.ts';

/** Tried in this order; the first whose far end then agrees is offered. */
const repairs: readonly (readonly string[])[] = [
  ['videoconvert'],
  ['videoscale'],
  ['nvvideoconvert'],
  ['videorate'],
  ['h264parse'],
  ['h265parse'],
  ['nvv4l2decoder'],
  ['h264parse', 'nvv4l2decoder'],
  ['h265parse', 'nvv4l2decoder'],
  ['rtph264depay'],
  ['rtph264depay', 'nvv4l2decoder'],
  ['rtph265depay'],
  ['rtph265depay', 'nvv4l2decoder'],
  ['nvv4l2decoder', 'nvvideoconvert'],
  ['avdec_h264'],
  ['avdec_h265'],
  ['jpegdec'],
  ['audioconvert'],
  ['audioresample'],
  ['nvv4l2h264enc'],
  ['nvvideoconvert', 'nvv4l2h264enc'],
  ['nvv4l2h264enc', 'h264parse'],
  ['x264enc'],
];

/** Fixes that are known to make the link's caps meet, best first. */
export function capsFixes(view: LinkView, caps: LinkCaps, index: PipelineIndex): Fix[] {
  const fixes: Fix[] = [];
  if (caps.filter && caps.filtered.kind === 'empty') {
    const sameMemory = filterInMemoryOf(view, caps);
    if (sameMemory) fixes.push(sameMemory);
  }
  for (const factories of repairs) {
    const fix = insertFix(view, caps, index, factories);
    if (!fix) continue;
    fixes.push(fix);
    break;
  }
  if (caps.filter && meets(caps.offered, caps.accepted)) {
    fixes.push({
      title: 'Remove the caps',
      edit: { kind: 'set-link-caps', link: view.id },
    });
  }
  return fixes;
}

/** A filter that forgets the memory feature: the same filter with the feature both ends share. */
function filterInMemoryOf(view: LinkView, caps: LinkCaps): Fix | undefined {
  if (!caps.filter) return undefined;
  const shared = intersectOnce(caps.offered, caps.accepted);
  if (shared.kind !== 'structures' || caps.filter.kind !== 'structures') return undefined;
  for (const { features } of shared.structures) {
    if (features === 'any' || features.length === 0) continue;
    const filter: Caps = {
      kind: 'structures',
      structures: caps.filter.structures.map((structure) => ({
        ...structure,
        features,
      })),
    };
    if (!meets(shared, filter)) continue;
    const text = formatCaps(filter);
    return {
      title: `Add ${features.join(', ')} to the caps`,
      edit: { kind: 'set-link-caps', link: view.id, caps: text },
    };
  }
  return undefined;
}

/** Elements in the link; a filter stays before them or goes behind them, where it can be met. */
function insertFix(
  view: LinkView,
  caps: LinkCaps,
  index: PipelineIndex,
  factories: readonly string[],
): Fix | undefined {
  const wanted = intersectOnce(caps.accepted, caps.wanted);
  const taken = wanted.kind === 'empty' ? caps.accepted : wanted;
  const title = `Insert ${factories.join(' and ')}`;
  const before = through(factories, caps.filtered, index);
  if (before && meets(before, taken)) {
    return { title, edit: insertion(title, view, factories, index) };
  }
  const behind = caps.filter && through(factories, caps.offered, index);
  if (!caps.filter || !behind || !meets(intersectOnce(behind, caps.filter), taken)) {
    return undefined;
  }
  // Without caps the link takes the elements, then the last piece gets the caps.
  const edits: Edit[] = [{ kind: 'set-link-caps', link: view.id }];
  const names: string[] = [];
  const inserted = insertion(title, view, factories, index, names);
  edits.push(...(inserted.kind === 'batch' ? inserted.edits : [inserted]));
  const last = names[names.length - 1] ?? '';
  edits.push({
    kind: 'set-link-caps',
    link: linkId({ from: { element: last, pad: 'src' }, to: view.link.to }),
    ...(view.link.caps === undefined ? {} : { caps: view.link.caps }),
  });
  return { title, edit: { kind: 'batch', label: title, edits } };
}

/** What comes out of the elements one behind another; undefined when one can't take it or is not there. */
function through(
  factories: readonly string[],
  caps: Caps,
  { catalogue, document }: PipelineIndex,
): Caps | undefined {
  let flowing = caps;
  for (const name of factories) {
    const factory = catalogue.factory(name);
    const sink = factory && findPadTemplate(factory.pads, 'sink', 'sink');
    const src = factory && findPadTemplate(factory.pads, 'src', 'src');
    if (!sink || !src || factory.installed === false) return undefined;
    const { platform } = document.target;
    const taken = intersectOnce(flowing, templateCaps(sink, platform));
    if (taken.kind === 'empty') return undefined;
    flowing = transfer(transferRuleOfFactory(name), taken, templateCaps(src, platform));
    if (flowing.kind === 'empty') return undefined;
  }
  return flowing;
}

/** The edit that puts the elements into the link; their names go to `names`. */
function insertion(
  label: string,
  view: LinkView,
  factories: readonly string[],
  index: PipelineIndex,
  names: string[] = [],
): Edit {
  const edits: Edit[] = [];
  let link: Link = view.link;
  for (const factory of factories) {
    const name = freeElementName(index, factory);
    names.push(name);
    edits.push({
      kind: 'insert-element',
      link: linkId(link),
      name,
      element: { factory, properties: {}, pads: {} },
      sinkPad: 'sink',
      srcPad: 'src',
    });
    link = { from: { element: name, pad: 'src' }, to: link.to };
  }
  const [only, ...others] = edits;
  return only && others.length === 0 ? only : { kind: 'batch', label, edits };
}

function meets(a: Caps, b: Caps): boolean {
  return intersectOnce(a, b).kind !== 'empty';
}
