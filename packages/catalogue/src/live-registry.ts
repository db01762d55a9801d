/** A machine's registry as JSON (`pipewright.runner.InspectResult`), and what it says as facts. */
import type {
  ElementFactory,
  EnumValue,
  ExactNumber,
  Mutability,
  PadTemplate,
  PropertySpec,
  PropertyType,
} from './element-factory.ts';

/** Fields at their protobuf default are absent from the JSON. 64-bit numbers are strings. */
export interface LiveProperty {
  readonly name?: string;
  readonly type?: string;
  readonly gtype?: string;
  readonly blurb?: string;
  readonly defaultValue?: string;
  readonly min?: string;
  readonly max?: string;
  readonly values?: readonly {
    value?: string | number;
    nick?: string;
    name?: string;
  }[];
  readonly readable?: boolean;
  readonly writable?: boolean;
  readonly mutableIn?: string;
  readonly deprecated?: boolean;
  readonly inheritedFrom?: string;
}

export interface LivePad {
  readonly name?: string;
  readonly direction?: string;
  readonly presence?: string;
  readonly caps?: string;
  readonly properties?: readonly LiveProperty[];
}

export interface LiveFactory {
  readonly name?: string;
  readonly longName?: string;
  readonly klass?: string;
  readonly description?: string;
  readonly plugin?: string;
  readonly pads?: readonly LivePad[];
  readonly properties?: readonly LiveProperty[];
}

/** The factories of an InspectResult as JSON; throws a TypeError when it is none. */
export function liveFactories(registry: unknown): readonly LiveFactory[] {
  if (typeof registry === 'object' && registry !== null) {
    const { factories } = registry as { factories?: unknown };
    if (Array.isArray(factories)) return factories as LiveFactory[];
    if (factories === undefined) return [];
  }
  throw new TypeError('The registry must be the JSON form of InspectResult: {"factories": [...]}');
}

/** An element that only the registry knows. */
export function factoryOfLive(live: LiveFactory): ElementFactory {
  const name = live.name ?? '';
  const klass = live.klass ?? '';
  return {
    id: name,
    name,
    longName: live.longName || name,
    klass,
    category: categoryOf(klass),
    origin: 'registry',
    platforms: ['dgpu', 'jetson', 'sbsa'],
    notes: live.description ? [live.description] : [],
    pads: (live.pads ?? []).map(padOfLive),
    properties: (live.properties ?? []).map(propertyOfLive),
    installed: true,
    ...(live.plugin ? { plugin: live.plugin } : {}),
  };
}

/** GStreamer's klass words to the catalogue's categories. */
function categoryOf(klass: string): string {
  const words = new Set(klass.split('/'));
  if (words.has('Demuxer') || words.has('Parser') || words.has('Depayloader')) return 'parser';
  if (words.has('Muxer')) return 'muxer';
  if (words.has('Decoder')) return 'decoder';
  if (words.has('Encoder')) return 'encoder';
  if (words.has('Source')) return 'source';
  if (words.has('Sink')) return 'sink';
  if (words.has('Compositor')) return 'tiler';
  if (words.has('Converter')) return 'converter';
  return 'utility';
}

export function padOfLive(live: LivePad): PadTemplate {
  return {
    name: live.name ?? '',
    direction: live.direction === 'sink' ? 'sink' : 'src',
    presence:
      live.presence === 'request' || live.presence === 'sometimes' ? live.presence : 'always',
    caps: live.caps ?? 'ANY',
    properties: (live.properties ?? []).map(propertyOfLive),
  };
}

const mutabilities: ReadonlySet<string> = new Set(['construct-only', 'ready', 'paused', 'playing']);

export function propertyOfLive(live: LiveProperty): PropertySpec {
  const type = (live.type ?? 'boxed') as PropertyType;
  const values = (live.values ?? []).map((value) => ({
    value: Number(value.value ?? 0),
    nick: value.nick ?? '',
    ...(value.name ? { meaning: value.name } : {}),
  }));
  return {
    name: live.name ?? '',
    type,
    ...(live.gtype ? { gtype: live.gtype } : {}),
    ...defaultOf(live, type, values),
    ...(live.min ? { min: exactNumber(live.min) } : {}),
    ...(live.max ? { max: exactNumber(live.max) } : {}),
    ...(values.length > 0 ? { enum: values } : {}),
    readable: live.readable ?? false,
    writable: live.writable ?? false,
    mutable: mutabilities.has(live.mutableIn ?? '') ? (live.mutableIn as Mutability) : 'ready',
    mutableDeclared: mutabilities.has(live.mutableIn ?? ''),
    required: false,
    summary: live.blurb ?? '',
    ...(live.inheritedFrom ? { inheritedFrom: live.inheritedFrom } : {}),
    ...(live.deprecated ? { deprecated: true } : {}),
    installed: true,
  };
}

function defaultOf(
  live: LiveProperty,
  type: PropertyType,
  values: readonly EnumValue[],
): Pick<PropertySpec, 'default' | 'defaultNick'> {
  const text = live.defaultValue;
  if (text === undefined || text === '' || text === 'NULL') return {};
  switch (type) {
    case 'boolean':
      return { default: text === 'true' || text === 'TRUE' };
    case 'int':
    case 'uint':
    case 'int64':
    case 'uint64':
    case 'float':
    case 'double':
      return { default: exactNumber(text) };
    case 'enum': {
      const value = values.find((candidate) => candidate.nick === text);
      return { ...(value ? { default: value.value } : {}), defaultNick: text };
    }
    case 'flags': {
      const bits = flagBits(text, values);
      return { default: bits ?? text };
    }
    default:
      return { default: text };
  }
}

/** `first+second`, by nick or name, or a number; undefined when a name is not known. */
function flagBits(text: string, values: readonly EnumValue[]): number | undefined {
  let bits = 0;
  for (const part of text.split('+')) {
    const value = values.find(({ nick, meaning }) => nick === part || meaning === part)?.value;
    const number = value ?? Number(part);
    if (Number.isNaN(number)) return undefined;
    bits |= number;
  }
  return bits;
}

/** As a number where a double holds it exactly, else as the text it came as. */
function exactNumber(text: string): ExactNumber {
  const number = Number(text);
  const isExact = !/^-?\d+$/.test(text) || Number.isSafeInteger(number);
  return Number.isFinite(number) && isExact ? number : text;
}
