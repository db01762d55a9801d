/** What rules say of things that another DeepStream version has. */
import {
  type CatalogueTarget,
  historyWords,
  type VersionSpan,
  versionWith,
} from '@pipewright/catalogue';
import type { Fix } from './diagnostic.ts';

/** e.g. `nvinfer has 'x' since DeepStream 7.0; this pipeline targets 6.3`. */
export function versionMessage(
  having: string,
  history: VersionSpan,
  target: CatalogueTarget,
): string {
  return `${having} ${historyWords(history)}; this pipeline targets ${target.deepstream}`;
}

/** Aims the pipeline at a version that has it; none where no version is known to. */
export function retargetFixes(history: VersionSpan, target: CatalogueTarget): Fix[] {
  const deepstream = versionWith(history);
  if (deepstream === undefined) return [];
  return [
    {
      title: `Target DeepStream ${deepstream}`,
      edit: { kind: 'set-target', target: { ...target, deepstream } },
    },
  ];
}
