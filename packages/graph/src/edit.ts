/** Edits as values: what the editor dispatches, undo inverts and quick fixes carry. */
import type {
  ElementNode,
  Link,
  LinkId,
  Parameter,
  PropertyValue,
  RuleOverride,
  Target,
} from './document.ts';

export type Edit =
  | { readonly kind: 'set-name'; readonly name: string }
  | { readonly kind: 'set-target'; readonly target: Target }
  | {
      readonly kind: 'add-element';
      readonly name: string;
      readonly element: ElementNode;
      /** Position in the order of elements; at the end when absent. */
      readonly index?: number;
    }
  /** Also removes the element's links, and its name from overrides of rules. */
  | { readonly kind: 'remove-element'; readonly name: string }
  /** Renames in links and in overrides of rules as well. */
  | {
      readonly kind: 'rename-element';
      readonly name: string;
      readonly newName: string;
    }
  /** Keeps name, links and those properties that are listed. */
  | {
      readonly kind: 'replace-element';
      readonly name: string;
      readonly element: ElementNode;
    }
  | {
      readonly kind: 'set-property';
      readonly element: string;
      /** Pad whose property it is; the element's own when absent. */
      readonly pad?: string;
      readonly property: string;
      /** Absent: back to the default (the key is removed). */
      readonly value?: PropertyValue;
      /** Position of a property that is not set yet; at the end when absent. */
      readonly index?: number;
    }
  | { readonly kind: 'add-link'; readonly link: Link; readonly index?: number }
  | { readonly kind: 'remove-link'; readonly link: LinkId }
  /** Absent caps remove the filter. */
  | {
      readonly kind: 'set-link-caps';
      readonly link: LinkId;
      readonly caps?: string;
    }
  /** Puts an element into a link: from -> element.sinkPad, element.srcPad -> to. */
  | {
      readonly kind: 'insert-element';
      readonly link: LinkId;
      readonly name: string;
      readonly element: ElementNode;
      readonly sinkPad: string;
      readonly srcPad: string;
    }
  /** Absent parameter removes it; `index` is the position of a new one, at the end when absent. */
  | {
      readonly kind: 'set-parameter';
      readonly name: string;
      readonly parameter?: Parameter;
      readonly index?: number;
    }
  /** Absent text removes the file; `index` is the position of a new one, at the end when absent. */
  | {
      readonly kind: 'set-file';
      readonly name: string;
      readonly text?: string;
      readonly index?: number;
    }
  /** Absent override removes it; `index` is the position of a new one, at the end when absent. */
  | {
      readonly kind: 'set-rule';
      readonly rule: string;
      readonly override?: RuleOverride;
      readonly index?: number;
    }
  /** Applied in order, undone as one. */
  | {
      readonly kind: 'batch';
      readonly label: string;
      readonly edits: readonly Edit[];
    };
