/** The plan: the flat, expanded list that the runner builds. */
import type { LinkId, Platform, PropertyValue } from './document.ts';

export interface PlanElement {
  readonly name: string;
  readonly factory: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
  readonly pads: Readonly<Record<string, Readonly<Record<string, PropertyValue>>>>;
  /** What was drawn: an element's name, or the link whose caps filter this is. */
  readonly origin:
    | { readonly kind: 'element'; readonly element: string }
    | { readonly kind: 'link'; readonly link: LinkId };
}

export interface PlanLink {
  /** Unique in the plan. */
  readonly id: string;
  readonly fromElement: string;
  readonly fromPad: string;
  readonly toElement: string;
  readonly toPad: string;
  /** The document's link; a link with caps becomes two plan links with the same origin. */
  readonly origin: LinkId;
}

/** A config file to write beside the plan before the run. */
export interface PlanFile {
  readonly path: string;
  readonly text: string;
}

export interface Plan {
  readonly name: string;
  /** What the document targets; the CPU stand-in takes the formats that its elements take there. */
  readonly platform: Platform;
  readonly elements: readonly PlanElement[];
  readonly links: readonly PlanLink[];
  readonly files: readonly PlanFile[];
  /** Names of environment variables to set for the process, e.g. USE_NEW_NVSTREAMMUX. */
  readonly environment: Readonly<Record<string, string>>;
  /** Properties that hold a secret: shown to nobody, written to no file (`redactPlan`). */
  readonly secretProperties: readonly SecretProperty[];
}

export interface SecretProperty {
  readonly element: string;
  /** Pad whose property it is; the element's own when absent. */
  readonly pad?: string;
  readonly property: string;
}

/** How a property's text relates to files; the catalogue knows. */
export type PropertyRole = 'path' | 'uri' | 'plain';

/** What expansion needs to know and `graph` does not: supplied by server and CLI. */
export interface ExpansionContext {
  /** Absolute folder that relative paths in the document start from: the document's own. */
  readonly documentFolder: string;
  /** Absolute folder that owned config files are written to. */
  readonly filesFolder: string;
  /** Parameter values given at start. */
  readonly parameters: Readonly<Record<string, PropertyValue>>;
  readonly propertyRole: (factory: string, property: string, value?: PropertyValue) => PropertyRole;
  /**
   * Makes the paths inside an owned config file absolute, as they are written relative to the
   * document's folder but the file is written elsewhere. `resolvePath` does it for one path, and
   * knows where the document's own files are written; a function without use for it leaves it out.
   */
  readonly relocateConfig: (
    fileName: string,
    text: string,
    documentFolder: string,
    resolvePath: (path: string) => string,
  ) => string;
}
