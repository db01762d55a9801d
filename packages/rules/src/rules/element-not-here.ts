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
    made. Run it where the plugin is installed, install the plugin, or use another element.`,
  scope: 'element',
  check(element, { catalogue }, report) {
    const { factory } = element;
    if (factory?.installed !== false) return;
    const from = factory.plugin ? ` (plugin ${factory.plugin})` : '';
    report({
      message: `${factory.name}${from} is not installed on this machine, so '${element.name}' can't run here`,
      place: { element: element.name },
      remedy:
        factory.origin === 'deepstream'
          ? `Run it where DeepStream ${catalogue.target.deepstream} is installed, or use another element`
          : 'Install the GStreamer plugin that has it, or use another element',
    });
  },
};
