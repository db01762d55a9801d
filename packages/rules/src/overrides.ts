/** What a document makes of findings: its overrides of rules, with their reasons. */
import { findLink, type PipelineDocument, ruleOverrideFor } from '@pipewright/graph';
import type { Diagnostic, Place, SuppressedDiagnostic } from './diagnostic.ts';
import type { RuleInfo } from './rule.ts';

export interface JudgedDiagnostics {
  /** What is shown, some with another severity than the rule's. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the document has switched off. */
  readonly suppressed: readonly SuppressedDiagnostic[];
}

/**
 * Applies a document's overrides to what the rules found, keeping the order. Findings of fixed
 * rules, and of what is no rule, stay as they are.
 */
export function applyOverrides(
  document: PipelineDocument,
  found: readonly Diagnostic[],
  rules: readonly RuleInfo[],
): JudgedDiagnostics {
  if (Object.keys(document.rules).length === 0) return { diagnostics: found, suppressed: [] };
  const free = new Set(rules.filter(({ isFixed }) => isFixed !== true).map(({ id }) => id));
  const diagnostics: Diagnostic[] = [];
  const suppressed: SuppressedDiagnostic[] = [];
  for (const diagnostic of found) {
    const override = free.has(diagnostic.code)
      ? ruleOverrideFor(document, diagnostic.code, concernedElements(document, diagnostic.place))
      : undefined;
    if (override === undefined || override.severity === diagnostic.severity) {
      diagnostics.push(diagnostic);
    } else if (override.severity === 'off') {
      suppressed.push({ ...diagnostic, reason: override.reason });
    } else {
      const { severity, reason } = override;
      diagnostics.push({
        ...diagnostic,
        severity,
        override: { usualSeverity: diagnostic.severity, reason },
      });
    }
  }
  return { diagnostics, suppressed };
}

/** The elements that a finding is about: the one it names, or both ends of the link it names. */
export function concernedElements(
  document: PipelineDocument,
  { element, link: id }: Place,
): readonly string[] {
  if (element !== undefined) return [element];
  const link = id === undefined ? undefined : findLink(document, id);
  return link === undefined ? [] : [link.from.element, link.to.element];
}
