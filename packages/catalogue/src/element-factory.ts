/** What an element factory offers, in GStreamer's own terms. */
import type { VersionSpan } from './versions/version-span.ts';

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
  /** The release that brought it, e.g. `GStreamer 1.24`. */
  readonly since?: string;
  /** `low`: taken from manuals or samples, not from the element itself. */
  readonly confidence?: 'low';
  /** What one should know before setting it. */
  readonly note?: string;
  /** What the default is not enough for. */
  readonly defaultNote?: string;
  /** Where the platforms start with different values. */
  readonly defaultByPlatform?: Readonly<Partial<Record<Platform, boolean | ExactNumber>>>;
  /** The factory inside a bin that it is handed through to. */
  readonly proxiedFrom?: string;
  /** Whether this machine's element has it; absent while that is not known. */
  readonly installed?: boolean;
  /** When it came or went; absent: as far as is known it has always been there. */
  readonly history?: VersionSpan;
  /** Nothing tells whether the target's version has it: it came or went around then. */
  readonly isUncertain?: true;
  /** This machine has it, the target's version does not. */
  readonly isNotInTarget?: true;
}

/** A signal that programs connect to, or an action that they emit. */
export interface ElementSignal {
  readonly name: string;
  readonly kind: 'signal' | 'action';
  readonly params?: readonly string[];
  readonly summary?: string;
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

/** Something of a machine's element that the shipped facts say otherwise: a property's or a pad's. */
export interface FactoryDifference {
  readonly property?: string;
  readonly pad?: string;
  /** A predicate of its name, e.g. `is new here`. */
  readonly text: string;
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
  /** GType of its base class, as far as known. */
  readonly parent?: string;
  /** Environment variables that it reads. */
  readonly environment?: readonly string[];
  readonly signals?: readonly ElementSignal[];
  readonly pads: readonly PadTemplate[];
  readonly properties: readonly PropertySpec[];
  /** Whether this machine's registry has it; absent while that is not known. */
  readonly installed?: boolean;
  /** Plugin that registers it, where known. */
  readonly plugin?: string;
  /** Where this machine's element differs from the shipped facts. */
  readonly differences?: readonly FactoryDifference[];
  /** When it came or went; absent: as far as is known it has always been there. */
  readonly history?: VersionSpan;
  /** Nothing tells whether the target's version has it: it came or went around then. */
  readonly isUncertain?: true;
  /** This machine has it, the target's version does not. */
  readonly isNotInTarget?: true;
}
