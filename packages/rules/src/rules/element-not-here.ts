import { type ElementFactory, standinSupport } from '@pipewright/catalogue';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** DeepStream or GStreamer has the element, this machine does not. */
export const elementNotHere: ElementRule = {
  id: 'element-not-here',
  severity: 'warning',
  title: 'The element is installed on this machine',
  topic: 'elements',
  explanation: prose`
    Compares each factory with the plugins that this machine's GStreamer registry has. The
    document may be sound for its target, yet a run here stops because the element can't be
    made. Run it where the plugin is installed, install the plugin, or use another element: for
    DeepStream's elements that the CPU stand-in lacks, the fix names one where there is one.`,
  scope: 'element',
  check(element, { catalogue }, report) {
    const { factory } = element;
    if (factory?.installed !== false) return;
    const from = factory.plugin ? ` (plugin ${factory.plugin})` : '';
    const why = sdkSupport(factory)?.why;
    report({
      message: `${factory.name}${from} is not installed on this machine, so '${element.name}' can't run here${why === undefined ? '' : `. ${why}`}`,
      place: { element: element.name },
      remedy: remedyFor(factory, catalogue.target.deepstream),
    });
  },
};

function remedyFor(factory: ElementFactory, deepstream: string): string {
  if (factory.origin !== 'deepstream') {
    return 'Install the GStreamer plugin that has it, or use another element';
  }
  const instead = sdkSupport(factory)?.instead ?? 'another element';
  return `Run it where DeepStream ${deepstream} is installed, or use ${instead}`;
}

function sdkSupport({ id }: ElementFactory) {
  const support = standinSupport(id);
  return support?.support === 'sdk' ? support : undefined;
}
