import { nearestNames } from '@pipewright/catalogue';
import { referencedParameters } from '@pipewright/graph';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';

/** A value refers to a parameter that the document does not define. */
export const parameterUnknown: ElementRule = {
  id: 'parameter-unknown',
  severity: 'error',
  title: 'Every parameter that is referred to is defined',
  topic: 'document',
  explanation: prose`
    Looks for references such as \${name} to parameters that the document does not define.
    Nothing can be put in their place, so the pipeline can't be built. Define the parameter, or
    correct the name.`,
  isFixed: true,
  scope: 'element',
  check(element, { document }, report) {
    for (const setting of element.settings) {
      for (const name of referencedParameters(setting.written)) {
        if (Object.hasOwn(document.parameters, name)) continue;
        const written = String(setting.written);
        const near = nearestNames(name, Object.keys(document.parameters));
        report({
          message: `'${setting.property}' of '${element.name}' refers to \${${name}}, which is no parameter of the document`,
          place: { ...settingPlace(setting), parameter: name },
          remedy: `Add a parameter '${name}'${near.length > 0 ? `, or write \${${near[0]}}` : ''}`,
          fixes: [
            ...near.map((other) =>
              setPropertyFix(
                `Use \${${other}}`,
                settingPlace(setting),
                written.replaceAll(`\${${name}}`, `\${${other}}`),
              ),
            ),
            {
              title: `Add parameter ${name}`,
              edit: {
                kind: 'set-parameter',
                name,
                parameter: { type: 'string' },
              },
            },
          ],
        });
      }
    }
  },
};
