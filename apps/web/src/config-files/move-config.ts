import { joinPath, relocateConfig } from '@pipewright/catalogue';
import { relativePath } from '../documents/workspace-paths.ts';

/**
 * A config file's text for another folder: relative paths inside it lead to the same files. Folders
 * are of the workspace, or absolute; from an absolute one the paths become absolute.
 */
export function movedConfig(path: string, text: string, from: string, to: string): string {
  return relocateConfig(path, text, from, (inside) => {
    const target = joinPath(from, inside);
    return target.startsWith('/') || target.startsWith('../') ? target : relativePath(to, target);
  });
}

/** A name that is not taken: `detector.txt`, `detector-2.txt`, ... */
export function freeFileName(wanted: string, isTaken: (name: string) => boolean): string {
  const dot = wanted.lastIndexOf('.');
  const [stem, suffix] = dot > 0 ? [wanted.slice(0, dot), wanted.slice(dot)] : [wanted, ''];
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${stem}-${number}${suffix}`;
    if (!isTaken(name)) {
      return name;
    }
  }
}

/** The name with the suffix by which DeepStream tells INI and YAML apart. */
export function renamedFor(path: string, syntax: 'ini' | 'yaml'): string {
  const stem = path.replace(/\.[^./]*$/, '');
  return `${stem}${syntax === 'yaml' ? '.yml' : '.txt'}`;
}
