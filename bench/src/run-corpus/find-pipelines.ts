/** The pipelines that the files of a folder hold. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { catalogueFor, recogniseConfig } from '@pipewright/catalogue';
import { noteText, recogniseImportFormat } from '@pipewright/formats';
import type { PipelineDocument } from '@pipewright/graph';

/** One pipeline, or why a file that should have one could not be read. */
export type FoundPipeline = {
  /** The file's path below the folder, with a number from the file's second pipeline on. */
  readonly name: string;
} & ({ readonly document: PipelineDocument } | { readonly problem: string });

/** There is nothing to run; the message says why. */
export class CorpusError extends Error {}

/** Pipelines are texts: a larger file is a video, a model or an engine. */
const MAX_BYTES = 1 << 20;
/** Not the folder's own. */
const SKIPPED: ReadonlySet<string> = new Set(['.git', 'node_modules']);
/** Stands for a list of sources that a deepstream-app file names; all URIs are replaced later. */
const SOURCES_CSV = `enable,type,uri,num-sources,gpu-id,cudadec-memtype
1,3,file:///sample.mp4,2,0,0
`;

/**
 * The pipelines of the files whose path below the folder holds `only`, in any depth and in order.
 * Rejects with CorpusError where there are none.
 */
export async function findPipelines(folder: string, only = ''): Promise<FoundPipeline[]> {
  const paths = listFiles(folder).filter((path) => relative(folder, path).includes(only));
  if (paths.length === 0) {
    const asked = only === '' ? '' : ` with "${only}" in its path (--only)`;
    throw new CorpusError(`There is no file in ${folder}${asked}.`);
  }
  const found: FoundPipeline[] = [];
  for (const path of paths) found.push(...(await pipelinesOf(path, relative(folder, path))));
  if (found.length === 0) {
    throw new CorpusError(
      `No file in ${folder} is a pipeline that can be imported, such as a gst-launch-1.0 line, a deepstream-app file or Service Maker's YAML.`,
    );
  }
  return found;
}

function listFiles(folder: string): string[] {
  return readdirSync(folder)
    .toSorted()
    .filter((name) => !SKIPPED.has(name))
    .flatMap((name) => {
      const path = join(folder, name);
      // A link may lead nowhere.
      const stats = statSync(path, { throwIfNoEntry: false });
      if (stats?.isDirectory()) return listFiles(path);
      return stats?.isFile() && stats.size <= MAX_BYTES ? [path] : [];
    });
}

/** None for a file that is no pipeline: a config file, a note. */
async function pipelinesOf(path: string, name: string): Promise<FoundPipeline[]> {
  const source = { text: readFileSync(path, 'utf8'), fileName: name };
  const format = recogniseImportFormat(source);
  // deepstream-app's files are both a pipeline and a config file.
  const config = recogniseConfig(path, source.text);
  if (format === undefined || (config !== undefined && config.id !== format.id)) return [];
  const read = await format.read(source, {
    catalogueFor,
    readFile: async (named) => (named.endsWith('.csv') ? SOURCES_CSV : undefined),
  });
  if (!read.ok) {
    // Notes start with the file's name, which the line of the outcome has already.
    return [{ name, problem: read.errors.map(noteText).join('; ').replaceAll(`${name}:`, '') }];
  }
  return read.pipelines.map(({ document }, index) => ({
    name: index === 0 ? name : `${name} (${index + 1})`,
    document,
  }));
}
