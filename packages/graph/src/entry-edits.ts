/** Edits of what a document has by name: parameters, files and overrides of rules. */
import type { PipelineDocument } from './document.ts';
import type { Edit } from './edit.ts';
import { done, type EditOf, type EditResult, refuse } from './edit-result.ts';
import { fileNameProblem, type NameProblem, parameterNameProblem, ruleIdProblem } from './names.ts';
import { indexOfKey, own, withKey, withoutKey } from './records.ts';
import { ruleOverrideProblem } from './rule-overrides.ts';

/** Without a value the parameter is removed. */
export function setParameter(
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

/** Without a text the file is removed. */
export function setFile(
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

/** Without an override the rule is as it comes. */
export function setRule(
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
