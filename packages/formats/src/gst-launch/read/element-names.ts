/** Names of a pipeline's elements: in the document, and as GStreamer would find them. */
import { elementNameProblem } from '@pipewright/graph';
import type { ScriptNote } from './launch-script-reader.ts';
import type { LaunchBin, LaunchElement, LaunchProblem, LaunchTree } from './launch-tree.ts';

export interface ElementNames {
  /** By the element's index. */
  readonly names: readonly string[];
  /** By the name that the text refers to; undefined when nothing has it. */
  readonly find: (name: string) => number | undefined;
  /** Names of bins, which have no pads of their own to link to. */
  readonly bins: ReadonlySet<string>;
  readonly notes: readonly ScriptNote[];
  readonly problems: readonly LaunchProblem[];
}

/** `factoryOf` gives the factory of each element, by index. */
export function nameElements(tree: LaunchTree, factoryOf: (index: number) => string): ElementNames {
  const notes: ScriptNote[] = [];
  const problems: LaunchProblem[] = [];
  const written = tree.elements.map(writtenName);
  const byWritten = new Map<string, number>();
  const names: string[] = [];
  const used = new Set<string>(written.filter((name) => name !== undefined));
  for (const [index, name] of written.entries()) {
    const element = tree.elements[index];
    if (name === undefined || element === undefined) continue;
    const other = byWritten.get(name);
    if (other === undefined) byWritten.set(name, index);
    else if (tree.elements[other]?.bin === element.bin) {
      problems.push({
        message: `two elements are named "${name}"`,
        offset: element.offset,
        remedy: 'give one of them another name',
      });
    }
    names[index] = documentName(name, other !== undefined, used);
    if (names[index] === name) continue;
    notes.push({
      kind: 'changed',
      message:
        other === undefined
          ? `the element "${name}" is called ${names[index]}: ${elementNameProblem(name) ?? ''}`
          : `another element is named "${name}" in its own bin; this one is called ${names[index]}`,
      offset: element.offset,
    });
  }
  const counted = new Map<string, number>();
  const byCount = new Map<string, number>();
  for (const index of tree.elements.keys()) {
    if (names[index] !== undefined) continue;
    const factory = factoryOf(index);
    const number = counted.get(factory) ?? 0;
    counted.set(factory, number + 1);
    // GStreamer separates the number from a name that ends in one.
    byCount.set(`${factory}${/\d$/.test(factory) ? '-' : ''}${number}`, index);
    names[index] = countedName(factory, used);
  }
  return {
    names,
    find: (name) => byWritten.get(name) ?? byCount.get(name),
    bins: new Set(tree.bins.flatMap((bin) => writtenName(bin) ?? [])),
    notes,
    problems,
  };
}

/** The first name counts: an element that has one keeps it. */
export function writtenName({ assignments }: LaunchElement | LaunchBin): string | undefined {
  return assignments.find(({ name, value }) => name === 'name' && value !== '')?.value;
}

function documentName(written: string, isTaken: boolean, used: Set<string>): string {
  const isFit = elementNameProblem(written) === undefined;
  if (isFit && !isTaken) return written;
  const letters = written.replace(/[^\p{L}\p{N}_:-]/gu, '_');
  const base = elementNameProblem(letters) === undefined ? letters : `_${letters}`;
  let name = base;
  for (let number = 2; used.has(name); number++) name = `${base}-${number}`;
  used.add(name);
  return name;
}

function countedName(factory: string, used: Set<string>): string {
  const base = elementNameProblem(factory) === undefined ? factory : `_${factory}`;
  for (let number = 0; ; number++) {
    const name = `${base}${number}`;
    if (used.has(name)) continue;
    used.add(name);
    return name;
  }
}
