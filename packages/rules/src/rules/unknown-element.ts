import { editDistance } from '@pipewright/catalogue';
import type { Fix } from '../diagnostic.ts';
import { swapFactoryFix } from '../factory-swap.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';
import { successorsOf } from '../successors.ts';
import { retargetFixes, versionMessage } from '../target-version.ts';

/**
 * The factory is in neither the shipped facts nor this machine's registry. The shipped facts hold
 * every DeepStream element but not all of GStreamer: without the registry, a name unlike any
 * known one may exist.
 */
export const unknownElement: ElementRule = {
  id: 'unknown-element',
  severity: 'error',
  title: 'The element factory exists',
  topic: 'elements',
  explanation: prose`
    Looks up each element's factory in the target's DeepStream version, in GStreamer's elements
    and, where it is known, in this machine's registry. A factory that no plugin offers can't be
    made, so the pipeline stops before it starts. Correct the spelling, target a version that
    has the element, or install its plugin. For elements of Jetson's earlier GStreamer, such as
    omxh264enc, the fix names those that took their place.`,
  scope: 'element',
  check(element, { catalogue }, report) {
    if (element.factory) return;
    const { factory } = element.node;
    const place = { element: element.name };
    const history = catalogue.otherVersions(factory);
    const successors = successorsOf(factory, catalogue);
    const swaps = successors.map((name) => swapFactoryFix(element, name, catalogue));
    if (history) {
      report({
        message: versionMessage(`${factory} exists`, history, catalogue.target),
        place,
        remedy: `Target a version that has it, or use ${successors.join(' or ') || 'another element'}`,
        fixes: [...swaps, ...retargetFixes(history, catalogue.target)],
      });
      return;
    }
    if (successors.length > 0) {
      report({
        message: `'${element.name}' is a '${factory}', which Jetson's GStreamer had before ${successors.join(' and ')} took its place`,
        place,
        remedy: `Use ${successors.join(' or ')}`,
        fixes: swaps,
      });
      return;
    }
    const names = catalogue.nearest(factory);
    const fixes = names.map(
      (name): Fix => ({
        title: `Use ${name}`,
        edit: {
          kind: 'replace-element',
          name: element.name,
          element: { ...element.node, factory: name },
        },
      }),
    );
    const meant = names.length > 0 ? `Did you mean ${names.join(', ')}?` : undefined;
    report({
      message: `'${element.name}' is a '${factory}', which no known plugin offers`,
      place,
      remedy: meant ?? 'Check the spelling, or install the plugin that has it',
      fixes,
      ...(catalogue.knowsRegistry || factory.startsWith('nv') || isSlipOf(factory, names[0])
        ? {}
        : { severity: 'warning' as const }),
    });
  },
};

/** One letter away; another digit is another codec. */
function isSlipOf(factory: string, name: string | undefined): boolean {
  if (name === undefined || editDistance(factory, name, 1) > 1) return false;
  return factory.replace(/\d/g, '') !== name.replace(/\d/g, '');
}
