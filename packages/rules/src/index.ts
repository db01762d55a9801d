export { type CheckContext, type CheckResult, check } from './check.ts';
export {
  checkConfigText,
  checkDocumentText,
  checkImported,
  type DocumentCheck,
  type Positioned,
  positionIn,
  type TextFindings,
} from './check-text.ts';
export { checkWithFiles, type FactsReader } from './check-with-files.ts';
export { type Checker, createChecker } from './checker/checker.ts';
export type { Diagnostic, Fix, Place, Severity, SuppressedDiagnostic } from './diagnostic.ts';
export type { FileFacts, FileLookup } from './files.ts';
export { type GieRelation, gieRelations, relationText } from './gie-relations.ts';
export {
  createNegotiator,
  type MemoryCopy,
  type MemoryKind,
  memoryCopies,
  type NegotiatedLink,
  type Negotiation,
  type Negotiator,
  negotiate,
} from './negotiation/negotiate.ts';
export { applyOverrides, concernedElements, type JudgedDiagnostics } from './overrides.ts';
export { diagnosticOfDocumentError, diagnosticOfNote } from './reader-diagnostics.ts';
export type {
  DocumentRule,
  ElementRule,
  Finding,
  LinkRule,
  Report,
  Rule,
  RuleInfo,
  RuleTopic,
} from './rule.ts';
export { rules } from './rules.ts';
export {
  switchTarget,
  switchTitle,
  type TargetChange,
  type TargetChanges,
  targetChanges,
} from './target-changes.ts';
