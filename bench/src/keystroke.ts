/** One edit and the check that follows it, in documents of growing size: incremental and from scratch. */
import { type Catalogue, catalogueFor } from '@pipewright/catalogue';
import { applyEdit, type Edit, type PipelineDocument } from '@pipewright/graph';
import { type Checker, check, createChecker } from '@pipewright/rules';
import { branchesDocument, branchesLaunchText, numBranchesFor } from './keystroke/branches.ts';
import { timeValidatePipeline } from './keystroke/validate-pipeline.ts';
import { percentile } from './statistics.ts';

const NUM_EDITS = 200;
/** A check from scratch of a large document takes long enough to need fewer. */
const NUM_CHECKS_FROM_SCRATCH = 40;
/** The first edits warm the engine up. */
const NUM_WARM_UPS = 20;

const knowsNoFile = () => undefined;

/** An edit of one property: what a keystroke in a number field is. */
function propertyEdit(branch: number, count: number): Edit {
  const element = `queue${branch}`;
  return { kind: 'set-property', element, property: 'max-size-buffers', value: count + 5 };
}

/** Takes a link away and puts it back. */
function linkEdit(branch: number, count: number): Edit {
  const [from, to] = [
    { element: `queue${branch}`, pad: 'src' },
    { element: `convert${branch}`, pad: 'sink' },
  ];
  return count % 2 === 0
    ? { kind: 'remove-link', link: `${from.element}.src -> ${to.element}.sink` }
    : { kind: 'add-link', link: { from, to } };
}

function edited(document: PipelineDocument, edit: Edit): PipelineDocument {
  const result = applyEdit(document, edit);
  if (!result.ok) {
    throw new Error(result.error.message);
  }
  return result.document;
}

interface Measurement {
  readonly timesMillis: readonly number[];
  /** The most that rules looked at something after one edit. */
  readonly maxRuleRuns: number;
}

/** Times an edit and its check, over and over, each time in another branch. */
function measure(
  start: PipelineDocument,
  numEdits: number,
  editAt: (count: number) => Edit,
  checkNext: (document: PipelineDocument) => void,
  checker?: Checker,
): Measurement {
  const timesMillis: number[] = [];
  let maxRuleRuns = 0;
  let document = start;
  for (let count = 0; count < numEdits + NUM_WARM_UPS; count += 1) {
    const runsBefore = checker?.numRuleRuns ?? 0;
    const startedAt = performance.now();
    document = edited(document, editAt(count));
    checkNext(document);
    if (count >= NUM_WARM_UPS) {
      timesMillis.push(performance.now() - startedAt);
      maxRuleRuns = Math.max(maxRuleRuns, (checker?.numRuleRuns ?? 0) - runsBefore);
    }
  }
  return { timesMillis, maxRuleRuns };
}

function inWords({ timesMillis }: Measurement): string {
  return `p50 ${percentile(timesMillis, 50).toFixed(2)} ms, p99 ${percentile(timesMillis, 99).toFixed(2)} ms`;
}

function benchSize(numElements: number, catalogue: Catalogue): void {
  const numBranches = numBranchesFor(numElements);
  const document = branchesDocument(numBranches);
  const edits = {
    'property edit': (count: number) => propertyEdit(count % numBranches, count),
    'link edit': (count: number) => linkEdit((count >> 1) % numBranches, count),
  };
  console.log(`${Object.keys(document.elements).length} elements`);
  for (const [title, editAt] of Object.entries(edits)) {
    const checker = createChecker(catalogue);
    checker.check(document, knowsNoFile);
    const incremental = measure(
      document,
      NUM_EDITS,
      editAt,
      (next) => checker.check(next, knowsNoFile),
      checker,
    );
    const scratch = measure(document, NUM_CHECKS_FROM_SCRATCH, editAt, (next) =>
      check(next, { catalogue, files: knowsNoFile }),
    );
    const ratio =
      percentile(scratch.timesMillis, 50) /
      Math.max(0.001, percentile(incremental.timesMillis, 50));
    console.log(
      `  ${title.padEnd(13)}  incremental: ${inWords(incremental)} (${incremental.maxRuleRuns} looks of rules at most)`,
    );
    console.log(`  ${''.padEnd(13)} from scratch: ${inWords(scratch)} (${ratio.toFixed(0)} times)`);
  }
  console.log(
    `  validate_pipeline.py, the whole pipeline: ${timeValidatePipeline(branchesLaunchText(numBranches))}`,
  );
}

/** Prints p50 and p99 of edit plus check in milliseconds, beside a check from scratch. */
export default async function benchKeystroke(): Promise<void> {
  const target = { platform: 'dgpu', deepstream: '9.1', streammux: 'legacy' } as const;
  for (const numElements of [50, 500, 5000]) benchSize(numElements, catalogueFor(target));
}
