import { parseCaps } from '@pipewright/caps';
import type { PropertySpec } from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';
import type { Fix } from '../diagnostic.ts';
import type { Setting } from '../pipeline-index.ts';
import {
  isFloatType,
  isFraction,
  isIntegerType,
  quoted,
  readBoolean,
  readInteger,
  readNumber,
} from '../property-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';

/** The value can't be read as the property's type. */
export const propertyType: ElementRule = {
  id: 'property-type',
  severity: 'error',
  title: "The value can be read as the property's type",
  topic: 'properties',
  explanation: prose`
    Reads each value as the type of its property: boolean, whole number, number, fraction or
    caps. A value that can't be read that way is refused when the pipeline is built. Write a
    value of the type that the message names.`,
  scope: 'element',
  check(element, _index, report) {
    for (const setting of element.settings) {
      const { spec, value } = setting;
      if (!spec || value === undefined || !spec.writable) continue;
      const expected = mismatch(spec, value);
      if (expected === undefined) continue;
      const place = settingPlace(setting);
      report({
        message: `'${spec.name}' of '${element.name}' expects ${expected}, got ${quoted(value)}`,
        place,
        remedy: `Write ${expected}`,
        fixes: fixesFor(spec, setting),
      });
    }
  },
};

/** What was expected, when the value is not that. */
function mismatch(spec: PropertySpec, value: PropertyValue): string | undefined {
  if (spec.type === 'boolean') {
    return readBoolean(value) === undefined ? 'true or false (also yes, no, 1, 0)' : undefined;
  }
  if (isIntegerType(spec.type)) {
    return readInteger(value) === undefined ? 'a whole number' : undefined;
  }
  if (isFloatType(spec.type)) return readNumber(value) === undefined ? 'a number' : undefined;
  if (spec.type === 'fraction') {
    return isFraction(value) ? undefined : 'a fraction such as 30/1';
  }
  if (spec.type === 'caps') {
    const isCaps = typeof value === 'string' && parseCaps(value).ok;
    return isCaps ? undefined : 'caps such as video/x-raw(memory:NVMM), format=NV12';
  }
  return undefined;
}

function fixesFor(spec: PropertySpec, setting: Setting): Fix[] {
  const place = settingPlace(setting);
  const fixes: Fix[] = [];
  const near = nearestValue(spec, setting.value);
  if (near !== undefined) fixes.push(setPropertyFix(`Set to ${near}`, place, near));
  if (spec.default !== undefined && spec.default !== near && !spec.required) {
    fixes.push(setPropertyFix(`Set to the default, ${spec.default}`, place, spec.default));
  }
  fixes.push(setPropertyFix(`Remove ${setting.property}`, place));
  return fixes;
}

/** What the value may have meant: `4 frames` is 4, `2.0` is 2, true is 1. */
function nearestValue(
  spec: PropertySpec,
  value: PropertyValue | undefined,
): PropertyValue | undefined {
  if (value === undefined || !(isIntegerType(spec.type) || isFloatType(spec.type))) {
    return undefined;
  }
  const number =
    typeof value === 'boolean'
      ? Number(value)
      : Number.parseFloat(/[+-]?\d+(\.\d+)?/.exec(String(value))?.[0] ?? '');
  if (Number.isNaN(number)) return undefined;
  const wanted = isIntegerType(spec.type) ? Math.round(number) : number;
  const min = Number(spec.min ?? Number.NEGATIVE_INFINITY);
  const max = Number(spec.max ?? Number.POSITIVE_INFINITY);
  return Math.min(Math.max(wanted, min), max);
}
