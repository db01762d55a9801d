/** One property edit and the check that follows it, in documents of growing size. */
import { catalogueFor } from '@pipewright/catalogue';
import { applyEdit, type Edit, type PipelineDocument, parseDocument } from '@pipewright/graph';
import { check } from '@pipewright/rules';
import { percentile } from './statistics.ts';

const NUM_EDITS = 200;

/** `numBranches` file sources, each decoded and converted, batched eight at a time. */
function largeDocument(numElements: number): PipelineDocument {
  const elements: string[] = [];
  const links: string[] = [];
  const perBranch = 6;
  const numBranches = Math.floor(numElements / perBranch);
  for (let branch = 0; branch < numBranches; branch += 1) {
    const chain = [
      ['source', 'filesrc', `location: /media/${branch}.h264`],
      ['parser', 'h264parse', 'config-interval: -1'],
      ['decoder', 'nvv4l2decoder', 'gpu-id: 0'],
      ['queue', 'queue', 'max-size-buffers: 4'],
      ['convert', 'nvvideoconvert', 'gpu-id: 0'],
      ['sink', 'fakesink', 'sync: false'],
    ] as const;
    for (const [name, factory, property] of chain) {
      elements.push(
        `  ${name}${branch}:\n    factory: ${factory}\n    properties:\n      ${property}\n`,
      );
    }
    for (let index = 1; index < chain.length; index += 1) {
      links.push(
        `  - ${chain[index - 1]?.[0]}${branch}.src -> ${chain[index]?.[0]}${branch}.sink\n`,
      );
    }
  }
  const text = `formatVersion: 1\nname: Benchmark\ntarget: { platform: dgpu, deepstream: "9.1" }\nelements:\n${elements.join('')}links:\n${links.join('')}`;
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    throw new Error(parsed.errors.map((error) => error.message).join('\n'));
  }
  return parsed.document;
}

/** Prints p50 and p99 of edit plus check, milliseconds. */
export default async function benchKeystroke(): Promise<void> {
  const files = () => undefined;
  for (const numElements of [50, 500, 5000]) {
    let document = largeDocument(numElements);
    const catalogue = catalogueFor(document.target);
    const timesMillis: number[] = [];
    for (let index = 0; index < NUM_EDITS + 20; index += 1) {
      const edit: Edit = {
        kind: 'set-property',
        element: `queue${index % Math.max(1, Math.floor(numElements / 6))}`,
        property: 'max-size-buffers',
        value: index,
      };
      const startedAt = performance.now();
      const edited = applyEdit(document, edit);
      if (!edited.ok) {
        throw new Error(edited.error.message);
      }
      document = edited.document;
      check(document, { catalogue, files });
      // The first edits warm the engine up.
      if (index >= 20) {
        timesMillis.push(performance.now() - startedAt);
      }
    }
    console.log(
      `${String(numElements).padStart(5)} elements: p50 ${percentile(timesMillis, 50).toFixed(2)} ms, ` +
        `p99 ${percentile(timesMillis, 99).toFixed(2)} ms`,
    );
  }
}
