import type { ConfigKey, PropertySpec } from '@pipewright/catalogue';
import { defaultText } from '@pipewright/formats';

/** A key of a config file as the inspector's fields take properties. */
export function configFieldSpec(name: string, key: ConfigKey | undefined): PropertySpec {
  const { min, max } = key ?? {};
  return {
    name,
    type: key === undefined ? 'string' : TYPES[key.type],
    summary: key?.notes ?? '',
    readable: true,
    writable: true,
    mutable: 'ready',
    mutableDeclared: false,
    required: key?.required ?? false,
    ...(key?.default === undefined ? {} : { default: defaultOf(key.default) }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

const TYPES: Readonly<Record<ConfigKey['type'], PropertySpec['type']>> = {
  int: 'int',
  double: 'double',
  bool: 'boolean',
  string: 'string',
  enum: 'enum',
  path: 'string',
  'int-list': 'string',
  'double-list': 'string',
  'string-list': 'string',
  'path-list': 'string',
};

function defaultOf(value: NonNullable<ConfigKey['default']>): boolean | string {
  return typeof value === 'boolean' ? value : defaultText(value);
}

/** What a switch makes of a written value: a boolean, or the text where it is neither. */
export function switchValue(written: string | undefined): boolean | string | undefined {
  switch (written) {
    case undefined:
      return undefined;
    case '1':
    case 'true':
      return true;
    case '0':
    case 'false':
      return false;
    default:
      return written;
  }
}

/** A switch's state in the words of the file: as the value before, else as the syntax has it. */
export function switchText(isOn: boolean, before: string | undefined, usesWords: boolean): string {
  const isWord = before === 'true' || before === 'false' || (before === undefined && usesWords);
  return isWord ? String(isOn) : isOn ? '1' : '0';
}
