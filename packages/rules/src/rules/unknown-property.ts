import { confusedProperty } from '../confusions.ts';
import type { Fix } from '../diagnostic.ts';
import { canonicalPropertyName, type Setting } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';
import { retargetFixes, versionMessage } from '../target-version.ts';

/** The factory has no property of that name. */
export const unknownProperty: ElementRule = {
  id: 'unknown-property',
  severity: 'error',
  title: 'The property exists on the element',
  topic: 'properties',
  explanation: prose`
    Compares the names of the properties that are set with those of the factory, in the target's
    version and on this machine. GStreamer refuses a property that an element does not have, and
    gst-launch-1.0 stops at it. Correct the name, target a version that has it, or remove it.`,
  scope: 'element',
  check(element, { catalogue }, report) {
    const { factory } = element;
    if (!factory) return;
    for (const setting of element.settings) {
      if (setting.spec) {
        if (setting.spec.installed !== false) continue;
        report({
          message: `${factory.name} on this machine has no property '${setting.property}', though DeepStream ${catalogue.target.deepstream} has it`,
          place: settingPlace(setting),
          remedy: 'Remove it to run here',
          severity: 'warning',
          fixes: [removeFix(setting)],
        });
        continue;
      }
      // What pads accept is rarely known.
      if (setting.pad !== undefined) continue;
      const history = catalogue.otherVersions(
        factory.name,
        canonicalPropertyName(setting.property),
      );
      if (history) {
        report({
          message: versionMessage(
            `${factory.name} has '${setting.property}'`,
            history,
            catalogue.target,
          ),
          place: settingPlace(setting),
          remedy: 'Target a version that has it, or remove it',
          fixes: [...retargetFixes(history, catalogue.target), removeFix(setting)],
        });
        continue;
      }
      const meant = candidates(setting, factory.name, catalogue.nearestProperty.bind(catalogue));
      report({
        message: `${factory.name} has no property '${setting.property}'`,
        place: settingPlace(setting),
        remedy:
          meant.length > 0
            ? `Did you mean ${meant.join(', ')}?`
            : `Remove it, or look at ${factory.name}'s properties for what is meant`,
        fixes: [...meant.map((name) => renameFix(setting, name)), removeFix(setting)],
        ...(factory.confidence === 'low' && factory.installed !== true
          ? { severity: 'warning' as const }
          : {}),
      });
    }
  },
};

function candidates(
  setting: Setting,
  factory: string,
  nearest: (factory: string, name: string) => string[],
): string[] {
  const name = canonicalPropertyName(setting.property);
  const confused = confusedProperty(factory, name);
  const others = nearest(factory, name).filter((other) => other !== confused);
  return confused ? [confused, ...others] : others;
}

function removeFix(setting: Setting): Fix {
  return setPropertyFix(`Remove ${setting.property}`, settingPlace(setting));
}

function renameFix(setting: Setting, name: string): Fix {
  const title = `Rename to ${name}`;
  return {
    title,
    edit: {
      kind: 'batch',
      label: title,
      edits: [
        setPropertyFix(title, settingPlace(setting)).edit,
        setPropertyFix(title, { element: setting.element, property: name }, setting.written).edit,
      ],
    },
  };
}
