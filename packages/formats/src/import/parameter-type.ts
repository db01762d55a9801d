/** Parameters of a document, by the properties whose values refer to them. */
import type { Catalogue, PropertySpec } from '@pipewright/catalogue';
import {
  type Parameter,
  type ParameterType,
  type PipelineDocument,
  type PropertyValue,
  parameterNameProblem,
  referencedParameters,
} from '@pipewright/graph';

/** The type of a parameter that is a property's whole value. */
export function parameterTypeFor(
  spec: PropertySpec | undefined,
  role: 'path' | 'uri' | 'plain',
): ParameterType {
  if (role !== 'plain') return role;
  switch (spec?.type) {
    case 'boolean':
      return 'boolean';
    case 'int':
    case 'uint':
    case 'int64':
    case 'uint64':
      return 'integer';
    case 'float':
    case 'double':
      return 'number';
    default:
      return 'string';
  }
}

/** Those of a document's references that it does not declare, in their order. */
export function undeclaredParameters(
  document: PipelineDocument,
  catalogue: Catalogue,
): Record<string, Parameter> {
  const types = new Map<string, ParameterType>();
  const use = (value: PropertyValue, typeOf: () => ParameterType) => {
    for (const name of referencedParameters(value)) {
      if (Object.hasOwn(document.parameters, name) || parameterNameProblem(name)) continue;
      const type = value === `\${${name}}` ? typeOf() : 'string';
      types.set(name, (types.get(name) ?? type) === type ? type : 'string');
    }
  };
  for (const { factory, properties, pads } of Object.values(document.elements)) {
    for (const [property, value] of Object.entries(properties)) {
      use(value, () =>
        parameterTypeFor(
          catalogue.property(factory, property),
          catalogue.propertyRole(factory, property, value),
        ),
      );
    }
    for (const [pad, own] of Object.entries(pads)) {
      const specs = catalogue.padTemplateFor(factory, pad)?.properties;
      for (const [property, value] of Object.entries(own)) {
        use(value, () =>
          parameterTypeFor(
            specs?.find(({ name }) => name === property),
            'plain',
          ),
        );
      }
    }
  }
  for (const { caps } of document.links) if (caps !== undefined) use(caps, () => 'string');
  return Object.fromEntries([...types].map(([name, type]) => [name, { type }]));
}
