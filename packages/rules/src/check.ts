/** Runs every rule over a document. */
import type { Catalogue } from '@pipewright/catalogue';
import type { PipelineDocument } from '@pipewright/graph';
import type { Diagnostic, Severity, SuppressedDiagnostic } from './diagnostic.ts';
import type { FileLookup } from './files.ts';
import { applyOverrides } from './overrides.ts';
import { indexPipeline } from './pipeline-index.ts';
import type { Report, RuleInfo } from './rule.ts';
import { rules } from './rules.ts';

export interface CheckContext {
  readonly catalogue: Catalogue;
  /** Without it nothing that depends on files is judged, and all asked paths come back. */
  readonly files?: FileLookup;
}

export interface CheckResult {
  /** Errors first, then warnings, then hints; each in the order of the document. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the document has switched off, by rule. */
  readonly suppressed: readonly SuppressedDiagnostic[];
  /** Paths whose facts would have been needed: ask for them and check again. */
  readonly unknownPaths: readonly string[];
}

const weight: Readonly<Record<Severity, number>> = {
  error: 0,
  warning: 1,
  hint: 2,
};

/** Checks a document; never throws on any document of the right shape. */
export function check(document: PipelineDocument, context: CheckContext): CheckResult {
  const unknownPaths = new Set<string>();
  const files = context.files ?? (() => undefined);
  const index = indexPipeline(document, context.catalogue, files, unknownPaths);
  const found: Diagnostic[] = [];
  for (const rule of rules) {
    const report = reportTo(found, rule);
    if (rule.scope === 'document') {
      rule.check(index, report);
    } else if (rule.scope === 'link') {
      for (const link of index.links) rule.check(link, index, report);
    } else {
      for (const element of index.elements.values()) {
        if (rule.factories && !rule.factories.includes(element.node.factory)) continue;
        rule.check(element, index, report);
      }
    }
  }
  const order = new Map([...index.elements.keys()].map((name, position) => [name, position]));
  const positionOf = (diagnostic: Diagnostic) => order.get(diagnostic.place.element ?? '') ?? -1;
  const { diagnostics, suppressed } = applyOverrides(document, found, rules);
  const sorted = diagnostics.toSorted(
    (a, b) => weight[a.severity] - weight[b.severity] || positionOf(a) - positionOf(b),
  );
  return { diagnostics: sorted, suppressed, unknownPaths: [...unknownPaths] };
}

function reportTo(found: Diagnostic[], rule: RuleInfo): Report {
  return ({ fixes = [], severity = rule.severity, ...finding }) => {
    found.push({ code: rule.id, severity, ...finding, fixes });
  };
}
