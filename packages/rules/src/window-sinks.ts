/** The sink that shows video in a window is each platform's own. */
import { catalogueFor } from '@pipewright/catalogue';
import {
  type Edit,
  linksFrom,
  linksTo,
  type PipelineDocument,
  type Platform,
  type Target,
} from '@pipewright/graph';
import { swapFactory } from './factory-swap.ts';
import { platformName } from './platforms.ts';
import type { TargetChange } from './target-changes.ts';

/** What DeepStream's own applications show video with. */
export const windowSinks: Readonly<Record<Platform, string>> = {
  dgpu: 'nveglglessink',
  jetson: 'nv3dsink',
  sbsa: 'nv3dsink',
};

const replaceable: ReadonlySet<string> = new Set(Object.values(windowSinks));

/** Edits that give each window sink its platform's form, and take away what only the old one needed. */
export function windowSinkChanges(document: PipelineDocument, target: Target): TargetChange[] {
  const { platform } = target;
  if (platform === document.target.platform) return [];
  const wanted = windowSinks[platform];
  const catalogue = catalogueFor(target);
  return Object.entries(document.elements).flatMap(([name, element]) => {
    if (!replaceable.has(element.factory) || element.factory === wanted) return [];
    const { element: sink, lost } = swapFactory(element, wanted, catalogue);
    const replace: Edit = { kind: 'replace-element', name, element: sink };
    const transform = transformBefore(document, name);
    const title = `Replace ${name} by ${wanted}`;
    const without = lost.length === 0 ? '' : `. It lacks ${lost.join(', ')}: removed`;
    const alone = transform ? `, without ${transform.name} before it` : '';
    return [
      {
        title,
        reason: `${platformName(platform)} shows video with ${wanted} instead of ${element.factory}${alone}${without}`,
        place: { element: name },
        edit: transform
          ? { kind: 'batch', label: title, edits: [replace, ...transform.edits] }
          : replace,
      },
    ];
  });
}

/** nvegltransform serves nveglglessink on Jetson alone: the edits that take it out. */
function transformBefore(
  document: PipelineDocument,
  sink: string,
): { readonly name: string; readonly edits: readonly Edit[] } | undefined {
  const [into, ...others] = linksTo(document, sink);
  const name = into?.from.element;
  if (into === undefined || name === undefined || others.length > 0) return undefined;
  if (document.elements[name]?.factory !== 'nvegltransform') return undefined;
  const [before] = linksTo(document, name);
  if (before === undefined || linksFrom(document, name).length !== 1) return undefined;
  return {
    name,
    edits: [
      { kind: 'remove-element', name },
      {
        kind: 'add-link',
        link: { ...before, to: into.to },
        index: Math.min(document.links.indexOf(before), document.links.indexOf(into)),
      },
    ],
  };
}
