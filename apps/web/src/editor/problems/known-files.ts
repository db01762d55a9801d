import type { FileLookup } from '@pipewright/rules';
import type { Checker } from './check-store.ts';

/** The config files whose text the checks have got so far; all else stays unknown. */
export function knownFiles({ fileText }: Pick<Checker, 'fileText'>): FileLookup {
  return (path) => {
    const text = fileText(path);
    return text === undefined
      ? undefined
      : { exists: true, kind: 'file', sizeBytes: text.length, text };
  };
}
