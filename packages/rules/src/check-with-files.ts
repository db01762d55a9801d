/** Checks a document, and asks for the files that the rules want to know of. */
import type { Catalogue } from '@pipewright/catalogue';
import type { PipelineDocument } from '@pipewright/graph';
import { type CheckResult, createChecker } from './checker/checker.ts';
import type { FileFacts } from './files.ts';

/** Rounds of asking: a config file names others, and those name a last one at most. */
const MAX_ROUNDS = 4;

/** Facts by path, as the document writes it. Paths left out stay unknown. */
export type FactsReader = (paths: readonly string[]) => Promise<ReadonlyMap<string, FileFacts>>;

/** `unknownPaths` are those that `readFacts` left out. Rejects only when `readFacts` does. */
export async function checkWithFiles(
  document: PipelineDocument,
  catalogue: Catalogue,
  readFacts: FactsReader,
): Promise<CheckResult> {
  const known = new Map<string, FileFacts>();
  const lookUp = (path: string) => known.get(path);
  const checker = createChecker(catalogue);
  let result = checker.check(document, lookUp);
  for (let round = 0; round < MAX_ROUNDS && result.unknownPaths.length > 0; round += 1) {
    for (const [path, facts] of await readFacts(result.unknownPaths)) known.set(path, facts);
    result = checker.check(document, lookUp);
  }
  return result;
}
