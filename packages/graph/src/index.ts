/** The pipeline document: its data, its text, edits as values, questions, expansion to a plan. */
export { applyEdit } from './apply-edit.ts';
export {
  type ElementNode,
  FORMAT_VERSION,
  type Link,
  type LinkId,
  linkId,
  type PadRef,
  type Parameter,
  type ParameterType,
  type PipelineDocument,
  type Platform,
  type Properties,
  type PropertyValue,
  RULE_SEVERITIES,
  type RuleOverride,
  type RuleSeverity,
  type Target,
} from './document.ts';
export type { Edit } from './edit.ts';
export type { EditResult, GraphError, GraphErrorCode } from './edit-result.ts';
export {
  type ExpansionError,
  type ExpansionResult,
  expandDocument,
} from './expand/expand-document.ts';
export { resolvePath, resolveUri, toFileUri } from './expand/paths.ts';
export { redactPlan } from './expand/redact-plan.ts';
export {
  escapeReferences,
  referencedParameters,
  unescapeReferences,
} from './expand/references.ts';
export {
  findLink,
  formatPadRef,
  type ParsedLink,
  type ParsedPadRef,
  parseLink,
  parsePadRef,
} from './link-text.ts';
export {
  elementNameProblem,
  fileNameProblem,
  nearestName,
  padNameProblem,
  parameterNameProblem,
  propertyNameProblem,
  ruleIdProblem,
  uniqueElementName,
} from './names.ts';
export type {
  ExpansionContext,
  Plan,
  PlanElement,
  PlanFile,
  PlanLink,
  PropertyRole,
  SecretProperty,
} from './plan.ts';
export {
  downstreamOf,
  emptyDocument,
  linksFrom,
  linksTo,
  type TopologicalOrder,
  topologicalOrder,
  upstreamOf,
} from './queries.ts';
export { ruleOverrideFor } from './rule-overrides.ts';
export type {
  DocumentError,
  DocumentErrorCode,
} from './yaml/document-error.ts';
export {
  createLocator,
  type DocumentPlace,
  locate,
  type TextRange,
} from './yaml/locate.ts';
export { type ParseResult, parseDocument } from './yaml/parse-document.ts';
export { printDocument } from './yaml/print-document.ts';
