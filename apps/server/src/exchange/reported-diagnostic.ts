/** Diagnostics as they leave the server for other tools: without the edits that only an editor uses. */
import type { Place, Positioned, Severity } from '@pipewright/rules';

export interface ReportedDiagnostic {
  /** The rule's id, e.g. `property-out-of-range`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  /** In the text that was sent, from 1; absent where the place is not in it. */
  readonly line?: number;
  readonly column?: number;
  readonly remedy?: string;
  /** What can be done at the press of a button in the editor. */
  readonly fixes: readonly string[];
}

/** With its position in the text, where it has one. */
export function reported({
  code,
  severity,
  message,
  place,
  remedy,
  fixes,
  position,
}: Positioned): ReportedDiagnostic {
  return {
    code,
    severity,
    message,
    place,
    ...(remedy === undefined ? {} : { remedy }),
    fixes: fixes.map(({ title }) => title),
    ...position,
  };
}
