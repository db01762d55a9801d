/** The `links` section. */
import { type Link, linkId, type PadRef } from '../document.ts';
import { parseLink, parsePadRef } from '../link-text.ts';
import { nearestName } from '../names.ts';
import type { Found, FoundEntry, NodeReader } from './node-reader.ts';

/**
 * Reads all links. `elementNames` has also the names of elements with errors of their own, so that
 * one mistake gives one message.
 */
export function readLinks(
  reader: NodeReader,
  found: FoundEntry | undefined,
  elementNames: readonly string[],
): Link[] {
  const names = new Set(elementNames);
  const links = new Map<string, Link>();
  for (const item of reader.items(found, 'links')) {
    const link = readLink(reader, item);
    if (link === undefined) continue;
    const id = linkId(link);
    for (const end of [link.from, link.to]) {
      if (!names.has(end.element)) failUnknownElement(reader, item, id, end, names);
    }
    if (links.has(id)) {
      reader.fail(item, {
        code: 'duplicate-link',
        message: `the link ${id} is there twice`,
        remedy: 'Remove one of them, or write the pads with their numbers (sink_0, sink_1).',
      });
    }
    links.set(id, link);
  }
  return [...links.values()];
}

function failUnknownElement(
  reader: NodeReader,
  item: Found,
  id: string,
  end: PadRef,
  names: ReadonlySet<string>,
): void {
  const meant = nearestName(end.element, names);
  reader.fail(item, {
    code: 'unknown-element',
    message: `the link ${id} names "${end.element}", but there is no such element`,
    remedy: meant
      ? `Did you mean "${meant}"?`
      : `Add "${end.element}" under elements, or remove the link.`,
  });
}

function readLink(reader: NodeReader, item: Found): Link | undefined {
  if (!reader.isMapping(item)) {
    const text = reader.text(item, 'a link');
    if (text === undefined) return undefined;
    const parsed = parseLink(text);
    if (parsed.ok) return parsed.link;
    reader.fail(item, {
      code: 'invalid-link',
      message: parsed.message,
      remedy: 'For example "decoder.src -> mux.sink_0".',
    });
    return undefined;
  }
  const fields = reader.fields(item, 'a link', ['from', 'to', 'caps']);
  const from = readLinkEnd(reader, item, fields.get('from'), 'from');
  const to = readLinkEnd(reader, item, fields.get('to'), 'to');
  const capsField = fields.get('caps');
  const caps = capsField && reader.text(capsField, 'the caps of a link');
  if (from === undefined || to === undefined) return undefined;
  return caps === undefined ? { from, to } : { from, to, caps };
}

function readLinkEnd(
  reader: NodeReader,
  item: Found,
  field: FoundEntry | undefined,
  key: 'from' | 'to',
): PadRef | undefined {
  if (field === undefined) {
    reader.fail(item, {
      code: 'missing-key',
      message: `a link has no "${key}"`,
      remedy: `Add "${key}: element.pad".`,
    });
    return undefined;
  }
  const text = reader.text(field, `"${key}" of a link`);
  if (text === undefined) return undefined;
  const parsed = parsePadRef(text);
  if (parsed.ok) return parsed.ref;
  reader.fail(field, { code: 'invalid-link', message: parsed.message });
  return undefined;
}
