/** Brings documents of earlier format versions to today's, one version at a time. */
import type { Document } from 'yaml';
import { FORMAT_VERSION } from '../document.ts';

export interface Migration {
  /** The format version it reads; it writes the next one. */
  readonly from: number;
  /** Changes the YAML document in place, so that comments survive. `formatVersion` is set for it. */
  readonly migrate: (document: Document) => void;
}

/** One per former format version, in order, without gaps; each in a file of its own beside this. */
export const migrations: readonly Migration[] = [];

/** Applies what leads from `version` to `target`; throws only when the registry has a gap. */
export function migrate(
  document: Document,
  version: number,
  target: number = FORMAT_VERSION,
  registry: readonly Migration[] = migrations,
): void {
  for (let current = version; current < target; current++) {
    const migration = registry.find(({ from }) => from === current);
    if (migration === undefined) throw new Error(`no migration from format version ${current}`);
    migration.migrate(document);
    document.set('formatVersion', current + 1);
  }
}
