import type { PadRef } from '@pipewright/graph';
import type { BoxPosition } from '@pipewright/protocol';

/** A menu of elements to add, opened at a point of the screen. */
export interface AddMenuRequest {
  /** Where the menu opens, client pixels. */
  readonly screen: BoxPosition;
  /** Where the element goes, canvas coordinates. */
  readonly canvas: BoxPosition;
  /** The pad that the new element is linked to: only what fits it is offered. */
  readonly origin?: { readonly ref: PadRef; readonly side: 'from' | 'to' };
}
