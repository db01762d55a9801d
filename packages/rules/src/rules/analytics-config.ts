import type { Config } from '@pipewright/catalogue';
import { textOf } from '../element-values.ts';
import { batcherOf } from '../flow.ts';
import { chainBefore } from '../inference-chain.ts';
import { elementsOf } from '../neighbours.ts';
import type { ElementView } from '../pipeline-index.ts';
import type { DocumentRule, Report } from '../rule.ts';

const needed = ['enable', 'config-width', 'config-height'];

/** nvdsanalytics' config: its groups, the numbers of its shapes, its streams. */
export const analyticsConfig: DocumentRule = {
  id: 'analytics-config',
  severity: 'error',
  title: "nvdsanalytics' config file is sound",
  scope: 'document',
  check(index, report) {
    for (const element of elementsOf(index, 'nvdsanalytics')) {
      const path = textOf(element, 'config-file');
      const config = path === undefined ? undefined : index.config(path);
      if (!config || config.problems.length > 0) continue;
      checkProperty(element, config, report);
      checkShapes(element, config, report);
      checkTracker(element, config, report);
      checkStreams(element, config, report);
    }
  },
};

function placeIn(element: ElementView, config: Config, line?: number) {
  const place = { element: element.name, property: 'config-file', file: config.path };
  return line === undefined ? place : { ...place, line };
}

function checkProperty(element: ElementView, config: Config, report: Report): void {
  const group = config.groups.get('property');
  const missing = needed.filter((key) => !group?.entries.has(key));
  if (missing.length === 0) return;
  report({
    message: `${config.path}: nvdsanalytics needs ${missing.join(', ')} under [property]`,
    place: placeIn(element, config, group?.line),
    remedy: 'Write them under [property]',
  });
}

function checkShapes(element: ElementView, config: Config, report: Report): void {
  for (const group of config.groups.values()) {
    for (const entry of group.entries.values()) {
      const expected = numbersOf(entry.key);
      if (expected === undefined) continue;
      const numbers = entry.value.split(';').filter((part) => part.trim() !== '');
      if (expected === numbers.length || (expected === 'even' && isPolygon(numbers))) continue;
      report({
        message: `${config.path}: '${entry.key}' needs ${expected === 'even' ? 'an even count of numbers, six at least' : `${expected} numbers`}, got ${numbers.length}`,
        place: placeIn(element, config, entry.line),
        remedy: 'Write x;y pairs separated by ;',
      });
    }
  }
}

function isPolygon(numbers: readonly string[]): boolean {
  return numbers.length >= 6 && numbers.length % 2 === 0;
}

function numbersOf(key: string): number | 'even' | undefined {
  if (/^line-crossing-(?!stream)/.test(key)) return 8;
  if (/^direction-(?!detection)/.test(key)) return 4;
  return /^roi-/.test(key) ? 'even' : undefined;
}

function isEnabled(config: Config, name: string): boolean {
  return config.groups.get(name)?.entries.get('enable')?.value === '1';
}

function checkTracker(element: ElementView, config: Config, report: Report): void {
  const name = [...config.groups.keys()].find(
    (group) =>
      /^(line-crossing|direction-detection)-stream-/.test(group) && isEnabled(config, group),
  );
  if (name === undefined) return;
  const { upstream, isKnown } = chainBefore(element);
  if (!isKnown || upstream.some(({ node }) => node.factory === 'nvtracker')) return;
  report({
    message: `${config.path}: ${name} follows objects from frame to frame, but no nvtracker stands before '${element.name}'`,
    place: placeIn(element, config, config.groups.get(name)?.line),
    remedy: `Put an nvtracker before '${element.name}'`,
  });
}

function checkStreams(element: ElementView, config: Config, report: Report): void {
  const batcher = batcherOf(element);
  if (batcher?.node.factory !== 'nvstreammux' || batcher.inputs.length === 0) return;
  const pads = batcher.inputs.map(({ to }) => /^sink_(\d+)$/.exec(to.pad)?.[1]);
  if (pads.includes(undefined)) return;
  for (const group of config.groups.values()) {
    const stream = /-stream-(\d+)$/.exec(group.name)?.[1];
    if (stream === undefined || pads.includes(stream) || !isEnabled(config, group.name)) continue;
    report({
      message: `${config.path}: ${group.name} is for source ${stream}, but '${batcher.name}' has ${pads.join(', ')}`,
      place: placeIn(element, config, group.line),
      remedy: 'Correct the number at the end of the group',
      severity: 'hint',
    });
  }
}
