/** A finding of a rule: data, never thrown. */
import type { Edit, LinkId } from '@pipewright/graph';

export type Severity = 'error' | 'warning' | 'hint';

/** Where the finding is. Absent parts: the whole of what is named (or the document). */
export interface Place {
  readonly element?: string;
  readonly pad?: string;
  readonly property?: string;
  readonly link?: LinkId;
  readonly parameter?: string;
  /** A rule that the document overrides. */
  readonly rule?: string;
  /** An owned or referenced config file, with position (from 1). */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export interface Fix {
  /** What the button says, in the imperative. */
  readonly title: string;
  readonly edit: Edit;
  /** An element that stands elsewhere in the pipeline then: a drawing should show it there. */
  readonly moved?: { readonly element: string; readonly behind: string };
}

export interface Diagnostic {
  /** The rule's id, e.g. `property-out-of-range`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, with expected and got. */
  readonly message: string;
  readonly place: Place;
  /** What to do about it. */
  readonly remedy?: string;
  /** Best first. */
  readonly fixes: readonly Fix[];
  /** There when the document shows the finding with a severity of its own choice. */
  readonly override?: {
    /** What the rule says. */
    readonly usualSeverity: Severity;
    /** Why the document says otherwise. */
    readonly reason: string;
  };
}

/** A finding that the document has switched off. */
export interface SuppressedDiagnostic extends Diagnostic {
  /** Why the document has switched it off. */
  readonly reason: string;
}
