import type { PropertySpec } from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';

/** What every kind of field gets. */
export interface FieldProps {
  readonly id: string;
  readonly spec: PropertySpec;
  /** As the document has it; undefined: the default applies. */
  readonly value: PropertyValue | undefined;
  readonly isInvalid: boolean;
  readonly describedBy: string | undefined;
  readonly onChange: (value: PropertyValue | undefined) => void;
}
