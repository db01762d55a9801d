import type { PropertySpec } from '@pipewright/catalogue';

/** Properties under one heading. */
export interface PropertySection {
  readonly title: string;
  readonly properties: readonly PropertySpec[];
}

/**
 * Properties that hold every word of the filter in name, summary or choices, in sections: own,
 * then those of each base class, then deprecated ones. A name that starts with the filter is first.
 */
export function propertySections(
  specs: readonly PropertySpec[],
  filter: string,
): readonly PropertySection[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const sections = new Map<string, PropertySpec[]>();
  for (const spec of [...specs].sort((a, b) => orderOf(a, words) - orderOf(b, words))) {
    if (!words.every((word) => textOf(spec).includes(word))) {
      continue;
    }
    const title = sectionTitle(spec);
    const section = sections.get(title);
    if (section === undefined) {
      sections.set(title, [spec]);
    } else {
      section.push(spec);
    }
  }
  return [...sections].map(([title, properties]) => ({ title, properties }));
}

const texts = new WeakMap<PropertySpec, string>();

function textOf(spec: PropertySpec): string {
  let text = texts.get(spec);
  if (text === undefined) {
    const choices = spec.enum?.map(({ nick, meaning }) => `${nick} ${meaning ?? ''}`) ?? [];
    text = [spec.name, spec.summary, ...choices].join(' ').toLowerCase();
    texts.set(spec, text);
  }
  return text;
}

function orderOf(spec: PropertySpec, words: readonly string[]): number {
  const [first] = words;
  const isNamed = first !== undefined && spec.name.toLowerCase().startsWith(first);
  const section =
    spec.inheritedFrom === 'GstObject'
      ? 30
      : isDeprecated(spec)
        ? 20
        : spec.inheritedFrom !== undefined
          ? 10
          : 0;
  return section + (isNamed ? 0 : 2) + (spec.required ? 0 : 1);
}

function isDeprecated({ deprecated }: PropertySpec): boolean {
  return deprecated !== undefined && deprecated !== false;
}

function sectionTitle(spec: PropertySpec): string {
  if (isDeprecated(spec)) {
    return 'Deprecated';
  }
  return spec.inheritedFrom === undefined ? 'Properties' : `Of ${spec.inheritedFrom}`;
}
