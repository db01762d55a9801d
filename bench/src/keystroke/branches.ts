/** Documents of any size: branches from a file to a sink, side by side. */
import { type PipelineDocument, parseDocument } from '@pipewright/graph';

const chain = [
  { name: 'source', factory: 'filesrc', property: 'location', valueIn: mediaOf },
  { name: 'parser', factory: 'h264parse', property: 'config-interval', valueIn: () => '-1' },
  { name: 'decoder', factory: 'nvv4l2decoder', property: 'gpu-id', valueIn: () => '0' },
  { name: 'queue', factory: 'queue', property: 'max-size-buffers', valueIn: () => '4' },
  { name: 'convert', factory: 'nvvideoconvert', property: 'gpu-id', valueIn: () => '0' },
  { name: 'sink', factory: 'fakesink', property: 'sync', valueIn: () => 'false' },
] as const;

function mediaOf(branch: number): string {
  return `/media/${branch}.h264`;
}

/** How many branches a document of about that many elements has. */
export function numBranchesFor(numElements: number): number {
  return Math.floor(numElements / chain.length);
}

/** `numBranches` file sources, each parsed, decoded, queued and converted into a sink of its own. */
export function branchesDocument(numBranches: number): PipelineDocument {
  const elements: string[] = [];
  const links: string[] = [];
  for (let branch = 0; branch < numBranches; branch += 1) {
    for (const { name, factory, property, valueIn } of chain) {
      elements.push(
        `  ${name}${branch}:\n    factory: ${factory}\n    properties:\n      ${property}: ${valueIn(branch)}\n`,
      );
    }
    for (const [at, { name }] of chain.slice(1).entries()) {
      links.push(`  - ${chain[at]?.name}${branch}.src -> ${name}${branch}.sink\n`);
    }
  }
  const text = `formatVersion: 1\nname: Benchmark\ntarget: { platform: dgpu, deepstream: "9.1" }\nelements:\n${elements.join('')}links:\n${links.join('')}`;
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    throw new Error(parsed.errors.map((error) => error.message).join('\n'));
  }
  return parsed.document;
}

/** The same pipeline as `gst-launch-1.0` takes it. */
export function branchesLaunchText(numBranches: number): string {
  const branches = Array.from({ length: numBranches }, (_, branch) =>
    chain
      .map(
        ({ name, factory, property, valueIn }) =>
          `${factory} name=${name}${branch} ${property}=${valueIn(branch)}`,
      )
      .join(' ! '),
  );
  return branches.join(' ');
}
