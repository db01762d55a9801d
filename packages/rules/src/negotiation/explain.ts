/** Why a link's caps can't meet, and where they come from, in words. */
import { explainMismatch } from '@pipewright/caps';
import { inAnyMemory, intersectOnce } from '../known-caps.ts';
import { memoryInWords } from '../memory-words.ts';
import type { LinkView, PipelineIndex } from '../pipeline-views.ts';
import type { LinkCaps } from './link-caps.ts';
import { capsAt } from './solve.ts';
import { transfer } from './transfer.ts';
import { transferRuleOf } from './transfer-rules.ts';
import { ownCaps } from './walk.ts';

export interface CapsProblem {
  /** Whether the two would meet if it were not for where the memory is. */
  readonly isMemory: boolean;
  /** What is wrong, with what each side has after propagation. */
  readonly message: string;
}

/** Why nothing gets through the link; undefined when something does, or an end is missing. */
export function explainLink(view: LinkView, index: PipelineIndex): CapsProblem | undefined {
  if (!view.from.element || !view.to.element) return undefined;
  const caps = capsAt(view, index);
  if (caps?.passing.kind !== 'empty') return undefined;
  const isMemory = differsInMemoryOnly(caps);
  const message = isMemory ? memoryMessage(view, caps, index) : capsMessage(view, caps, index);
  return { isMemory, message };
}

function differsInMemoryOnly({ offered, filter, accepted }: LinkCaps): boolean {
  const filtered = filter
    ? intersectOnce(inAnyMemory(offered), inAnyMemory(filter))
    : inAnyMemory(offered);
  return intersectOnce(filtered, inAnyMemory(accepted)).kind !== 'empty';
}

function memoryMessage(view: LinkView, caps: LinkCaps, index: PipelineIndex): string {
  const isFilter = caps.filter !== undefined && caps.filtered.kind === 'empty';
  const gives = memoryInWords(isFilter ? caps.offered : caps.filtered);
  const takes = memoryInWords(isFilter && caps.filter ? caps.filter : caps.accepted);
  const taker = isFilter ? "the link's caps ask for" : `'${view.to.name}' takes`;
  const origin = originOf(view, index);
  const verb = origin ? 'passes on' : 'gives';
  return `'${view.from.name}' ${verb} frames in ${gives}${memoryOrigin(origin)}, but ${taker} ${takes}`;
}

function capsMessage(view: LinkView, caps: LinkCaps, index: PipelineIndex): string {
  const isFilter = caps.filter !== undefined && caps.filtered.kind === 'empty';
  const source = `'${view.from.name}.${view.from.pad}'`;
  const mismatch =
    isFilter && caps.filter
      ? explainMismatch(caps.offered, caps.filter, { a: source, b: 'the caps of the link' })
      : explainMismatch(caps.filtered, caps.accepted, {
          a: caps.filter ? `${source} behind the caps of the link` : source,
          b: `'${view.to.name}.${view.to.pad}'`,
        });
  const reason = mismatch?.message ?? 'they share no format';
  return `'${view.from.name}' can't be linked to '${view.to.name}'${isFilter ? ' with these caps' : ''}: ${reason}${capsOrigin(view, originOf(view, index), index)}`;
}

/** ` from 'osd'`: where the frames get their memory, when that is not at the link. */
function memoryOrigin(origin: Origin | undefined): string {
  if (!origin) return '';
  return origin.rival ? ` (${rivalWords(origin.rival)})` : ` from '${origin.link.from.name}'`;
}

/** `; 'q' passes on what 'osd' gives`: where the caps were settled, when that is not at the link. */
function capsOrigin(view: LinkView, origin: Origin | undefined, index: PipelineIndex): string {
  if (!origin) return '';
  if (origin.rival) return `; ${rivalWords(origin.rival)}`;
  const { offered, filter } = capsAt(origin.link, index) ?? {};
  const wanted = capsAt(view, index)?.wanted;
  const isByFilter = filter && offered && wanted && intersectOnce(offered, wanted).kind !== 'empty';
  const settled = isByFilter
    ? `the caps of the link '${origin.link.id}' leave`
    : `'${origin.link.from.name}' gives`;
  return `; '${view.from.name}' passes on what ${settled}`;
}

function rivalWords({ from, to }: LinkView): string {
  return `all branches of '${from.name}' have the same caps, and '${to.name}' needs these`;
}

interface Origin {
  /** The link at which the caps are as they arrive. */
  readonly link: LinkView;
  /** A link of a sibling branch that leaves nothing else to this one. */
  readonly rival?: LinkView;
}

/** Where the caps of a link were settled, when that is not at its own source element. */
function originOf(view: LinkView, index: PipelineIndex): Origin | undefined {
  const wanted = capsAt(view, index)?.wanted;
  const seen = new Set<LinkView>();
  let current = view;
  while (wanted && !seen.has(current)) {
    seen.add(current);
    const { element } = current.from;
    const rule = element && transferRuleOf(element);
    const [input, ...others] = element?.inputs ?? [];
    if (!element || rule?.keeps !== 'all' || !input || others.length > 0) break;
    const brought = capsAt(input, index);
    if (!brought) break;
    const own = ownCaps(current.from, index);
    const offered = transfer(rule, brought.passing, own);
    if (brought.passing.kind === 'empty') break;
    // Had this branch come first, it would have got what it wants.
    const isOpen = intersectOnce(offered, wanted).kind !== 'empty';
    if (isOpen && rule.isJoint) {
      const rival = element.outputs.find((output) => {
        if (output === current) return false;
        const theirs = intersectOnce(offered, capsAt(output, index)?.wanted ?? offered);
        return theirs.kind !== 'empty' && intersectOnce(theirs, wanted).kind === 'empty';
      });
      return rival ? { link: input, rival } : undefined;
    }
    if (isOpen) break;
    current = input;
  }
  return current === view ? undefined : { link: current };
}
