import type { ElementFactory } from '@pipewright/catalogue';
import type { PipelineIndex, Setting } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Report } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';
import { retargetFixes, versionMessage } from '../target-version.ts';

/**
 * The target's DeepStream version lacks something that this machine has, so that it runs here but
 * not there; or nothing tells whether that version has it.
 */
export const notInVersion: ElementRule = {
  id: 'not-in-version',
  severity: 'warning',
  title: "The target's DeepStream version has the element and its properties",
  topic: 'platform',
  explanation: prose`
    Compares elements and properties that this machine has with what the target's DeepStream
    version has. Such a pipeline runs here and fails where it is deployed. Target a version that
    has them, or do without; where nothing tells whether the version has them, the finding is a
    hint.`,
  scope: 'element',
  check(element, { catalogue: { target } }, report) {
    const { factory } = element;
    if (!factory) return;
    if (factory.history && (factory.isNotInTarget || factory.isUncertain)) {
      report({
        message: versionMessage(`${factory.name} exists`, factory.history, target),
        place: { element: element.name },
        remedy: 'Target a version that has it, or use another element',
        fixes: retargetFixes(factory.history, target),
        ...(factory.isUncertain ? { severity: 'hint' as const } : {}),
      });
    }
    for (const setting of element.settings) reportSetting(factory, setting, target, report);
  },
};

function reportSetting(
  factory: ElementFactory,
  setting: Setting,
  target: PipelineIndex['catalogue']['target'],
  report: Report,
): void {
  const { spec } = setting;
  if (!spec?.history || !(spec.isNotInTarget || spec.isUncertain)) return;
  report({
    message: versionMessage(`${factory.name} has '${spec.name}'`, spec.history, target),
    place: settingPlace(setting),
    remedy: 'Target a version that has it, or remove it',
    fixes: retargetFixes(spec.history, target),
    ...(spec.isUncertain ? { severity: 'hint' as const } : {}),
  });
}
