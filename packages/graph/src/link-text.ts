/** Links as the document writes them: `a.src -> b.sink_0`. */
import type { Link, LinkId, PadRef, PipelineDocument } from './document.ts';
import { linkId } from './document.ts';
import { elementNameProblem, padNameProblem } from './names.ts';

export type ParsedPadRef =
  | { readonly ok: true; readonly ref: PadRef }
  | { readonly ok: false; readonly message: string };

export type ParsedLink =
  | { readonly ok: true; readonly link: Link }
  | { readonly ok: false; readonly message: string };

/** Reads `element.pad`; the last dot separates the pad, since element names may have dots. */
export function parsePadRef(text: string): ParsedPadRef {
  const trimmed = text.trim();
  const dot = trimmed.lastIndexOf('.');
  if (dot <= 0 || dot === trimmed.length - 1) {
    return {
      ok: false,
      message: `"${trimmed}" names no pad: write it as element.pad`,
    };
  }
  const ref = { element: trimmed.slice(0, dot), pad: trimmed.slice(dot + 1) };
  const problem = elementNameProblem(ref.element) ?? padNameProblem(ref.pad);
  return problem === undefined ? { ok: true, ref } : { ok: false, message: problem };
}

/** Reads `a.src -> b.sink_0`. */
export function parseLink(text: string): ParsedLink {
  const ends = text.split('->');
  const [fromText, toText] = ends;
  if (ends.length !== 2 || fromText === undefined || toText === undefined) {
    return {
      ok: false,
      message: `"${text.trim()}" is no link: write it as element.pad -> element.pad`,
    };
  }
  const from = parsePadRef(fromText);
  if (!from.ok) return from;
  const to = parsePadRef(toText);
  if (!to.ok) return to;
  return { ok: true, link: { from: from.ref, to: to.ref } };
}

/** `element.pad`. */
export function formatPadRef(ref: PadRef): string {
  return `${ref.element}.${ref.pad}`;
}

/** The document's link with this id. */
export function findLink(document: PipelineDocument, id: LinkId): Link | undefined {
  return document.links.find((link) => linkId(link) === id);
}
