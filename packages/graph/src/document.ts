/** The pipeline document: what is edited, saved and diffed. Plain, immutable data. */

export const FORMAT_VERSION = 1;

export type Platform = 'dgpu' | 'jetson' | 'sbsa';

export interface Target {
  readonly platform: Platform;
  /** DeepStream version, e.g. "9.1". */
  readonly deepstream: string;
  /** Which nvstreammux: `new` stands for USE_NEW_NVSTREAMMUX=yes. */
  readonly streammux: 'legacy' | 'new';
}

/** A property's value as written in YAML. 64-bit integers beyond 2^53-1 are decimal strings. */
export type PropertyValue = boolean | number | string;

/** Property name -> value; a value may contain `${parameter}` references. */
export type Properties = Readonly<Record<string, PropertyValue>>;

export interface ElementNode {
  readonly factory: string;
  readonly properties: Properties;
  /** Pad name -> properties of that pad. */
  readonly pads: Readonly<Record<string, Properties>>;
}

/** One end of a link. `pad` may be a template name with `%u`: the next request or sometimes pad. */
export interface PadRef {
  readonly element: string;
  readonly pad: string;
}

export interface Link {
  readonly from: PadRef;
  readonly to: PadRef;
  /** A caps filter on the link, as GStreamer writes caps. */
  readonly caps?: string;
}

export type ParameterType = 'string' | 'integer' | 'number' | 'boolean' | 'path' | 'uri';

export interface Parameter {
  readonly type: ParameterType;
  readonly default?: PropertyValue;
  readonly description?: string;
  /** A secret's value is never stored in a document, plan, log or export. */
  readonly secret?: boolean;
}

/** What a document makes of a rule's findings: shown with another severity, or not at all. */
export const RULE_SEVERITIES = ['off', 'hint', 'warning', 'error'] as const;
export type RuleSeverity = (typeof RULE_SEVERITIES)[number];

/** A document's own judgement about a rule. */
export interface RuleOverride {
  readonly severity: RuleSeverity;
  /** Why; never empty, so that whoever reads the document later knows. */
  readonly reason: string;
  /** Holds for findings at these elements; for all when absent. Never empty. */
  readonly elements?: readonly string[];
}

export interface PipelineDocument {
  readonly formatVersion: typeof FORMAT_VERSION;
  readonly name: string;
  readonly target: Target;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Element name -> element; insertion order is the order of appearance. */
  readonly elements: Readonly<Record<string, ElementNode>>;
  /** Order matters: request pads are made in this order. */
  readonly links: readonly Link[];
  /** Config files owned by the document: file name -> text. */
  readonly files: Readonly<Record<string, string>>;
  /** Rule id -> how its findings count in this document. */
  readonly rules: Readonly<Record<string, RuleOverride>>;
}

/** `element.pad -> element.pad`: unique in a document, stable across edits elsewhere. */
export type LinkId = string;

/** The id of a link: its two ends as the document writes them. */
export function linkId(link: Link): LinkId {
  return `${link.from.element}.${link.from.pad} -> ${link.to.element}.${link.to.pad}`;
}
