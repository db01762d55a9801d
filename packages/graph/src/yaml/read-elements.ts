/** The `elements` section. */
import type { ElementNode, Properties, PropertyValue } from '../document.ts';
import { elementNameProblem, padNameProblem, propertyNameProblem } from '../names.ts';
import type { FoundEntry, NodeReader } from './node-reader.ts';

/** Reads all elements; those with errors are left out and reported. */
export function readElements(
  reader: NodeReader,
  found: FoundEntry | undefined,
): Record<string, ElementNode> {
  const elements: Record<string, ElementNode> = {};
  for (const entry of reader.named(found, 'elements', elementNameProblem)) {
    const element = readElement(reader, entry);
    if (element !== undefined) elements[entry.key] = element;
  }
  return elements;
}

function readElement(reader: NodeReader, entry: FoundEntry): ElementNode | undefined {
  const what = `element "${entry.key}"`;
  const fields = reader.fields(entry, what, ['factory', 'properties', 'pads']);
  const factoryField = fields.get('factory');
  if (factoryField === undefined) {
    if (reader.isMapping(entry) || reader.isEmpty(entry)) {
      reader.fail(entry, {
        code: 'missing-key',
        message: `${what} has no factory`,
        remedy: 'Add "factory:" with the kind of element, e.g. nvinfer.',
      });
    }
    return undefined;
  }
  const factory = reader.text(factoryField, `the factory of ${what}`);
  if (factory === undefined) return undefined;
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.+-]*$/.test(factory)) {
    reader.fail(factoryField, {
      code: 'invalid-name',
      message: `the factory of ${what} can't be "${factory}"`,
      remedy: 'Write the name of an element factory, e.g. nvinfer.',
    });
    return undefined;
  }
  const pads: Record<string, Properties> = {};
  for (const pad of reader.named(fields.get('pads'), `the pads of ${what}`, padNameProblem)) {
    const properties = readProperties(reader, pad, `pad "${pad.key}" of ${what}`);
    if (Object.keys(properties).length > 0) pads[pad.key] = properties;
  }
  return {
    factory,
    properties: readProperties(reader, fields.get('properties'), what),
    pads,
  };
}

function readProperties(reader: NodeReader, found: FoundEntry | undefined, of: string): Properties {
  const properties: Record<string, PropertyValue> = {};
  for (const entry of reader.named(found, `the properties of ${of}`, propertyNameProblem)) {
    const value = reader.value(entry, `property "${entry.key}" of ${of}`);
    if (value !== undefined) properties[entry.key] = value;
  }
  return properties;
}
