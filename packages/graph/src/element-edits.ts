/** Edits of elements: they come, go, change their names and their properties. */
import type { Link, PipelineDocument, Properties } from './document.ts';
import type { Edit } from './edit.ts';
import { done, type EditOf, type EditResult, noSuchElement, refuse } from './edit-result.ts';
import { elementNameProblem, padNameProblem, propertyNameProblem } from './names.ts';
import { type Drafts, indexOfKey, own, withKey, withKeyRenamed, withoutKey } from './records.ts';
import { withElementRenamedInRules, withoutElementInRules } from './rule-overrides.ts';

/** Why the name can't be used for a new element. */
function nameRefusal(document: PipelineDocument, name: string): EditResult | undefined {
  const problem = elementNameProblem(name);
  if (problem !== undefined) return refuse('invalid-name', problem);
  if (!Object.hasOwn(document.elements, name)) return undefined;
  return refuse('name-taken', `there is an element "${name}" already`);
}

/** A new element, at its place in the order of elements. */
export function addElement(
  document: PipelineDocument,
  { name, element, index }: EditOf<'add-element'>,
  drafts: Drafts,
): EditResult {
  const refusal = nameRefusal(document, name) ?? elementRefusal(name, element);
  if (refusal !== undefined) return refusal;
  return done(
    { ...document, elements: withKey(document.elements, name, element, { index, drafts }) },
    { kind: 'remove-element', name },
  );
}

function elementRefusal(
  name: string,
  element: EditOf<'add-element'>['element'],
): EditResult | undefined {
  if (element.factory === '') {
    return refuse('invalid-value', `element "${name}" has no factory`);
  }
  const pads: [string | undefined, Properties][] = [
    [undefined, element.properties],
    ...Object.entries(element.pads),
  ];
  for (const [pad, properties] of pads) {
    for (const [property, value] of Object.entries(properties)) {
      const refusal = propertyRefusal({ element: name, pad, property, value });
      if (refusal !== undefined) return refusal;
    }
  }
  return undefined;
}

interface PropertyPlace {
  readonly element: string;
  readonly pad?: string | undefined;
  readonly property: string;
  readonly value?: unknown;
}

function propertyRefusal({ element, pad, property, value }: PropertyPlace): EditResult | undefined {
  const nameProblem =
    (pad === undefined ? undefined : padNameProblem(pad)) ?? propertyNameProblem(property);
  if (nameProblem !== undefined) {
    return refuse('invalid-name', `on element "${element}", ${nameProblem}`);
  }
  if (typeof value !== 'number' || Number.isFinite(value)) return undefined;
  return refuse(
    'invalid-value',
    `property "${property}" of element "${element}" can't be ${value}: give a finite number`,
  );
}

/** The inverse also brings back its links and what rules were told of it. */
export function removeElement(
  document: PipelineDocument,
  { name }: EditOf<'remove-element'>,
  drafts: Drafts,
): EditResult {
  const element = own(document.elements, name);
  if (element === undefined) return noSuchElement(document, name);
  const restore: Edit[] = [
    {
      kind: 'add-element',
      name,
      element,
      index: indexOfKey(document.elements, name),
    },
  ];
  const links: Link[] = [];
  for (const [index, link] of document.links.entries()) {
    if (link.from.element !== name && link.to.element !== name) links.push(link);
    else restore.push({ kind: 'add-link', link, index });
  }
  const rules = withoutElementInRules(document.rules, name);
  restore.push(...restoreRules(document.rules, rules));
  const [first, ...others] = restore;
  return done(
    { ...document, elements: withoutKey(document.elements, name, drafts), links, rules },
    first !== undefined && others.length === 0
      ? first
      : { kind: 'batch', label: `Restore ${name}`, edits: restore },
  );
}

/** Edits that bring back what an element's removal took from the overrides of rules. */
function restoreRules(
  before: PipelineDocument['rules'],
  after: PipelineDocument['rules'],
): readonly Edit[] {
  if (before === after) return [];
  return Object.entries(before).flatMap(([rule, override], index): Edit[] =>
    own(after, rule) === override ? [] : [{ kind: 'set-rule', rule, override, index }],
  );
}

/** In links and overrides of rules as well. */
export function renameElement(
  document: PipelineDocument,
  { name, newName }: EditOf<'rename-element'>,
): EditResult {
  if (!Object.hasOwn(document.elements, name)) return noSuchElement(document, name);
  const inverse: Edit = {
    kind: 'rename-element',
    name: newName,
    newName: name,
  };
  if (newName === name) return done(document, inverse);
  const refusal = nameRefusal(document, newName);
  if (refusal !== undefined) return refusal;
  const renamed = (link: Link, end: 'from' | 'to') =>
    link[end].element === name ? { ...link[end], element: newName } : link[end];
  const links = document.links.map((link) =>
    link.from.element === name || link.to.element === name
      ? { ...link, from: renamed(link, 'from'), to: renamed(link, 'to') }
      : link,
  );
  return done(
    {
      ...document,
      elements: withKeyRenamed(document.elements, name, newName),
      links,
      rules: withElementRenamedInRules(document.rules, name, newName),
    },
    inverse,
  );
}

/** Another element under the same name. */
export function replaceElement(
  document: PipelineDocument,
  { name, element }: EditOf<'replace-element'>,
  drafts: Drafts,
): EditResult {
  const previous = own(document.elements, name);
  if (previous === undefined) return noSuchElement(document, name);
  const refusal = elementRefusal(name, element);
  if (refusal !== undefined) return refusal;
  return done(
    { ...document, elements: withKey(document.elements, name, element, { drafts }) },
    { kind: 'replace-element', name, element: previous },
  );
}

/** Of the element or of one of its pads; without a value the property goes back to its default. */
export function setProperty(
  document: PipelineDocument,
  edit: EditOf<'set-property'>,
  drafts: Drafts,
): EditResult {
  const { element: name, pad, property, value, index } = edit;
  const element = own(document.elements, name);
  if (element === undefined) return noSuchElement(document, name);
  const refusal = propertyRefusal(edit);
  if (refusal !== undefined) return refusal;

  const properties = pad === undefined ? element.properties : (own(element.pads, pad) ?? {});
  const previous = own(properties, property);
  if (previous === value) return done(document, edit);
  const changed =
    value === undefined
      ? withoutKey(properties, property)
      : withKey(properties, property, value, { index });
  const place = { kind: 'set-property', element: name, property } as const;
  const inverse: Edit = {
    ...place,
    ...(pad !== undefined && { pad }),
    ...(previous !== undefined && { value: previous }),
    ...(value === undefined && { index: indexOfKey(properties, property) }),
  };
  if (pad === undefined) {
    const next = { ...element, properties: changed };
    return done(
      { ...document, elements: withKey(document.elements, name, next, { drafts }) },
      inverse,
    );
  }
  // A pad without properties has no entry, which set-property can't put back in its place.
  const isEntryLost = Object.keys(changed).length === 0;
  const pads = isEntryLost ? withoutKey(element.pads, pad) : withKey(element.pads, pad, changed);
  const wasEmptyEntry = Object.hasOwn(element.pads, pad) && Object.keys(properties).length === 0;
  return done(
    {
      ...document,
      elements: withKey(document.elements, name, { ...element, pads }, { drafts }),
    },
    isEntryLost || wasEmptyEntry ? { kind: 'replace-element', name, element } : inverse,
  );
}
