import type { PropertySpec } from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';
import type { Fix } from '../diagnostic.ts';
import type { Setting } from '../pipeline-index.ts';
import { isFloatType, isIntegerType, quoted, readInteger, readNumber } from '../property-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';

/** The number lies outside what the property takes. */
export const propertyOutOfRange: ElementRule = {
  id: 'property-out-of-range',
  severity: 'error',
  title: "The number lies in the property's range",
  topic: 'properties',
  explanation: prose`
    Compares numbers with the smallest and largest value that the property takes. A number
    outside is not set: GLib logs a warning, and the element goes on with the value it had. Use
    a value inside the range.`,
  scope: 'element',
  check(element, _index, report) {
    for (const setting of element.settings) {
      const { spec, value } = setting;
      if (!spec || value === undefined || !spec.writable) continue;
      const bound = exceededBound(spec, value);
      if (bound === undefined) continue;
      report({
        message: `'${spec.name}' of '${element.name}' takes ${range(spec)}, got ${quoted(value)}`,
        place: settingPlace(setting),
        remedy: `Use a value from ${spec.min} to ${spec.max}`,
        fixes: fixesFor(spec, setting, bound),
        ...(spec.confidence === 'low' && spec.installed !== true
          ? { severity: 'warning' as const }
          : {}),
      });
    }
  },
};

/** The limit that was passed; undefined when the value is inside, or no number at all. */
function exceededBound(spec: PropertySpec, value: PropertyValue): PropertyValue | undefined {
  const { min, max } = spec;
  if (isIntegerType(spec.type)) {
    const number = readInteger(value);
    if (number === undefined) return undefined;
    // The usual way to write an unsigned type's largest value.
    if (number === -1n && isUnsignedMaximum(spec)) return undefined;
    if (min !== undefined && number < BigInt(min)) return min;
    return max !== undefined && number > BigInt(max) ? max : undefined;
  }
  if (isFloatType(spec.type)) {
    const number = readNumber(value);
    if (number === undefined) return undefined;
    if (min !== undefined && number < Number(min)) return min;
    return max !== undefined && number > Number(max) ? max : undefined;
  }
  return undefined;
}

function isUnsignedMaximum(spec: PropertySpec): boolean {
  const max = spec.max === undefined ? undefined : BigInt(spec.max);
  return (
    (spec.type === 'uint' && max === 0xffffffffn) ||
    (spec.type === 'uint64' && max === 0xffffffffffffffffn)
  );
}

function range({ min, max }: PropertySpec): string {
  if (min === undefined) return `numbers up to ${max}`;
  return max === undefined ? `numbers from ${min}` : `${min} to ${max}`;
}

function fixesFor(spec: PropertySpec, setting: Setting, bound: PropertyValue): Fix[] {
  const place = settingPlace(setting);
  const fixes = [setPropertyFix(`Set to ${bound}`, place, bound)];
  if (!spec.required && spec.default !== undefined && spec.default !== bound) {
    fixes.push(setPropertyFix(`Back to the default, ${spec.default}`, place));
  }
  return fixes;
}
