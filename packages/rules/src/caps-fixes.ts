/** Ways to make a link work whose ends do not agree. */
import { type Caps, formatCaps } from '@pipewright/caps';
import { findPadTemplate } from '@pipewright/catalogue';
import { type Edit, uniqueElementName } from '@pipewright/graph';
import type { Fix } from './diagnostic.ts';
import { inAnyMemory, intersectOnce, type LinkCaps, templateCaps } from './link-caps.ts';
import type { LinkView, PipelineIndex } from './pipeline-index.ts';

/** Tried in this order; each is offered only if both its ends then agree. */
const converters: readonly string[] = [
  'nvvideoconvert',
  'videoconvert',
  'h264parse',
  'h265parse',
  'nvv4l2decoder',
  'audioconvert',
];

/** Fixes that are known to make the link's caps meet, best first. */
export function capsFixes(view: LinkView, caps: LinkCaps, index: PipelineIndex): Fix[] {
  const fixes: Fix[] = [];
  if (caps.filter && caps.filtered.kind === 'empty') {
    const sameMemory = filterInMemoryOf(view, caps);
    if (sameMemory) fixes.push(sameMemory);
  }
  for (const factory of converters) {
    const fix = insertFix(view, caps, index, factory);
    if (!fix) continue;
    fixes.push(fix);
    break;
  }
  if (caps.filter && intersectOnce(caps.offered, caps.accepted).kind !== 'empty') {
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
    if (intersectOnce(shared, filter).kind === 'empty') continue;
    const text = formatCaps(filter);
    return {
      title: `Add ${features.join(', ')} to the caps`,
      edit: { kind: 'set-link-caps', link: view.id, caps: text },
    };
  }
  return undefined;
}

function insertFix(
  view: LinkView,
  caps: LinkCaps,
  { catalogue, document }: PipelineIndex,
  factoryName: string,
): Fix | undefined {
  const factory = catalogue.factory(factoryName);
  const sink = factory && findPadTemplate(factory.pads, 'sink', 'sink');
  const src = factory && findPadTemplate(factory.pads, 'src', 'src');
  if (!sink || !src || factory.installed === false) return undefined;
  const { platform } = document.target;
  const takes = templateCaps(sink, platform);
  const gives = templateCaps(src, platform);
  const name = uniqueElementName(document, factoryName);
  const element = { factory: factoryName, properties: {}, pads: {} };
  const title = `Insert ${factoryName}`;
  const meets = (a: Caps, b: Caps) => intersectOnce(a, b).kind !== 'empty';
  // The filter's caps stay where the data first has them: before the converter, or behind it.
  if (meets(caps.filtered, takes) && meets(gives, caps.accepted)) {
    return {
      title,
      edit: {
        kind: 'insert-element',
        link: view.id,
        name,
        element,
        sinkPad: 'sink',
        srcPad: 'src',
      },
    };
  }
  if (!caps.filter || !meets(caps.offered, takes)) return undefined;
  if (!meets(intersectOnce(gives, caps.filter), caps.accepted)) return undefined;
  const edits: Edit[] = [
    { kind: 'add-element', name, element },
    { kind: 'remove-link', link: view.id },
    {
      kind: 'add-link',
      link: { ...view.link, from: { element: name, pad: 'src' } },
      index: view.position,
    },
    {
      kind: 'add-link',
      link: { from: view.link.from, to: { element: name, pad: 'sink' } },
      index: view.position,
    },
  ];
  return { title, edit: { kind: 'batch', label: title, edits } };
}

/** Whether the two would meet if it were not for where the memory is. */
export function differsInMemoryOnly({ offered, filter, accepted }: LinkCaps): boolean {
  const filtered = filter
    ? intersectOnce(inAnyMemory(offered), inAnyMemory(filter))
    : inAnyMemory(offered);
  return intersectOnce(filtered, inAnyMemory(accepted)).kind !== 'empty';
}
