import type { PropertySpec } from '@pipewright/catalogue';
import type { Properties } from '@pipewright/graph';

export interface PropertyGroups {
  /** Set in the document when the form was opened. */
  readonly changed: readonly PropertySpec[];
  /** Needed but not set. */
  readonly required: readonly PropertySpec[];
  readonly own: readonly PropertySpec[];
  readonly inherited: readonly PropertySpec[];
  readonly deprecated: readonly PropertySpec[];
  /** Set in the document, but the catalogue does not know them. */
  readonly unknown: readonly string[];
}

/**
 * Sorts properties for the form: changed first; a filter looks at names and summaries.
 * `changedAtFirst` are those that were set when the form was opened: a field must not move to
 * another group while somebody types in it.
 */
export function groupProperties(
  specs: readonly PropertySpec[],
  values: Properties,
  filter: string,
  changedAtFirst: ReadonlySet<string> = new Set(Object.keys(values)),
): PropertyGroups {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const passes = (text: string): boolean => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
  const changed: PropertySpec[] = [];
  const required: PropertySpec[] = [];
  const own: PropertySpec[] = [];
  const inherited: PropertySpec[] = [];
  const deprecated: PropertySpec[] = [];
  const known = new Set<string>();
  for (const spec of specs) {
    known.add(spec.name);
    const isSet = Object.hasOwn(values, spec.name);
    if ((!spec.writable && !isSet) || (spec.name === 'name' && !isSet)) {
      continue;
    }
    if (!passes(`${spec.name} ${spec.summary}`)) {
      continue;
    }
    if (changedAtFirst.has(spec.name)) {
      changed.push(spec);
    } else if (spec.required) {
      required.push(spec);
    } else if (spec.deprecated !== undefined && spec.deprecated !== false) {
      deprecated.push(spec);
    } else if (spec.inheritedFrom !== undefined) {
      inherited.push(spec);
    } else {
      own.push(spec);
    }
  }
  const unknown = Object.keys(values).filter((name) => !known.has(name) && passes(name));
  return { changed, required, own, inherited, deprecated, unknown };
}
