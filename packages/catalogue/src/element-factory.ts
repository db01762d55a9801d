/** What an element factory offers, in GStreamer's own terms. */

export type Platform = 'dgpu' | 'jetson' | 'sbsa';

export type PadDirection = 'sink' | 'src';
export type PadPresence = 'always' | 'sometimes' | 'request';

export type PropertyType =
  | 'boolean'
  | 'int'
  | 'uint'
  | 'int64'
  | 'uint64'
  | 'float'
  | 'double'
  | 'string'
  | 'enum'
  | 'flags'
  | 'fraction'
  | 'caps'
  | 'object'
  | 'boxed'
  | 'array'
  | 'pointer';

/** In which states a property may be written. */
export type Mutability = 'construct-only' | 'ready' | 'paused' | 'playing';

export interface EnumValue {
  readonly value: number;
  readonly nick: string;
  readonly meaning?: string;
}

/** Numbers beyond 2^53-1 are decimal strings, so that they stay exact. */
export type ExactNumber = number | string;

export interface PropertySpec {
  readonly name: string;
  readonly type: PropertyType;
  readonly gtype?: string;
  /** The value after start; an enum's number. Absent: none or unknown. */
  readonly default?: boolean | ExactNumber;
  readonly defaultNick?: string;
  /** What the property's type declares, where the element starts with another value. */
  readonly declaredDefault?: boolean | ExactNumber;
  readonly min?: ExactNumber;
  readonly max?: ExactNumber;
  readonly enum?: readonly EnumValue[];
  readonly readable: boolean;
  readonly writable: boolean;
  readonly mutable: Mutability;
  /** False: the element declares no mutability, so a live change may or may not work. */
  readonly mutableDeclared: boolean;
  readonly required: boolean;
  readonly requiredWhy?: string;
  readonly requiredOneOf?: readonly string[];
  readonly summary: string;
  readonly inheritedFrom?: string;
  readonly platform?: readonly Platform[];
  readonly deprecated?: boolean | string;
  readonly since?: string;
  /** `low`: taken from manuals or samples, not from the element itself. */
  readonly confidence?: 'low';
  /** Whether this machine's element has it; absent while that is not known. */
  readonly installed?: boolean;
}

export interface PadTemplate {
  readonly name: string;
  readonly direction: PadDirection;
  readonly presence: PadPresence;
  readonly caps: string;
  readonly capsJetson?: string;
  /** `low`: taken from manuals or samples, so a format may be missing. */
  readonly confidence?: 'low';
  readonly properties: readonly PropertySpec[];
}

export interface ElementFactory {
  /** Unique: the factory name, or `name#variant`. */
  readonly id: string;
  readonly name: string;
  readonly variant?: string;
  readonly longName: string;
  readonly klass: string;
  readonly category: string;
  readonly subcategory?: string;
  readonly origin: 'deepstream' | 'gstreamer' | 'registry';
  readonly platforms: readonly Platform[];
  readonly status?: string;
  /** `low`: pads and properties may be incomplete. */
  readonly confidence?: 'low';
  readonly notes: readonly string[];
  readonly pads: readonly PadTemplate[];
  readonly properties: readonly PropertySpec[];
  /** Whether this machine's registry has it; absent while that is not known. */
  readonly installed?: boolean;
  /** Plugin that registers it, where known. */
  readonly plugin?: string;
  /** In words, where this machine's element differs from the shipped facts. */
  readonly differences?: readonly string[];
}
