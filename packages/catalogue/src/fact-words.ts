/** Facts in the words that people read, the same in a terminal and in the editor. */
import type { ElementFactory, Platform, PropertySpec } from './element-factory.ts';
import { historyWords } from './versions/version-data.ts';

/** What a registry was read with: `standin` or `deepstream`; undefined while none was read. */
export interface MachineRegistry {
  readonly runtime: string;
  /** e.g. `GStreamer 1.24.2`. */
  readonly gstreamerVersion: string;
}

/** What a property does, as a sentence without its full stop. */
export function summaryWords({ summary }: PropertySpec): string {
  return sentence(summary.replace(/\.$/, ''));
}

/** When a property may be written. */
export function mutabilityWords(spec: PropertySpec): string {
  if (!spec.writable) return 'read only';
  switch (spec.mutable) {
    case 'construct-only':
      return 'at creation only';
    case 'ready':
      return spec.mutableDeclared ? 'before the start' : 'before the start (not declared)';
    case 'paused':
      return 'until it plays';
    case 'playing':
      return spec.mutableDeclared ? 'any time' : 'any time (not declared)';
  }
}

/** The value after start, an enum's as nick and number; empty when there is none. */
export function defaultWords(spec: PropertySpec, platform?: Platform): string {
  const ofPlatform = platform && spec.defaultByPlatform?.[platform];
  const value = ofPlatform ?? spec.default;
  if (value === undefined) return '';
  if (value === '') return '""';
  const nick = spec.enum?.find((choice) => choice.value === value)?.nick ?? spec.defaultNick;
  return nick === undefined || nick === String(value) ? String(value) : `${nick} (${value})`;
}

/** e.g. `0 to 100`, `1 or more`; empty when the type alone limits it. */
export function rangeWords(spec: PropertySpec): string {
  const { min, max, type } = spec;
  if (min === undefined && max === undefined) return '';
  const isMaxOpen = max === undefined || isTypeLimit(max);
  const isMinOpen = min === undefined || isTypeLimit(min) || (min === 0 && type.startsWith('uint'));
  if (isMinOpen && isMaxOpen) return '';
  if (isMaxOpen) return `${min} or more`;
  return isMinOpen ? `${max} or less` : `${min} to ${max}`;
}

const typeLimits = new Set(
  [
    2n ** 31n - 1n,
    -(2n ** 31n),
    2n ** 32n - 1n,
    2n ** 63n - 1n,
    -(2n ** 63n),
    2n ** 64n - 1n,
    2n ** 53n,
  ].map(String),
);

/** The largest and smallest that a type holds say nothing of the property. */
function isTypeLimit(limit: number | string): boolean {
  return typeLimits.has(String(limit)) || Math.abs(Number(limit)) > 1e30;
}

/** What else one should know before setting a property, a sentence each. */
export function propertyNotes(spec: PropertySpec): string[] {
  const { deprecated } = spec;
  return [
    ...(spec.required ? [`Required${spec.requiredWhy ? `: ${spec.requiredWhy}` : ''}`] : []),
    ...(spec.requiredOneOf ? [`One of these must be set: ${spec.requiredOneOf.join(', ')}`] : []),
    ...(spec.note ? [sentence(spec.note)] : []),
    ...(spec.defaultNote ? [`Default: ${spec.defaultNote}`] : []),
    ...defaultNotes(spec),
    ...(spec.platform ? [`Only on ${spec.platform.join(', ')}`] : []),
    ...(spec.proxiedFrom ? [`Handed through to ${spec.proxiedFrom}`] : []),
    ...availabilityNotes(spec),
    ...(deprecated ? [`Deprecated${deprecated === true ? '' : `: ${deprecated}`}`] : []),
    ...(spec.confidence === 'low' ? ['From manuals or samples, not from the element itself'] : []),
  ];
}

function defaultNotes({ declaredDefault, default: value, defaultByPlatform }: PropertySpec) {
  return [
    ...(declaredDefault !== undefined && declaredDefault !== value
      ? [`Declares the default ${declaredDefault}, but starts otherwise`]
      : []),
    ...(defaultByPlatform
      ? [
          `Default by platform: ${Object.entries(defaultByPlatform)
            .map(([platform, ofPlatform]) => `${ofPlatform} on ${platform}`)
            .join(', ')}`,
        ]
      : []),
  ];
}

/** Since when it is there, and how sure that is. */
export function availabilityNotes(
  facts: Pick<PropertySpec, 'history' | 'since' | 'isUncertain' | 'isNotInTarget'>,
): string[] {
  const { history, since, isUncertain, isNotInTarget } = facts;
  if (!history) return since ? [`Since ${since}`] : [];
  const words = sentence(historyWords(history));
  const doubt = history.confidence ? ` (${history.confidence} confidence)` : '';
  if (isNotInTarget) return [`${words}${doubt}: not in the target's version`];
  if (isUncertain) return [`${words}${doubt}: nothing tells whether the target's version has it`];
  return [`${words}${since?.startsWith('GStreamer') ? `, with ${since}` : ''}${doubt}`];
}

/** Who offers an element on this machine. */
export function offeredWords(
  factory: ElementFactory,
  machine: MachineRegistry | undefined,
): string {
  if (machine === undefined || factory.installed === undefined) return 'not known on this machine';
  if (!factory.installed) return 'not on this machine';
  if (factory.origin === 'deepstream') {
    return machine.runtime === 'standin' ? 'the CPU stand-in' : 'the DeepStream SDK';
  }
  return machine.gstreamerVersion;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
