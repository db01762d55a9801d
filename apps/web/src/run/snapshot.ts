import { findLink, type PipelineDocument } from '@pipewright/graph';
import type { RunSummary } from '@pipewright/protocol';
import type { PreviewTarget } from '../workbench/ui-store.ts';

/** A picture as it was taken. */
export interface Snapshot {
  readonly blob: Blob;
  /** Of the file that it can be saved as. */
  readonly name: string;
}

/** Takes a picture of a link in full size. Rejects with what the server says, for the user. */
export async function takeSnapshot(
  run: RunSummary,
  document: PipelineDocument,
  { link, stream }: PreviewTarget,
): Promise<Snapshot> {
  const pad = run.pads.find((candidate) => candidate.link === link);
  if (pad === undefined) {
    throw new Error('The run has no such link: it was drawn after its start.');
  }
  const address = `/api/v1/runs/${encodeURIComponent(run.id)}/snapshot/${pad.index}?stream=${stream}`;
  const response = await fetch(address);
  if (!response.ok) {
    const problem = (await response.json()) as { detail?: string };
    throw new Error(problem.detail ?? `The server answered ${response.status}.`);
  }
  const source = stream < 0 ? '' : `-source${stream}`;
  const element = findLink(document, link)?.from.element ?? pad.element;
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return { blob: await response.blob(), name: `${element}${source}-${time}.png` };
}
