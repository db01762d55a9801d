/** The `parameters` section. */
import type { Parameter, ParameterType, PropertyValue } from '../document.ts';
import { convertParameter } from '../expand/convert-parameter.ts';
import { parameterNameProblem } from '../names.ts';
import type { FoundEntry, NodeReader } from './node-reader.ts';

const PARAMETER_TYPES: readonly ParameterType[] = [
  'string',
  'integer',
  'number',
  'boolean',
  'path',
  'uri',
];

/** Reads all parameters; those with errors are left out and reported. */
export function readParameters(
  reader: NodeReader,
  found: FoundEntry | undefined,
): Record<string, Parameter> {
  const parameters: Record<string, Parameter> = {};
  for (const entry of reader.named(found, 'parameters', parameterNameProblem)) {
    const parameter = readParameter(reader, entry);
    if (parameter !== undefined) parameters[entry.key] = parameter;
  }
  return parameters;
}

function readParameter(reader: NodeReader, entry: FoundEntry): Parameter | undefined {
  const what = `parameter "${entry.key}"`;
  const fields = reader.fields(entry, what, ['type', 'default', 'description', 'secret']);
  const typeField = fields.get('type');
  if (typeField === undefined) {
    reader.fail(entry, {
      code: 'missing-key',
      message: `${what} has no type`,
      remedy: `Add "type:" with one of: ${PARAMETER_TYPES.join(', ')}.`,
    });
    return undefined;
  }
  const type = reader.oneOf(typeField, `the type of ${what}`, PARAMETER_TYPES);
  if (type === undefined) return undefined;
  const defaultField = fields.get('default');
  const description = fields.get('description');
  const secret = fields.get('secret');
  const isSecret = secret && reader.boolean(secret, `secret of ${what}`);
  const text = description && reader.text(description, `the description of ${what}`);
  const value = defaultField && readDefault(reader, defaultField, what, type);
  if (isSecret && defaultField) {
    reader.fail(defaultField, {
      code: 'invalid-value',
      message: `${what} is secret, and a secret's value is never stored in a document`,
      remedy: 'Remove the default; the value is given when a run starts.',
    });
  }
  return {
    type,
    ...(value !== undefined && { default: value }),
    ...(text !== undefined && { description: text }),
    ...(isSecret !== undefined && { secret: isSecret }),
  };
}

function readDefault(
  reader: NodeReader,
  found: FoundEntry,
  what: string,
  type: ParameterType,
): PropertyValue | undefined {
  // Text types keep the digits of `default: 007` as they are written.
  const isNumeric = type === 'integer' || type === 'number' || type === 'boolean';
  if (!isNumeric) return reader.text(found, `the default of ${what}`);
  const value = reader.value(found, `the default of ${what}`);
  if (value === undefined) return undefined;
  const converted = convertParameter(value, type);
  if (converted.ok) return converted.value;
  reader.fail(found, {
    code: 'wrong-type',
    message: `the default of ${what} ${converted.message}`,
  });
  return undefined;
}
