/** Applies edits to documents, giving the exact inverse of each. */
import {
  type Link,
  type LinkId,
  linkId,
  type PipelineDocument,
  type Properties,
} from './document.ts';
import type { Edit } from './edit.ts';
import {
  elementNameProblem,
  fileNameProblem,
  type NameProblem,
  nearestName,
  padNameProblem,
  parameterNameProblem,
  propertyNameProblem,
  ruleIdProblem,
} from './names.ts';
import { Drafts, indexOfKey, own, withKey, withKeyRenamed, withoutKey } from './records.ts';
import {
  ruleOverrideProblem,
  withElementRenamedInRules,
  withoutElementInRules,
} from './rule-overrides.ts';

export type GraphErrorCode =
  | 'no-such-element'
  | 'no-such-link'
  | 'name-taken'
  | 'link-exists'
  | 'invalid-name'
  | 'invalid-value';

/** Why an edit was refused. */
export interface GraphError {
  readonly code: GraphErrorCode;
  readonly message: string;
}

export type EditResult =
  | {
      readonly ok: true;
      readonly document: PipelineDocument;
      readonly inverse: Edit;
    }
  | { readonly ok: false; readonly error: GraphError };

/**
 * Applies one edit. The inverse, applied to the result, gives the document back, its orders
 * included. A refused edit changes nothing; a batch is applied whole or not at all.
 */
export function applyEdit(document: PipelineDocument, edit: Edit): EditResult {
  return apply(document, edit, new Drafts());
}

/** `drafts`: what the batch around the edit has made. */
function apply(document: PipelineDocument, edit: Edit, drafts: Drafts): EditResult {
  switch (edit.kind) {
    case 'set-name':
      return done({ ...document, name: edit.name }, { kind: 'set-name', name: document.name });
    case 'set-target':
      return done(
        { ...document, target: edit.target },
        { kind: 'set-target', target: document.target },
      );
    case 'add-element':
      return addElement(document, edit, drafts);
    case 'remove-element':
      return removeElement(document, edit, drafts);
    case 'rename-element':
      return renameElement(document, edit);
    case 'replace-element':
      return replaceElement(document, edit, drafts);
    case 'set-property':
      return setProperty(document, edit, drafts);
    case 'add-link':
      return addLink(document, edit);
    case 'remove-link':
      return removeLink(document, edit);
    case 'set-link-caps':
      return setLinkCaps(document, edit);
    case 'insert-element':
      return insertElement(document, edit, drafts);
    case 'set-parameter':
      return setParameter(document, edit);
    case 'set-file':
      return setFile(document, edit);
    case 'set-rule':
      return setRule(document, edit);
    case 'batch':
      return applyBatch(document, edit, drafts);
  }
}

type EditOf<Kind extends Edit['kind']> = Extract<Edit, { kind: Kind }>;

function done(document: PipelineDocument, inverse: Edit): EditResult {
  return { ok: true, document, inverse };
}

function refuse(code: GraphErrorCode, message: string): EditResult {
  return { ok: false, error: { code, message } };
}

function noSuchElement(document: PipelineDocument, name: string): EditResult {
  const meant = nearestName(name, Object.keys(document.elements));
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return refuse('no-such-element', `there is no element "${name}"${hint}`);
}

function noSuchLink(id: LinkId): EditResult {
  return refuse('no-such-link', `there is no link ${id}`);
}

/** Why the name can't be used for a new element. */
function nameRefusal(document: PipelineDocument, name: string): EditResult | undefined {
  const problem = elementNameProblem(name);
  if (problem !== undefined) return refuse('invalid-name', problem);
  if (!Object.hasOwn(document.elements, name)) return undefined;
  return refuse('name-taken', `there is an element "${name}" already`);
}

function addElement(
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

function removeElement(
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

function renameElement(
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

function replaceElement(
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

function setProperty(
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

function addLink(document: PipelineDocument, { link, index }: EditOf<'add-link'>): EditResult {
  for (const end of [link.from, link.to]) {
    if (!Object.hasOwn(document.elements, end.element)) return noSuchElement(document, end.element);
    const problem = padNameProblem(end.pad);
    if (problem !== undefined) return refuse('invalid-name', problem);
  }
  const id = linkId(link);
  if (document.links.some((other) => linkId(other) === id)) {
    return refuse('link-exists', `there is a link ${id} already`);
  }
  return done(
    {
      ...document,
      links: document.links.toSpliced(index ?? document.links.length, 0, link),
    },
    { kind: 'remove-link', link: id },
  );
}

function removeLink(document: PipelineDocument, { link: id }: EditOf<'remove-link'>): EditResult {
  const index = document.links.findIndex((link) => linkId(link) === id);
  const link = document.links[index];
  if (link === undefined) return noSuchLink(id);
  return done(
    { ...document, links: document.links.toSpliced(index, 1) },
    { kind: 'add-link', link, index },
  );
}

function setLinkCaps(
  document: PipelineDocument,
  { link: id, caps }: EditOf<'set-link-caps'>,
): EditResult {
  const index = document.links.findIndex((link) => linkId(link) === id);
  const link = document.links[index];
  if (link === undefined) return noSuchLink(id);
  const { from, to } = link;
  return done(
    {
      ...document,
      links: document.links.with(index, caps === undefined ? { from, to } : { from, to, caps }),
    },
    {
      kind: 'set-link-caps',
      link: id,
      ...(link.caps !== undefined && { caps: link.caps }),
    },
  );
}

function insertElement(
  document: PipelineDocument,
  { link: id, name, element, sinkPad, srcPad }: EditOf<'insert-element'>,
  drafts: Drafts,
): EditResult {
  const index = document.links.findIndex((link) => linkId(link) === id);
  const link = document.links[index];
  if (link === undefined) return noSuchLink(id);
  const { from, to } = link;
  // The caps filter stays where it was: behind the element that the link starts from.
  return applyBatch(
    document,
    {
      kind: 'batch',
      label: `Insert ${name}`,
      edits: [
        { kind: 'add-element', name, element },
        { kind: 'remove-link', link: id },
        {
          kind: 'add-link',
          link: { from: { element: name, pad: srcPad }, to },
          index,
        },
        {
          kind: 'add-link',
          link: { ...link, from, to: { element: name, pad: sinkPad } },
          index,
        },
      ],
    },
    drafts,
  );
}

function setParameter(
  document: PipelineDocument,
  { name, parameter, index }: EditOf<'set-parameter'>,
): EditResult {
  return setEntry({
    problem: parameterNameProblem(name),
    record: document.parameters,
    name,
    value: parameter,
    index,
    toDocument: (parameters) => ({ ...document, parameters }),
    toEdit: (value, place) => ({
      kind: 'set-parameter',
      name,
      ...(value !== undefined && { parameter: value }),
      ...place,
    }),
  });
}

function setFile(
  document: PipelineDocument,
  { name, text, index }: EditOf<'set-file'>,
): EditResult {
  return setEntry({
    problem: fileNameProblem(name),
    record: document.files,
    name,
    value: text,
    index,
    toDocument: (files) => ({ ...document, files }),
    toEdit: (value, place) => ({
      kind: 'set-file',
      name,
      ...(value !== undefined && { text: value }),
      ...place,
    }),
  });
}

function setRule(
  document: PipelineDocument,
  { rule, override, index }: EditOf<'set-rule'>,
): EditResult {
  const hasElement = (name: string) => Object.hasOwn(document.elements, name);
  const problem = override && ruleOverrideProblem(rule, override, hasElement);
  if (problem !== undefined) return refuse('invalid-value', problem);
  return setEntry({
    problem: ruleIdProblem(rule),
    record: document.rules,
    name: rule,
    value: override,
    index,
    toDocument: (rules) => ({ ...document, rules }),
    toEdit: (value, place) => ({
      kind: 'set-rule',
      rule,
      ...(value !== undefined && { override: value }),
      ...place,
    }),
  });
}

interface EntryChange<V> {
  readonly problem: NameProblem;
  readonly record: Readonly<Record<string, V>>;
  readonly name: string;
  /** Absent: the entry is removed. */
  readonly value: V | undefined;
  readonly index: number | undefined;
  readonly toDocument: (record: Record<string, V>) => PipelineDocument;
  readonly toEdit: (value: V | undefined, place: { readonly index?: number }) => Edit;
}

function setEntry<V>(change: EntryChange<V>): EditResult {
  const { problem, record, name, value, index } = change;
  if (problem !== undefined) return refuse('invalid-name', problem);
  const previous = own(record, name);
  const isRestoredByIndex = previous !== undefined && value === undefined;
  const inverse = change.toEdit(
    previous,
    isRestoredByIndex ? { index: indexOfKey(record, name) } : {},
  );
  const next =
    value === undefined ? withoutKey(record, name) : withKey(record, name, value, { index });
  return done(change.toDocument(next), inverse);
}

function applyBatch(
  document: PipelineDocument,
  { label, edits }: EditOf<'batch'>,
  drafts: Drafts,
): EditResult {
  let current = document;
  const inverses: Edit[] = [];
  for (const edit of edits) {
    const result = apply(current, edit, drafts);
    if (!result.ok) return result;
    current = result.document;
    inverses.push(result.inverse);
  }
  return done(current, { kind: 'batch', label, edits: inverses.reverse() });
}
