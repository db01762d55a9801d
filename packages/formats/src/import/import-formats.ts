/** Every pipeline format that can be read. */
import { deepstreamAppImport } from '../deepstream-app/deepstream-app.ts';
import { dotImport } from '../dot/read-dot.ts';
import { gstLaunchImport } from '../gst-launch/gst-launch-import.ts';
import { pyservicemakerImport } from '../service-maker/python/read/read-pyservicemaker.ts';
import { serviceMakerImport } from '../service-maker/yaml/read-service-maker.ts';
import type { ImportFormat, ImportSource } from './import-format.ts';

export const importFormats: readonly ImportFormat[] = [
  gstLaunchImport,
  deepstreamAppImport,
  dotImport,
  serviceMakerImport,
  pyservicemakerImport,
];

/** Below this a format only shares words with the text: neighbours of deepstream-app's files do. */
const LEAST_SCORE = 0.3;

/** The format that a text most likely has; undefined when none recognises it. */
export function recogniseImportFormat(source: ImportSource): ImportFormat | undefined {
  let best: ImportFormat | undefined;
  let bestScore = LEAST_SCORE;
  for (const format of importFormats) {
    const score = format.recognise(source);
    if (score > bestScore) [best, bestScore] = [format, score];
  }
  return best;
}
