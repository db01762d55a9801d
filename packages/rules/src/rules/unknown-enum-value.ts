import { nearestNames, type PropertySpec } from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';
import type { Fix } from '../diagnostic.ts';
import type { Setting } from '../pipeline-index.ts';
import { quoted, readEnum, readInteger } from '../property-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';

/** The value is none of an enum's, or names a flag that is not there. */
export const unknownEnumValue: ElementRule = {
  id: 'unknown-enum-value',
  severity: 'error',
  title: "The value is one of the enum's",
  topic: 'properties',
  explanation: prose`
    Compares values of enumerations and flags with those that the property has, by nick or
    number. An unknown nick is refused when the pipeline is built, and an unknown number is not
    set. Use one of the values that the message lists.`,
  scope: 'element',
  check(element, _index, report) {
    for (const setting of element.settings) {
      const { spec, value } = setting;
      if (!spec?.enum || !spec.writable || value === undefined || isKnown(spec, value)) continue;
      const offered = spec.enum.map(({ value: number, nick }) => `${nick} (${number})`);
      report({
        message: `'${spec.name}' of '${element.name}' has no value ${quoted(value)}`,
        place: settingPlace(setting),
        remedy: `Use one of: ${offered.join(', ')}`,
        fixes: fixesFor(spec, setting, value),
        ...(spec.confidence === 'low' && spec.installed !== true
          ? { severity: 'warning' as const }
          : {}),
      });
    }
  },
};

function isKnown(spec: PropertySpec, value: PropertyValue): boolean {
  const values = spec.enum ?? [];
  if (spec.type === 'enum') return readEnum(values, value) !== undefined;
  if (spec.type !== 'flags' || readInteger(value) !== undefined) return true;
  // `a+b`, or with several bits of a named mask: a + or - before each.
  return String(value)
    .split(/[+|]/)
    .map((part) => part.trim())
    .every((part) => part === '' || readEnum(values, part) !== undefined);
}

function fixesFor(spec: PropertySpec, setting: Setting, value: PropertyValue): Fix[] {
  const values = spec.enum ?? [];
  const place = settingPlace(setting);
  const number = readInteger(value);
  const near =
    number === undefined
      ? nearestNames(
          String(value),
          values.map(({ nick }) => nick),
        )
      : [...values]
          .sort((a, b) => Math.abs(a.value - Number(number)) - Math.abs(b.value - Number(number)))
          .slice(0, 1)
          .map(({ nick }) => nick);
  const start =
    spec.defaultNick ?? values.find((candidate) => candidate.value === spec.default)?.nick;
  const nicks = start === undefined || near.includes(start) ? near : [...near, start];
  return nicks.map((nick) => setPropertyFix(`Set to ${nick}`, place, nick));
}
