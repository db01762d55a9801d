import { configFileOf, filePlace, type KnownConfigFile } from '../config/config-files.ts';
import { batcherOf } from '../flow.ts';
import { chainBefore } from '../inference-chain.ts';
import type { ElementView } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Report } from '../rule.ts';

/** What nvdsanalytics' config asks of the pipeline: tracked objects, and sources that there are. */
export const analyticsConfig: ElementRule = {
  id: 'analytics-config',
  severity: 'error',
  title: "nvdsanalytics' config file fits the pipeline",
  topic: 'tracking',
  explanation: prose`
    Compares nvdsanalytics' config file with the pipeline. Line crossings and directions follow
    an object from frame to frame, so without an nvtracker before they never count; a group for
    a source that is not linked does nothing. Put an nvtracker before, or correct the number at
    the end of the group.`,
  scope: 'element',
  factories: ['nvdsanalytics'],
  check(element, index, report) {
    const file = configFileOf(element, index, 'analytics');
    if (!file || file.config.problems.length > 0) return;
    checkTracker(element, file, report);
    checkStreams(element, file, report);
  },
};

function isEnabled({ config }: KnownConfigFile, name: string): boolean {
  const value = config.groups.get(name)?.entries.get('enable')?.value;
  return value === '1' || value === 'true';
}

function checkTracker(element: ElementView, file: KnownConfigFile, report: Report): void {
  const { config } = file;
  const name = [...config.groups.keys()].find(
    (group) => /^(line-crossing|direction-detection)-stream-/.test(group) && isEnabled(file, group),
  );
  if (name === undefined) return;
  const { upstream, isKnown } = chainBefore(element);
  if (!isKnown || upstream.some(({ node }) => node.factory === 'nvtracker')) return;
  report({
    message: `${config.path}: ${name} follows objects from frame to frame, but no nvtracker stands before '${element.name}'`,
    place: filePlace(file, config.groups.get(name)),
    remedy: `Put an nvtracker before '${element.name}'`,
  });
}

function checkStreams(element: ElementView, file: KnownConfigFile, report: Report): void {
  const batcher = batcherOf(element);
  if (batcher?.node.factory !== 'nvstreammux' || batcher.inputs.length === 0) return;
  const pads = batcher.inputs.map(({ to }) => /^sink_(\d+)$/.exec(to.pad)?.[1]);
  if (pads.includes(undefined)) return;
  for (const group of file.config.groups.values()) {
    const stream = /-stream-(\d+)$/.exec(group.name)?.[1];
    if (stream === undefined || pads.includes(stream) || !isEnabled(file, group.name)) continue;
    report({
      message: `${file.config.path}: ${group.name} is for source ${stream}, but '${batcher.name}' has ${pads.join(', ')}`,
      place: filePlace(file, group),
      remedy: 'Correct the number at the end of the group',
      severity: 'hint',
    });
  }
}
