/** Where the files that a pipeline refers to lie in its bundle. */
import type { ReferredPath } from '../export/referred-paths.ts';

export const DATA_FOLDER = 'data';

/** A file that goes into the bundle, or, for an output, whose folder has to be there. */
export interface BundleReference extends ReferredPath {
  /** Relative to the bundle. */
  readonly target: string;
}

/** What belongs to the SDK is on every machine that has it. */
const SDK_FOLDERS = ['/opt/nvidia/', '/usr/lib/', '/usr/local/cuda'];

/** A place in the bundle's data folder for each, laid out as it is here as far as that is possible. */
export function bundlePlaces(paths: readonly ReferredPath[]): BundleReference[] {
  const taken = new Set<string>();
  return paths
    .filter(({ path }) => !SDK_FOLDERS.some((folder) => path.startsWith(folder)))
    .map((reference) => {
      const inside = reference.path
        .split('/')
        .filter((part) => part !== '' && part !== '.' && part !== '..')
        .join('/');
      const target = freePlace(`${DATA_FOLDER}/${inside}`, taken);
      taken.add(target);
      return { ...reference, target };
    });
}

function freePlace(wanted: string, taken: ReadonlySet<string>): string {
  const slash = wanted.lastIndexOf('/');
  const dot = wanted.indexOf('.', slash + 2);
  const [stem, suffix] = dot < 0 ? [wanted, ''] : [wanted.slice(0, dot), wanted.slice(dot)];
  for (let number = 1; ; number += 1) {
    const place = number === 1 ? wanted : `${stem}-${number}${suffix}`;
    if (!taken.has(place)) return place;
  }
}
