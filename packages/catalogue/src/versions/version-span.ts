/** Between which DeepStream versions something came and went, as far as that is known. */
import { compareVersions } from './compare-versions.ts';

/** Where `after` and `since`, or `last` and `gone`, do not follow each other, the step is between. */
export interface VersionSpan {
  /** The newest version known not to have it yet. */
  readonly after?: string;
  /** The oldest version known to have it; absent: has always been there. */
  readonly since?: string;
  /** The newest version known to have it still; absent: it was never removed. */
  readonly last?: string;
  /** The oldest version known not to have it any more. */
  readonly gone?: string;
  /** Absent: read from the sources of both versions. */
  readonly confidence?: 'medium' | 'low';
}

export type Presence = 'present' | 'absent' | 'uncertain';

/** Whether a version has what came and went so. */
export function presenceIn(span: VersionSpan, version: string): Presence {
  const { after, since, last, gone } = span;
  if (since !== undefined && compareVersions(version, since) < 0) {
    return after !== undefined && compareVersions(version, after) <= 0 ? 'absent' : 'uncertain';
  }
  if (gone !== undefined && compareVersions(version, gone) >= 0) return 'absent';
  if (last !== undefined && compareVersions(version, last) > 0) return 'uncertain';
  return 'present';
}

/** e.g. `since DeepStream 7.0`; `versions` are all, oldest first: they tell which ones adjoin. */
export function spanWords(span: VersionSpan, versions: readonly string[]): string {
  const { after, since, last, gone } = span;
  const parts: string[] = [];
  if (since !== undefined) {
    if (after === undefined) parts.push(`since DeepStream ${since} or earlier`);
    else if (adjoin(after, since, versions)) parts.push(`since DeepStream ${since}`);
    else parts.push(`since DeepStream ${since} at the latest, but not in ${after}`);
  }
  if (last !== undefined) {
    const isExact = gone === undefined || adjoin(last, gone, versions);
    parts.push(`until DeepStream ${last}${isExact ? '' : ` at least, but not in ${gone}`}`);
  }
  return parts.join(', ');
}

function adjoin(older: string, newer: string, versions: readonly string[]): boolean {
  return !versions.some(
    (version) => compareVersions(version, older) > 0 && compareVersions(version, newer) < 0,
  );
}
