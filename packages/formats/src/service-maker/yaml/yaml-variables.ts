/** `${VARIABLE}` in YAML that envsubst fills in: a parameter of the document. */
import type { Parameter, PropertyValue } from '@pipewright/graph';

/** The value with its variables as references to parameters, which are declared as needed. */
export function variablesToParameters(
  value: PropertyValue,
  parameters: Record<string, Parameter>,
  onDeclared: (variable: string, parameter: string) => void,
): PropertyValue {
  if (typeof value !== 'string' || !value.includes('${')) return value;
  return value.replace(/\$\{([^}]*)\}/g, (whole, variable: string) => {
    // Other text in braces means nothing to envsubst: it is kept as it is.
    if (!/^[A-Za-z_]\w*$/.test(variable)) return `$${whole}`;
    const parameter = variable.toLowerCase();
    if (!Object.hasOwn(parameters, parameter)) {
      parameters[parameter] = { type: 'string' };
      onDeclared(variable, parameter);
    }
    return `\${${parameter}}`;
  });
}
