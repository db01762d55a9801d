/** What a document for one target has to change for another: edits to review, with reasons. */
import { catalogueFor } from '@pipewright/catalogue';
import { applyEdit, type Edit, type PipelineDocument, type Target } from '@pipewright/graph';
import { check } from './check.ts';
import type { Diagnostic, Place } from './diagnostic.ts';
import type { FileLookup } from './files.ts';
import { platformName } from './platforms.ts';
import { windowSinkChanges } from './window-sinks.ts';

/** One edit that the new target asks for. */
export interface TargetChange {
  /** What it does, in the imperative. */
  readonly title: string;
  /** Why the new target asks for it, and what goes with it. */
  readonly reason: string;
  readonly place: Place;
  readonly edit: Edit;
}

export interface TargetChanges {
  /** In an order in which they apply, behind the change of the target. */
  readonly changes: readonly TargetChange[];
  /** What the new target objects to without an edit that would mend it. */
  readonly open: readonly Diagnostic[];
}

/** An edit can make others necessary: a source that gives other memory, a sink that needs a converter. */
const MAX_ROUNDS = 8;

/**
 * What a switch of the target asks for: other window sinks, and an edit for each problem that the
 * document gets by it. Hints are no problems. The facts are those of the shipped catalogue.
 */
export function targetChanges(
  document: PipelineDocument,
  target: Target,
  files?: FileLookup,
): TargetChanges {
  const known = new Set(problemsOf(document, files).map(problemKey));
  const changes: TargetChange[] = [];
  let current: PipelineDocument = { ...document, target };
  const take = (change: TargetChange): boolean => {
    const result = applyEdit(current, change.edit);
    if (!result.ok) return false;
    current = result.document;
    changes.push(change);
    return true;
  };
  for (const change of windowSinkChanges(document, target)) take(change);
  let open: readonly Diagnostic[] = [];
  const tried = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = current;
    open = problemsOf(current, files).filter((each) => !known.has(problemKey(each)));
    for (const problem of open) {
      const key = problemKey(problem);
      const [fix] = problem.fixes;
      if (fix === undefined || tried.has(key)) continue;
      const { title, edit } = fix;
      const reason = problem.message + lostProperties(current, edit);
      if (take({ title, reason, place: problem.place, edit })) tried.add(key);
    }
    if (current === before) break;
  }
  return { changes, open };
}

/** One step of undo: the new target with the chosen changes; those that no longer fit are left out. */
export function switchTarget(
  document: PipelineDocument,
  target: Target,
  chosen: readonly TargetChange[],
): { readonly edit: Edit; readonly skipped: readonly TargetChange[] } {
  const edits: Edit[] = [{ kind: 'set-target', target }];
  const skipped: TargetChange[] = [];
  let current: PipelineDocument = { ...document, target };
  for (const change of chosen) {
    const result = applyEdit(current, change.edit);
    if (!result.ok) {
      skipped.push(change);
      continue;
    }
    current = result.document;
    edits.push(change.edit);
  }
  return { edit: { kind: 'batch', label: switchTitle(document.target, target), edits }, skipped };
}

/** What the switch is called: `Switch to Jetson`. */
export function switchTitle(from: Target, to: Target): string {
  const parts = [
    ...(from.platform === to.platform ? [] : [platformName(to.platform)]),
    ...(from.deepstream === to.deepstream ? [] : [`DeepStream ${to.deepstream}`]),
    ...(from.streammux === to.streammux ? [] : [`the ${to.streammux} nvstreammux`]),
  ];
  return `Switch to ${parts.join(' and ')}`;
}

function problemsOf(document: PipelineDocument, files: FileLookup | undefined) {
  const context = { catalogue: catalogueFor(document.target), ...(files && { files }) };
  return check(document, context).diagnostics.filter(({ severity }) => severity !== 'hint');
}

/** Tells problems apart, also in documents that differ elsewhere. */
function problemKey({ code, place, message }: Diagnostic): string {
  return JSON.stringify([code, place, message]);
}

/** Which properties of an element another factory in its place does not take over. */
function lostProperties(document: PipelineDocument, edit: Edit): string {
  if (edit.kind !== 'replace-element') return '';
  const before = Object.keys(document.elements[edit.name]?.properties ?? {});
  const lost = before.filter((name) => !Object.hasOwn(edit.element.properties, name));
  return lost.length === 0 ? '' : `. ${edit.element.factory} lacks ${lost.join(', ')}: removed`;
}
