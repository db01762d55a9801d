/** The sibling file that holds a drawing's positions. */
import { readFile } from 'node:fs/promises';
import type { Layout } from '@pipewright/protocol';
import { layoutInput } from '../trpc/inputs.ts';
import { writeAtomically } from './atomic-write.ts';

const EMPTY_LAYOUT: Layout = { elements: {} };

/**
 * The layout in a file. No file, or one that can't be understood, is an empty layout: the editor
 * then lays the drawing out by itself, and nothing of the pipeline is lost.
 */
export async function readLayout(path: string): Promise<Layout> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return EMPTY_LAYOUT;
    }
    throw error;
  }
  try {
    const parsed = layoutInput.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : EMPTY_LAYOUT;
  } catch {
    return EMPTY_LAYOUT;
  }
}

export async function writeLayout(path: string, layout: Layout): Promise<void> {
  await writeAtomically(path, `${JSON.stringify(layout, null, 2)}\n`);
}
