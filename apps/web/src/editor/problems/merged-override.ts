import type { RuleOverride } from '@pipewright/graph';

/**
 * The override that stands after `next` was chosen: a rule has one, so elements that it was limited
 * to before stay in it as long as the severity is the same.
 */
export function mergedOverride(
  present: RuleOverride | undefined,
  next: RuleOverride,
): RuleOverride {
  if (next.elements === undefined || present?.elements === undefined) return next;
  if (present.severity !== next.severity) return next;
  return { ...next, elements: [...new Set([...present.elements, ...next.elements])] };
}
