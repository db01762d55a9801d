/** What the readers of Service Maker's formats share: names, targets and caps filters. */
import type { CatalogueTarget } from '@pipewright/catalogue';
import {
  type ElementNode,
  elementNameProblem,
  emptyDocument,
  type Link,
  type PipelineDocument,
  type Target,
} from '@pipewright/graph';
import type { ImportOptions } from '../import/import-format.ts';

/** A name that a document takes, like the one written; free among `used`. */
export function importedName(written: string, used: ReadonlySet<string>): string {
  const letters = written
    .trim()
    .replace(/[^\p{L}\p{N}_:.-]+/gu, '_')
    .replace(/\.+$/, '');
  const base = elementNameProblem(letters) === undefined ? letters : `element_${letters}`;
  const sound = elementNameProblem(base) === undefined ? base : 'element';
  let name = sound;
  for (let number = 2; used.has(name); number++) name = `${sound}_${number}`;
  return name;
}

/** A pipeline's name after the file it is read from. */
export function nameFromFile(fileName: string): string {
  const base = fileName.split(/[/\\]/).pop() ?? '';
  return base.replace(/\.\w+$/, '').trim() || 'pipeline';
}

/** The target that is asked for; else Jetson where an element exists only there. */
export function importedTarget(
  factories: Iterable<string>,
  { catalogueFor, target }: Pick<ImportOptions, 'catalogueFor' | 'target'>,
): Target {
  const asked: CatalogueTarget = { ...emptyDocument('').target, ...target };
  if (target?.platform !== undefined) return asked;
  const catalogue = catalogueFor(asked);
  const isOnlyOnJetson = (factory: string) => {
    const platforms = catalogue.factory(factory)?.platforms ?? [];
    return platforms.includes('jetson') && !platforms.includes('dgpu');
  };
  return [...factories].some(isOnlyOnJetson) ? { ...asked, platform: 'jetson' } : asked;
}

/** Caps filters that an export made of a link's caps become the link's caps again. */
export function foldCapsFilters(
  elements: Readonly<Record<string, ElementNode>>,
  links: readonly Link[],
): Pick<PipelineDocument, 'elements' | 'links'> {
  const kept = { ...elements };
  let current = [...links];
  for (const [name, { factory, properties }] of Object.entries(elements)) {
    const { caps, ...others } = properties;
    if (factory !== 'capsfilter' || typeof caps !== 'string') continue;
    if (Object.keys(others).length > 0) continue;
    const [input, ...moreInputs] = current.filter(({ to }) => to.element === name);
    const [output, ...moreOutputs] = current.filter(({ from }) => from.element === name);
    if (!input || !output || moreInputs.length > 0 || moreOutputs.length > 0) continue;
    const base = `caps-${input.from.element}-${output.to.element}`;
    if (name.replace(/-\d+$/, '') !== base && name !== base) continue;
    if (input.caps !== undefined || output.caps !== undefined) continue;
    const joined: Link = { from: input.from, to: output.to, caps };
    current = current.flatMap((link) => (link === input ? joined : link === output ? [] : link));
    delete kept[name];
  }
  return { elements: kept, links: current };
}
