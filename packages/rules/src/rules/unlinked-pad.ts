import type { PadDirection, PadTemplate } from '@pipewright/catalogue';
import { type ElementView, effectiveValue, type LinkView } from '../pipeline-index.ts';
import { readBoolean } from '../property-values.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Report } from '../rule.ts';

/** Pads that work without a peer. */
const optional: Readonly<Record<string, readonly string[]>> = {
  textoverlay: ['text_sink'],
  rtpjitterbuffer: ['sink_rtcp'],
};

/** Always pads without a link, and elements whose pads come by request or later with none. */
export const unlinkedPad: ElementRule = {
  id: 'unlinked-pad',
  severity: 'error',
  title: 'Every pad that must be linked is',
  topic: 'links',
  explanation: prose`
    Looks for pads that always exist and have no link, and for elements of which no request or
    later pad is linked. An open source pad ends the stream with "not-linked"; an open sink pad
    leaves the element waiting for ever. Link the pad, or put a fakesink behind what nobody
    needs.`,
  scope: 'element',
  check(element, _index, report) {
    const { factory } = element;
    if (!factory) return;
    for (const template of factory.pads) {
      if (template.presence !== 'always' || isLinked(element, template)) continue;
      if (optional[factory.name]?.includes(template.name)) continue;
      reportAlways(element, template, report);
    }
    const isFree = (direction: PadDirection) => hasNoFixedPad(element, direction);
    const isUsed = element.inputs.length > 0 || element.outputs.length > 0;
    // Elements such as webrtcbin send or receive: one direction is enough.
    if (isFree('sink') && isFree('src') && isUsed) return;
    if (isFree('sink') && element.inputs.length === 0) reportFree(element, 'sink', report);
    if (isFree('src') && element.outputs.length === 0 && !mayStayUnlinked(element)) {
      reportFree(element, 'src', report);
    }
  },
};

function linksOf(element: ElementView, direction: PadDirection): readonly LinkView[] {
  return direction === 'src' ? element.outputs : element.inputs;
}

function isLinked(element: ElementView, template: PadTemplate): boolean {
  const end = template.direction === 'src' ? 'from' : 'to';
  return linksOf(element, template.direction).some((view) => view[end].pad === template.name);
}

function hasNoFixedPad(element: ElementView, direction: PadDirection): boolean {
  const pads = (element.factory?.pads ?? []).filter((pad) => pad.direction === direction);
  return pads.length > 0 && pads.every((pad) => pad.presence !== 'always');
}

/** A tee can be told to drop what nobody takes. */
function mayStayUnlinked(element: ElementView): boolean {
  const value = effectiveValue(element, 'allow-not-linked');
  return value !== undefined && readBoolean(value) === true;
}

function reportAlways(element: ElementView, template: PadTemplate, report: Report): void {
  const isSource = template.direction === 'src';
  report({
    message: isSource
      ? `Nothing takes what '${element.name}' gives on '${template.name}': data stops there with not-linked`
      : `Nothing feeds '${template.name}' of '${element.name}'`,
    place: { element: element.name, pad: template.name },
    remedy: isSource
      ? `Link ${element.name}.${template.name} to an element, or to a fakesink`
      : `Link an element to ${element.name}.${template.name}`,
  });
}

function reportFree(element: ElementView, direction: PadDirection, report: Report): void {
  const pads = (element.factory?.pads ?? []).filter((pad) => pad.direction === direction);
  const names = pads.map((pad) => pad.name).join(', ');
  report({
    message:
      direction === 'src'
        ? `None of the pads that '${element.name}' gives (${names}) is linked`
        : `None of the inputs of '${element.name}' (${names}) is linked`,
    place: { element: element.name, pad: pads[0]?.name ?? '' },
    remedy:
      direction === 'src'
        ? `Link ${pads[0]?.name} to an element, or to a fakesink`
        : `Link an element to ${pads[0]?.name}`,
  });
}
