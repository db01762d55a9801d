/** The `rules` section: what the document makes of a rule's findings. */
import { RULE_SEVERITIES, type RuleOverride } from '../document.ts';
import { nearestName, ruleIdProblem } from '../names.ts';
import type { FoundEntry, NodeReader } from './node-reader.ts';

const REASON_REMEDY = 'Add "reason:" and say why, for whoever reads the document next.';

/** Reads all overrides; those with errors are left out and reported. */
export function readRules(
  reader: NodeReader,
  found: FoundEntry | undefined,
  elementNames: readonly string[],
): Record<string, RuleOverride> {
  const rules: Record<string, RuleOverride> = {};
  for (const entry of reader.named(found, 'rules', ruleIdProblem)) {
    const override = readOverride(reader, entry, elementNames);
    if (override !== undefined) rules[entry.key] = override;
  }
  return rules;
}

function readOverride(
  reader: NodeReader,
  entry: FoundEntry,
  elementNames: readonly string[],
): RuleOverride | undefined {
  const what = `rule "${entry.key}"`;
  const fields = reader.fields(entry, what, ['severity', 'reason', 'elements']);
  const severityField = fields.get('severity');
  if (severityField === undefined) {
    reader.fail(entry, {
      code: 'missing-key',
      message: `${what} has no severity`,
      remedy: `Add "severity:" with one of: ${RULE_SEVERITIES.join(', ')}.`,
    });
  }
  const severity =
    severityField && reader.oneOf(severityField, `the severity of ${what}`, RULE_SEVERITIES);
  const reason = readReason(reader, entry, fields.get('reason'), what);
  const elements = readElementNames(reader, fields.get('elements'), what, elementNames);
  if (severity === undefined || reason === undefined) return undefined;
  return { severity, reason, ...(elements !== undefined && { elements }) };
}

function readReason(
  reader: NodeReader,
  entry: FoundEntry,
  field: FoundEntry | undefined,
  what: string,
): string | undefined {
  if (field === undefined || reader.isEmpty(field)) {
    const message = `${what} has no reason`;
    reader.fail(field ?? entry, { code: 'missing-key', message, remedy: REASON_REMEDY });
    return undefined;
  }
  const reason = reader.text(field, `the reason of ${what}`);
  if (reason === undefined || reason.trim() !== '') return reason;
  reader.fail(field, {
    code: 'invalid-value',
    message: `the reason of ${what} is empty`,
    remedy: REASON_REMEDY,
  });
  return undefined;
}

function readElementNames(
  reader: NodeReader,
  field: FoundEntry | undefined,
  what: string,
  known: readonly string[],
): readonly string[] | undefined {
  if (field === undefined) return undefined;
  const names: string[] = [];
  const items = reader.items(field, `elements of ${what}`);
  for (const item of items) {
    const name = reader.text(item, `an element of ${what}`);
    if (name === undefined) continue;
    if (!known.includes(name)) {
      const meant = nearestName(name, known);
      reader.fail(item, {
        code: 'unknown-element',
        message: `${what} is limited to "${name}", but there is no such element`,
        remedy: meant ? `Did you mean "${meant}"?` : 'Name an element of this document.',
      });
    } else if (names.includes(name)) {
      reader.fail(item, {
        code: 'invalid-value',
        message: `${what} is limited to "${name}" twice`,
        remedy: 'Remove one of them.',
      });
    } else names.push(name);
  }
  if (items.length > 0 || reader.errors.some(({ path }) => path === field.path)) return names;
  reader.fail(field, {
    code: 'invalid-value',
    message: `${what} is limited to no element`,
    remedy: 'Name elements, or remove "elements" so that it holds for all.',
  });
  return undefined;
}
