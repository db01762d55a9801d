/** Which factory made an element of a dump, which shows the class of the object only. */
import type { Catalogue } from '@pipewright/catalogue';

/** The factory, and whether the catalogue knows it. */
export function factoryOfType(
  type: string,
  elementName: string,
  catalogue: Catalogue,
): { readonly factory: string; readonly isKnown: boolean } {
  const byType = type.replace(/^Gst(?=.)/i, '').toLowerCase();
  // GStreamer names an element after its factory when nobody names it: queue0, nvinfer1.
  const byName = elementName.replace(/\d+$/, '');
  for (const candidate of [type, byType, byName, `nv${byType}`]) {
    if (catalogue.factory(candidate)) return { factory: candidate, isKnown: true };
  }
  const plain = plainNames(catalogue).get(byType.replace(/[-_]/g, ''));
  return plain === undefined
    ? { factory: byType, isKnown: false }
    : { factory: plain, isKnown: true };
}

const plainNamesOf = new WeakMap<Catalogue, ReadonlyMap<string, string>>();

/** Names without the dashes and underscores that classes don't have -> factories. */
function plainNames(catalogue: Catalogue): ReadonlyMap<string, string> {
  let names = plainNamesOf.get(catalogue);
  if (!names) {
    names = new Map(catalogue.factories().map(({ name }) => [name.replace(/[-_]/g, ''), name]));
    plainNamesOf.set(catalogue, names);
  }
  return names;
}
